"""All that a registry holds, as values that can be compared."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Table, select

from registry import Registry
from registry.models import HISTORY, TABLES, Base, Entry

# What is different each time although the same was recorded.
BY_CHANCE = {"recorded_at", "salt", "digest", "hash"}

Rows = list[tuple[Any, ...]]


def everything(registry: Registry) -> dict[str, Rows]:
    """Return every row of every table, the ledger's among them, exactly as it stands."""
    return {table.name: rows(registry, table) for table in Base.metadata.sorted_tables}


def records(registry: Registry) -> dict[str, Rows]:
    """Return what is on record, but for what is different each time."""
    tables = [*TABLES.values(), *HISTORY.values(), Entry.__table__]
    return {
        table.name: rows(registry, table, without=BY_CHANCE)
        for table in tables
        if isinstance(table, Table)
    }


def rows(registry: Registry, table: Table, without: Collection[str] = ()) -> Rows:
    """Return the rows of a table in the order of its key."""
    columns = [column for column in table.columns if column.name not in without]
    with registry.reading() as session:
        found = session.connection.execute(select(*columns).order_by(*table.primary_key))
        return [tuple(row) for row in found]


def count(registry: Registry, kind: str) -> int:
    """Return how many records of a kind there are."""
    return len(rows(registry, TABLES[kind]))
