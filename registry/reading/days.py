"""What had happened by a day, as each kind of act declares its day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, exists, func, or_, select, true

from registry.acts import ACTS, Between, Field, first_day_fields
from registry.reading.versions import Day
from registry.reading.views import View, holds


def was_there(view: View, kind: str, row: FromClause) -> ColumnElement[bool] | None:
    """Return whether a record lasted, or had happened, on the day of a view; None if on any day."""
    happened = ACTS[kind].HAPPENED
    if isinstance(happened, Between):
        return holds(row, view.on)
    return has_begun(view, kind, row)


def is_present(view: View, kind: str, row: FromClause) -> ColumnElement[bool]:
    """Return whether a record was there on the day that a view is asked for; always, without one.

    What is dated in the future is shown as long as nobody names a day.
    """
    there = was_there(view, kind, row) if view.dated else None
    return true() if there is None else there


def has_begun(view: View, kind: str, row: FromClause) -> ColumnElement[bool] | None:
    """Return whether a record began or happened by the day of a view; None if on any day."""
    fields = first_day_fields(ACTS[kind])
    return _first_day_has_come(view, row, fields) if fields else None


def day_of(view: View, kind: str, row: FromClause) -> ColumnElement[str] | None:
    """Return the day on which a record began or happened; None where its kind has none."""
    days = [_day_told(view, field, row) for field in first_day_fields(ACTS[kind])]
    told = [day for day in days if day is not None]
    return func.coalesce(*told) if len(told) > 1 else next(iter(told), None)


def _day_told(view: View, field: Field, row: FromClause) -> ColumnElement[str] | None:
    """Return the day that a field states, or that the record which it names tells."""
    if not field.refers:
        stated: ColumnElement[str] = row.c[field.name]
        return stated
    named = view.table(field.refers)
    day = day_of(view, field.refers, named)
    if day is None:
        return None
    found = select(day).where(named.c.reference == row.c[field.name])
    return found.correlate(row).scalar_subquery()


def happened_by(column: ColumnElement[Any], day: Day) -> ColumnElement[bool]:
    """Return whether something had happened by a day; without a day, it happened before."""
    return or_(column.is_(None), column <= day)


def _first_day_has_come(
    view: View, row: FromClause, fields: Sequence[Field]
) -> ColumnElement[bool] | None:
    """Return whether the first day that one of some fields tells had come."""
    field, *others = fields
    came = _has_come(view, field, row.c[field.name])
    if came is None or field.required:
        return came
    unstated = row.c[field.name].is_(None)
    otherwise = _first_day_has_come(view, row, others) if others else None
    return or_(unstated if otherwise is None else and_(unstated, otherwise), came)


def _has_come(view: View, field: Field, column: ColumnElement[str]) -> ColumnElement[bool] | None:
    """Return whether the day had come that a field states, or that the named record tells."""
    if not field.refers:
        return column <= view.on
    named = view.table(field.refers)
    begun = has_begun(view, field.refers, named)
    if begun is None:
        return None
    return exists().where(named.c.reference == column, begun).correlate(column.table)
