"""What was aimed at, and whether the figures reach it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bench.peers.measuring import by_place

Cell = dict[str, Any]
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


@dataclass(frozen=True, slots=True)
class Aim:
    """An aim with what was measured over each number of connections; ``most``: less is better."""

    what: str
    aim: float
    measured: dict[int, float]
    most: bool = False

    @property
    def reached(self) -> bool:
        """Whether all figures reach it."""
        if self.most:
            return all(figure <= self.aim for figure in self.measured.values())
        return all(figure >= self.aim for figure in self.measured.values())

    def told(self) -> dict[str, Any]:
        """The aim as JSON."""
        return {
            "what": self.what,
            "aim": f"{'at most' if self.most else 'at least'} {self.aim:g}",
            "measured": {load: round(figure, 2) for load, figure in self.measured.items()},
            "reached": self.reached,
        }


def aims(scales: Sequence[dict[str, Any]]) -> list[Aim]:
    """Every aim that the figures can speak to."""
    found = [aim for one in scales for aim in _at_scale(one)]
    if len(scales) > 1:
        found += _growth(scales[0], scales[-1])
    return [aim for aim in found if aim.measured]


def _at_scale(one: dict[str, Any]) -> Iterator[Aim]:
    places, at = by_place(one["measured"]), f"scale {one['scale']:g}"
    for question, ours, peer, times in FASTER:
        what = f"{question}, {at}: requests/s of {ours} to {peer}"
        yield Aim(what, times, _ratios(places[ours, question], places[peer, question], _rate))
    for kept in KEPT:
        for question in ("Q1", "Q2", "Q3"):
            what = f"{question}, {at}: requests/s of {kept} to constant bytes"
            sent = places["constant", question]
            yield Aim(what, 0.7, _ratios(places[kept, question], sent, _rate))
    for ours in OURS:
        spread = {
            load: cell["p99_ms"] / cell["p50_ms"]
            for load, cell in places[ours, "Q2"].items()
            if load >= 64
        }
        yield Aim(f"Q2, {at}: p99 to p50 of {ours}", 2.0, spread, most=True)


def _growth(small: dict[str, Any], large: dict[str, Any]) -> Iterator[Aim]:
    before, after = by_place(small["measured"]), by_place(large["measured"])
    for ours in OURS:
        for question in ("Q1", "Q2"):
            what = f"{question}: CPU of {ours} at scale {large['scale']:g} to {small['scale']:g}"
            grown = _ratios(after[ours, question], before[ours, question], _cpu)
            yield Aim(what, 1.2, grown, most=True)


def _ratios(
    ours: dict[int, Cell], theirs: dict[int, Cell], figure: Callable[[Cell], float]
) -> dict[int, float]:
    """A figure of ours to theirs, over each number of connections at which both were measured."""
    shared = sorted(ours.keys() & theirs.keys())
    return {load: figure(ours[load]) / figure(theirs[load]) for load in shared}


def _rate(cell: Cell) -> float:
    rate: float = cell["requests_per_second"]
    return rate


def _cpu(cell: Cell) -> float:
    total: float = cell["server_cpu_ms"] + cell["database_cpu_ms"]
    return total
