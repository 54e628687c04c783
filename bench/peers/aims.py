"""What was aimed at, and whether the figures reach it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bench.peers.measuring import by_place

# (question, ours, peer, how many times as many requests a second)
FASTER = (
    ("Q1", "answerable-postgresql", "postgraphile", 1.7),
    ("Q2", "answerable-postgresql", "postgraphile", 4.0),
    ("Q3", "answerable-postgresql", "postgraphile", 2.0),
    ("Q2", "answerable-sqlite", "naive-sqlite", 25.0),
    ("Q3", "answerable-sqlite", "naive-sqlite", 15.0),
)
OURS = ("answerable-sqlite", "answerable-postgresql")
KEPT = ("kept-sqlite", "kept-postgresql")
Places = dict[tuple[str, str], dict[int, dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Aim:
    """An aim with what was measured; ``most`` where less is better."""

    what: str
    aim: float
    measured: float
    most: bool = False

    @property
    def reached(self) -> bool:
        """Whether the figure reaches it."""
        return self.measured <= self.aim if self.most else self.measured >= self.aim

    def told(self) -> dict[str, Any]:
        """The aim as JSON."""
        return {
            "what": self.what,
            "aim": f"{'at most' if self.most else 'at least'} {self.aim:g}",
            "measured": round(self.measured, 2),
            "reached": self.reached,
        }


def aims(scales: Sequence[dict[str, Any]]) -> list[Aim]:
    """Every aim that the figures can speak to."""
    found = [aim for one in scales for aim in _at_scale(one)]
    small, large = scales[0], scales[-1]
    if small is not large:
        found += _growth(small, large)
    return found


def _at_scale(one: dict[str, Any]) -> Iterator[Aim]:
    places, at = by_place(one["measured"]), f"scale {one['scale']:g}"
    for question, ours, peer, times in FASTER:
        for load in sorted(places[ours, question].keys() & places[peer, question].keys()):
            mine, theirs = places[ours, question][load], places[peer, question][load]
            yield Aim(
                f"{question}, {ours} to {peer}, {load} connections, {at}: times the requests/s",
                times,
                mine["requests_per_second"] / theirs["requests_per_second"],
            )
    for kept in KEPT:
        yield from _kept(places, kept, at)
    for ours in OURS:
        for load, cell in places[ours, "Q2"].items():
            if load >= 64:
                what = f"Q2, {ours}, {load} connections, {at}: p99 to p50"
                yield Aim(what, 2.0, cell["p99_ms"] / cell["p50_ms"], most=True)


def _kept(places: Places, kept: str, at: str) -> Iterator[Aim]:
    for question in ("Q1", "Q2", "Q3"):
        ours, constant = places[kept, question], places["constant", question]
        for load in sorted(ours.keys() & constant.keys()):
            yield Aim(
                f"{question}, {kept} to constant bytes, {load} connections, {at}: requests/s",
                0.7,
                ours[load]["requests_per_second"] / constant[load]["requests_per_second"],
            )


def _growth(small: dict[str, Any], large: dict[str, Any]) -> Iterator[Aim]:
    before, after = by_place(small["measured"]), by_place(large["measured"])
    for ours in OURS:
        for question in ("Q1", "Q2"):
            shared = before[ours, question].keys() & after[ours, question].keys()
            for load in sorted(shared):
                what = f"{question}, {ours}, {load} connections: CPU at scale {large['scale']:g}"
                yield Aim(
                    f"{what} to scale {small['scale']:g}",
                    1.2,
                    _cpu(after[ours, question][load]) / _cpu(before[ours, question][load]),
                    most=True,
                )


def _cpu(cell: dict[str, Any]) -> float:
    total: float = cell["server_cpu_ms"] + cell["database_cpu_ms"]
    return total
