"""The chart of a target, of what its page asks for."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from web.site.charts.chart import Chart
from web.site.charts.path import PathPoint, draw_path


def draw_path_of(target: Mapping[str, Any]) -> Chart | None:
    """Draw the aims and outturns of a target's milestones; None where no number is on record."""
    points = [
        PathPoint(
            each["period"],
            _read_number(each["aim"]),
            _read_number(each["outturn"]),
            each["met"],
        )
        for each in target["milestones"]
    ]
    return draw_path("path-chart", f"{target['title']}, by year", points, target["unit"])


def _read_number(quantity: Mapping[str, Any] | None) -> Decimal | None:
    number = quantity and quantity["number"]
    return None if number is None else Decimal(str(number))
