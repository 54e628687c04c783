"""Comparing a table of two databases row by row, in the order of its key."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import closing
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection, FromClause, select

from registry.errors import Damaged

PAGE = 5_000


def compare_table(live: Connection, anew: Connection, table: FromClause) -> int:
    """Count the rows of a table, which must be the same in both databases.

    Raises:
        Damaged: with the first row and column that differ.
    """
    count = 0
    # Closed at once where they differ: PostgreSQL's cursors stand on the server.
    with closing(_read_rows(live, table)) as these, closing(_read_rows(anew, table)) as those:
        for one, other in zip_longest(these, those):
            if one != other:
                raise _describe_difference(table, one, other)
            count += 1
    return count


def _read_rows(
    connection: Connection, table: FromClause
) -> Generator[Mapping[str, Any], None, None]:
    key = list(table.primary_key)
    statement = select(table).order_by(*key).execution_options(yield_per=PAGE)
    with connection.execute(statement) as found:
        for row in found.mappings():
            yield dict(row)


def _describe_difference(
    table: FromClause, one: Mapping[str, Any] | None, other: Mapping[str, Any] | None
) -> Damaged:
    row = one or other or {}
    key = " ".join(str(row[column.name]) for column in table.primary_key)
    place = f"{getattr(table, 'name', table)} {key}"
    if one is None:
        return Damaged(place, "the ledger tells of this row, but it is not in the table")
    if other is None:
        return Damaged(place, "this row is in the table, but the ledger does not tell of it")
    column = next(name for name in one if one[name] != other[name])
    return Damaged(
        f"{place} column {column}",
        f"the table says {one[column]!r}, the ledger {other[column]!r}",
    )
