"""What was to be reached, and whether it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

_FUSED = "CSV, sha256, zip, proofs"
Figures = dict[str, Any]


def reached(runs: Sequence[Figures]) -> Iterator[str]:
    """Each aim with the figure that was measured for it; the last scale is the largest."""
    first, last = (_by_name(run) for run in (runs[0], runs[-1]))
    fused, rate = last[_FUSED], _rate(last[_FUSED])
    yield _said("fused write, rows/s", rate, rate >= 150_000, "at least 150,000")
    if theirs := first.get("frictionless: write, zip, validate"):
        times = _rate(first[_FUSED]) / _rate(theirs)
        yield _said("fused write against frictionless", times, times >= 10, "at least 10 times")
    times = fused["seconds"] / last["SQL read alone"]["seconds"]
    yield _said("fused write against the SQL read", times, times <= 4, "at most 4 times")
    times = last["all formats beside them"]["seconds"] / fused["seconds"]
    yield _said("all formats against the CSV zip", times, times <= 4, "at most 4 times")
    seconds = first["publish again, nothing new"]["seconds"]
    yield _said("publishing again, seconds", seconds, seconds < 1, "under 1")
    milliseconds = 1_000 / _rate(last["inclusion proofs"])
    yield _said("an inclusion proof, ms", milliseconds, milliseconds < 1, "under 1")
    rate = _rate(last["verify offline"])
    yield _said("offline verification, entries/s", rate, rate >= 30_000, "at least 30,000")
    if len(runs) > 1:
        for name in (_FUSED, "all formats beside them"):
            times = last[name]["peak_mb"] / first[name]["peak_mb"]
            what = f"memory of {name} at the largest scale"
            yield _said(what, times, times <= 1.2, "at most 1.2 times")


def _by_name(run: Figures) -> dict[str, Figures]:
    return {one["measure"]: one for one in run["measures"]}


def _rate(figures: Figures) -> float:
    return float(figures["rows"] / figures["seconds"])


def _said(what: str, figure: float, is_reached: bool, aim: str) -> str:
    told = f"{figure:,.0f}" if figure >= 1_000 else f"{figure:.2f}"
    return f"{what}: {told} ({aim}: {'reached' if is_reached else 'NOT reached'})"
