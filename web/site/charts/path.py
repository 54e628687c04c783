"""The path that a target aims at, against what came out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from web.site.charts.chart import CHARACTER, WIDTH, Chart, render, shorten
from web.site.charts.scale import make_scale, write_number

_TOP, _BOTTOM, _HEIGHT = 34, 168, 192
_EDGE = 24


@dataclass(frozen=True, slots=True)
class PathPoint:
    """One period: the number aimed at and the one that came out, where there are any.

    Attributes:
        met: whether the aim was met; None where nothing says so.
    """

    period: str
    aim: Decimal | None = None
    outturn: Decimal | None = None
    met: bool | None = None


def draw_path(
    name: str, title: str, points: Sequence[PathPoint], unit: str | None = None
) -> Chart | None:
    """Draw lines through the aims and the outturns; None where there is no number.

    Args:
        name: what ids within the page begin with.
        title: what the numbers are of.
        points: the periods in their order.
        unit: what the numbers count.
    """
    numbers = [n for point in points for n in (point.aim, point.outturn) if n is not None]
    if not numbers:
        return None
    scale = make_scale(numbers, _TOP, _BOTTOM)
    ticks = [(scale.place(tick), write_number(tick)) for tick in scale.ticks]
    left = max(len(label) for _, label in ticks) * CHARACTER + 10
    places = _spread(len(points), left + _EDGE, WIDTH - _EDGE)

    def series(of: Callable[[PathPoint], Decimal | None], word: str) -> list[Any]:
        return [
            (x, scale.place(number), f"{point.period}: {write_number(number, unit)} {word}")
            if (number := of(point)) is not None
            else None
            for x, point in zip(places, points, strict=True)
        ]

    takeaway = describe_path(points, unit)
    lines = {
        "aim": series(lambda point: point.aim, "aimed at"),
        "outturn": series(lambda point: point.outturn, "came out"),
    }
    svg = render(
        "path.svg",
        name=name,
        title=title,
        takeaway=takeaway,
        height=_HEIGHT,
        left=left,
        ticks=ticks,
        labels=_label(points, places),
        segments={key: _split(line) for key, line in lines.items()},
        marks={key: [mark for mark in line if mark] for key, line in lines.items()},
        unit=unit,
    )
    return Chart(svg, takeaway)


def _spread(count: int, first: float, last: float) -> list[float]:
    if count == 1:
        return [(first + last) / 2]
    return [round(first + (last - first) * place / (count - 1), 2) for place in range(count)]


def _label(points: Sequence[PathPoint], places: Sequence[float]) -> list[tuple[float, str]]:
    """Label as many periods as have room, the last among them."""
    room = (places[1] - places[0]) if len(places) > 1 else WIDTH / 2
    longest = min(max(len(point.period) for point in points), 10) * CHARACTER + CHARACTER
    every = max(1, -int(-longest // room))
    last = len(points) - 1
    return [
        (x, shorten(point.period, max(room * every, longest) - CHARACTER))
        for place, (x, point) in enumerate(zip(places, points, strict=True))
        if (last - place) % every == 0
    ]


def _split(line: Sequence[Any]) -> list[str]:
    """Return the lines between neighbouring marks: a missing number breaks the line."""
    runs: list[list[str]] = [[]]
    for mark in line:
        if mark is None:
            runs.append([])
        else:
            runs[-1].append(f"{mark[0]},{mark[1]}")
    return [" ".join(run) for run in runs if len(run) > 1]


def describe_path(points: Sequence[PathPoint], unit: str | None = None) -> str:
    """Say what the last outturn was against its aim; where there is none, what is aimed at."""
    told = [point for point in points if point.outturn is not None]
    aimed = [point for point in points if point.aim is not None]
    if not told:
        last = aimed[-1]
        assert last.aim is not None
        aim = f"{write_number(last.aim, unit)} is aimed at for {last.period}"
        return f"{aim}; no number that came out is on record."
    last = told[-1]
    assert last.outturn is not None
    out = f"{write_number(last.outturn, unit)} came out in {last.period}"
    if last.aim is None:
        return f"{out}; no number that is aimed at for then is on record."
    verdict = {True: ": the aim was met.", False: ": the aim was missed.", None: "."}[last.met]
    return f"{out}, and {write_number(last.aim, unit)} was aimed at{verdict}"
