"""Axes: round values between which numbers lie, and numbers as they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

# Round steps; of an axis with so many steps at most, the labels do not touch.
_ROUND = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_STEPS = 4
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis of numbers from top to bottom of a space.

    Attributes:
        ticks: the round values that are labelled, the least first.
    """

    ticks: Sequence[Decimal]
    top: float
    bottom: float

    def place(self, number: Decimal) -> float:
        """Return where a number is."""
        least, most = self.ticks[0], self.ticks[-1]
        share = float((number - least) / (most - least))
        return round(self.bottom - share * (self.bottom - self.top), 2)


def make_scale(numbers: Sequence[Decimal], top: float, bottom: float) -> Scale:
    """Return an axis with round ends around all numbers."""
    least, most = min(numbers), max(numbers)
    if least == most:
        room = abs(least) / 10 or Decimal(1)
        least, most = least - room, most + room
    step = _choose_step((most - least) / _STEPS)
    first = (least / step).to_integral_value("ROUND_FLOOR")
    last = (most / step).to_integral_value("ROUND_CEILING")
    return Scale([step * each for each in range(int(first), int(last) + 1)], top, bottom)


def _choose_step(least: Decimal) -> Decimal:
    power = Decimal(10) ** least.adjusted()
    return next(power * each for each in _ROUND if power * each >= least)


def write_number(number: Decimal, unit: str | None = None) -> str:
    """Write a number with its unit: a percent sign follows it, words stand apart."""
    if abs(number) >= _MILLION:
        text = f"{number / _MILLION:,.2f}".rstrip("0").rstrip(".") + "m"
    else:
        text = f"{number:,f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    if unit is None:
        return text
    return f"{text}%" if unit in ("%", "per cent", "percent") else f"{text} {unit}"
