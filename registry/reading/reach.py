"""How far the sources about a record reach: no further than that does their silence say anything.

A paper of 2003 that lists no response says nothing of 2004. So whatever follows from something not
being on record is said with the last day to which the sources about it speak, and days are counted
no further than that day.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, FromClause, ScalarSelect, Text, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from registry.acts import ACTS, direct_parts_of, first_day_fields
from registry.reading.days import happened_by, has_begun
from registry.reading.views import View

NEVER = ""  # sorts before every day


def reach_of(view: View, kind: str, record: FromClause) -> ColumnElement[Any]:
    """Return the last day, by the day of a view, to which the sources about a record speak.

    These are the source of the record and those of what belongs to it; each speaks to the day on
    which it was published, or to the last day that it tells. NULL where none tells a day.

    Silence of what a body records first hand would be its own, up to the day itself: records of
    such a standing, once there are any, reach to ``view.on``. This is the place that says so.
    """
    parts = [
        _reach_of_part(view, part, owner.column, record)
        for part, owner in direct_parts_of(kind).items()
    ]
    last = latest(_reach_of_source(view, record), *_days_of(view, kind, record), *parts)
    return func.nullif(last, NEVER, type_=Text())


def _reach_of_part(view: View, kind: str, column: str, record: FromClause) -> ColumnElement[str]:
    """Return the last day to which the records of a kind that belong to a record speak."""
    part, source = view.table(kind), view.table("sources")
    told = func.max(latest(_by(view, source.c.published_on), *_days_of(view, kind, part)))
    found = (
        select(told)
        .select_from(part.join(source, source.c.reference == part.c.source))
        .where(part.c[column] == record.c.reference)
    )
    begun = _has_begun(view, kind, column, part)
    if begun is not None:
        found = found.where(begun)
    return func.coalesce(_within(found, record), NEVER)


def _has_begun(view: View, kind: str, column: str, part: FromClause) -> ColumnElement[bool] | None:
    """Return whether what belongs to a record had begun, where the record itself has."""
    others = [field for field in first_day_fields(ACTS[kind]) if field.name != column]
    if [field.refers for field in others] == [None]:
        return happened_by(part.c[others[0].name], view.on)
    return has_begun(view, kind, part) if others else None


def _reach_of_source(view: View, record: FromClause) -> ColumnElement[str]:
    """Return the day of a record's source; a source that came out later speaks of the day too."""
    source = view.table("sources")
    found = select(_by(view, source.c.published_on)).where(source.c.reference == record.c.source)
    return func.coalesce(_within(found, record), NEVER)


def _within(found: Any, record: FromClause) -> ScalarSelect[Any]:
    scalar: ScalarSelect[Any] = found.correlate(record).scalar_subquery()
    return scalar


def _by(view: View, day: ColumnElement[Any]) -> ColumnElement[str]:
    """Return a day, or that of a view where that is the earlier one; a day that is not told never.

    ``""`` is the least of all texts, so that no database has to leave out what is NULL.
    """
    return earlier(func.coalesce(day, NEVER), view.on)


def _days_of(view: View, kind: str, row: FromClause) -> Iterator[ColumnElement[str]]:
    """Yield the days on which a record says that something happened or began, by that of a view."""
    for field in first_day_fields(ACTS[kind]):
        if not field.refers:
            yield _by(view, row.c[field.name])


class latest(GenericFunction[Any]):  # noqa: N801 - SQL functions are written in lower case
    """The latest of some days, none of them NULL."""

    type = Text()
    inherit_cache = True


class earlier(GenericFunction[Any]):  # noqa: N801 - SQL functions are written in lower case
    """The earlier of two days, neither of them NULL."""

    type = Text()
    inherit_cache = True


def _write_call(name: str, element: Any, compiler: SQLCompiler, **options: Any) -> str:
    clauses = [compiler.process(clause, **options) for clause in element.clauses]
    return clauses[0] if len(clauses) == 1 else f"{name}({', '.join(clauses)})"


@compiles(latest, "sqlite")
def _latest_in_sqlite(element: latest, compiler: SQLCompiler, **options: Any) -> str:
    return _write_call("max", element, compiler, **options)


@compiles(latest, "postgresql")
def _latest_in_postgresql(element: latest, compiler: SQLCompiler, **options: Any) -> str:
    return _write_call("greatest", element, compiler, **options)


@compiles(earlier, "sqlite")
def _earlier_in_sqlite(element: earlier, compiler: SQLCompiler, **options: Any) -> str:
    return _write_call("min", element, compiler, **options)


@compiles(earlier, "postgresql")
def _earlier_in_postgresql(element: earlier, compiler: SQLCompiler, **options: Any) -> str:
    return _write_call("least", element, compiler, **options)
