"""Two kinds of past: what held in the world on a day, and what the register knew by an instant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    and_,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from registry.models import HISTORY, TABLES, Entry

# A day or a ledger number as a plain value, or as a parameter of a statement that is kept.
Day = str | ColumnElement[str]
Number = int | ColumnElement[int]


@dataclass(frozen=True, slots=True)
class View:
    """The record as it held on a day (``on``) and was known at an entry (``known``; None: now).

    Where it is ``dated``, somebody asks for that day, and what came later is not shown.
    """

    on: Day
    known: Number | None = None
    dated: bool = False

    def table(self, kind: str, name: str | None = None) -> FromClause:
        """Return the records of a kind that this view knows, under a name of their own."""
        return select_known(kind, self.known, name)

    def driving_table(self, kind: str) -> FromClause:
        """Return the records of a kind that a statement starts from, not from what they belong to.

        A view that is narrowed narrows these as well: what is looked up needs no narrowing.
        """
        return self.table(kind)


def select_known(kind: str, number: Number | None = None, name: str | None = None) -> FromClause:
    """Select the versions of a kind of record that were current at entry ``number``; None: now.

    Columns are those of the table. Reading the present never touches the history.
    """
    table = TABLES[kind]
    if number is None:
        return table.alias(name)
    history = HISTORY[kind]
    current = select(*table.c).where(table.c.entry <= number)
    replaced = select(*(history.c[column.name] for column in table.c)).where(
        history.c.entry <= number, history.c.until_entry > number
    )
    return union_all(current, replaced).subquery(name)


def number_at(connection: Connection, instant: str) -> int:
    """Return the number of the newest entry recorded by an instant; 0 where there was none."""
    newest = select(func.max(Entry.number)).where(Entry.recorded_at <= instant)
    return connection.execute(newest).scalar() or 0


def holds(table: FromClause, day: Day) -> ColumnElement[bool]:
    """Return whether a row's term holds on a day; ``until`` is the first day on which not."""
    return and_(
        or_(table.c["from"].is_(None), table.c["from"] <= day),
        or_(table.c.until.is_(None), table.c.until > day),
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
