"""The versions of records: which was current at an entry of the ledger."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, FromClause, func, select, union_all

from registry.models import HISTORY, TABLES, Entry

# A day or a ledger number as a plain value, or as a parameter of a statement that is kept.
Day = str | ColumnElement[str]
Number = int | ColumnElement[int]


def select_known(kind: str, number: Number | None = None, name: str | None = None) -> FromClause:
    """Return the versions of a kind of record that were current at entry ``number``; None: now.

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
    """Return the number of the newest entry recorded by an instant; 0 if there is none."""
    newest = select(func.max(Entry.number)).where(Entry.recorded_at <= instant)
    return connection.execute(newest).scalar() or 0
