"""Two kinds of past: what held in the world on a day, and what the register knew by an instant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Integer, and_, func, or_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from registry.reading.dated_words import LAST_UNTIL, words_on
from registry.reading.versions import Day, Number, select_known


@dataclass(frozen=True, slots=True)
class View:
    """The record as it held on a day (``on``) and was known at an entry (``known``; None: now).

    Where it is ``dated``, somebody asks for that day: what came later is not shown, and words that
    it changed are those of the day.
    """

    on: Day
    known: Number | None = None
    dated: bool = False

    def table(self, kind: str, name: str | None = None) -> FromClause:
        """Return the records of a kind that this view knows, under a name of their own."""
        if self.dated:
            return words_on(kind, self.on, self.known, name)
        return select_known(kind, self.known, name)

    def driving_table(self, kind: str) -> FromClause:
        """Return the records of a kind that a statement starts from, not from what they belong to.

        A view that is narrowed narrows these as well: what is looked up needs no narrowing.
        """
        return self.table(kind)


def holds(table: FromClause, day: Day) -> ColumnElement[bool]:
    """Return whether a row's term holds on a day; ``until`` is the first day on which not."""
    until = table.c[LAST_UNTIL if LAST_UNTIL in table.c else "until"]
    return and_(begins_by(table, day), or_(until.is_(None), until > day))


def begins_by(table: FromClause, day: Day) -> ColumnElement[bool]:
    """Return whether a row's term begins by a day; without a first day it began before."""
    return or_(table.c["from"].is_(None), table.c["from"] <= day)


def has_ended(target: FromClause, day: Day) -> ColumnElement[bool]:
    """Return whether a target's term was over on a day; NULL where nothing says when it ends."""
    return target.c.until <= day


def holds_for(table: FromClause, target: FromClause, day: Day) -> ColumnElement[bool]:
    """Return whether a row's term holds for a target on a day, or held to the target's end.

    What was so on its last day is told of a target that has ended, and not what came after it.
    """
    until = table.c[LAST_UNTIL if LAST_UNTIL in table.c else "until"]
    over = has_ended(target, day)
    return and_(
        begins_by(table, day),
        or_(until.is_(None), until > day, and_(over, until >= target.c.until)),
        or_(
            target.c.until.is_(None),
            target.c.until > day,
            func.coalesce(table.c["from"], "") < target.c.until,
        ),
    )


class days_between(GenericFunction[Any]):  # noqa: N801 - SQL functions are written in lower case
    """The number of days from one day to another, both as text."""

    type = Integer()
    inherit_cache = True


@compiles(days_between, "sqlite")
def _in_sqlite(element: days_between, compiler: SQLCompiler, **options: Any) -> str:
    start, end = (compiler.process(clause, **options) for clause in element.clauses)
    return f"CAST(julianday({end}) - julianday({start}) AS INTEGER)"


@compiles(days_between, "postgresql")
def _in_postgresql(element: days_between, compiler: SQLCompiler, **options: Any) -> str:
    start, end = (compiler.process(clause, **options) for clause in element.clauses)
    return f"(CAST({end} AS date) - CAST({start} AS date))"
