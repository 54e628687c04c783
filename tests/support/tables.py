"""All that a registry holds, as values that can be compared."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Table, select

from registry import Registry
from registry.models import HISTORY, TABLES, Base

# What is different each time although the same was recorded.
BY_CHANCE = {"recorded_at", "salt", "digest", "hash"}

Rows = list[tuple[Any, ...]]


def everything(registry: Registry) -> dict[str, Rows]:
    """Return every row of every table, the ledger's among them, exactly as it stands."""
    return read_tables(registry, Base.metadata.sorted_tables)


def read_tables(registry: Registry, tables: Iterable[Table]) -> dict[str, Rows]:
    """Return the rows of tables as the driver gives them, which one kind of database can compare.

    As plain text: a fresh registry would have to compile a statement for each table.
    """
    with registry.reading() as session:
        return {
            table.name: [tuple(row) for row in session.connection.exec_driver_sql(_all_of(table))]
            for table in tables
        }


def records(registry: Registry) -> dict[str, Rows]:
    """Return what is on record, but for what is different each time."""
    tables = [*TABLES.values(), *HISTORY.values(), Base.metadata.tables["entries"]]
    return _read(registry, tables, without=BY_CHANCE)


def rows(registry: Registry, table: Table) -> Rows:
    """Return the rows of a table in the order of its key."""
    return _read(registry, [table])[table.name]


def count(registry: Registry, kind: str) -> int:
    """Return how many records of a kind there are."""
    return len(rows(registry, TABLES[kind]))


def _read(
    registry: Registry, tables: Iterable[Table], without: Collection[str] = ()
) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    with registry.reading() as session:
        for table in tables:
            columns = [column for column in table.columns if column.name not in without]
            statement = select(*columns).order_by(*table.primary_key)
            found[table.name] = [tuple(row) for row in session.connection.execute(statement)]
    return found


def _all_of(table: Table) -> str:
    order = ", ".join(f'"{column.name}"' for column in table.primary_key)
    return f'SELECT * FROM "{table.name}" ORDER BY {order}'
