"""Derived facts of milestones: what was measured for one last, and whether it was met."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Numeric,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    not_,
    or_,
    tuple_,
)

from registry.reading.days import happened_by
from registry.reading.views import View
from registry.vocabulary import Polarity


def is_outturn(view: View, measurement: FromClause, milestone: FromClause) -> ColumnElement[bool]:
    """Return whether a measurement is the outturn of a milestone: what was reported last for it."""
    return and_(
        measurement.c.target == milestone.c.target,
        measurement.c.period == milestone.c.period,
        happened_by(measurement.c.reported_on, view.on),
        not_(_is_replaced(view, measurement)),
    )


def _is_replaced(view: View, measurement: FromClause) -> ColumnElement[bool]:
    """Return whether another measurement of the same period had been reported later."""
    later = view.table("measurements")
    return (
        exists()
        .where(
            later.c.target == measurement.c.target,
            later.c.period == measurement.c.period,
            happened_by(later.c.reported_on, view.on),
            tuple_(func.coalesce(later.c.reported_on, ""), later.c.reference)
            > tuple_(func.coalesce(measurement.c.reported_on, ""), measurement.c.reference),
        )
        .correlate(measurement)
    )


def is_met(
    milestone: FromClause, measured: ColumnElement[str], polarity: ColumnElement[str]
) -> ColumnElement[Any]:
    """Return whether a measured value meets a milestone; NULL where that cannot be told."""
    aim, outturn = cast(milestone.c.aim_number, Numeric), cast(measured, Numeric)
    return case(
        (or_(aim.is_(None), outturn.is_(None)), None),
        (polarity == Polarity.HIGHER_IS_BETTER.value, outturn >= aim),
        (polarity == Polarity.LOWER_IS_BETTER.value, outturn <= aim),
        else_=literal(None),
    )
