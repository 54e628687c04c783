"""Helpers for migrations that change tables which hold records already, on both databases."""

from __future__ import annotations

import re
from typing import Any

import sqlalchemy as sa
from alembic import op

from registry.migrations.create_tables import make_check_name, make_codes_check
from registry.migrations.triggers import create_immutability_trigger, drop_trigger

_TABLE = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table"
_AROUND = (
    "SELECT sql FROM sqlite_master WHERE type IN ('index', 'trigger') "
    "AND tbl_name = :table AND sql IS NOT NULL"
)
_COLUMNS = "SELECT name FROM pragma_table_info(:table)"


def add_column(table: str, column: sa.Column[Any], default: str | None = None) -> None:
    """Add a column to one table, with its key, check and index.

    ``default`` is the SQL literal that existing rows get; without one the column may be empty.
    """
    parts = [f'ALTER TABLE "{table}" ADD COLUMN {_define_column(column, default)}']
    if kind := column.info.get("refers"):
        parts.append(f'CONSTRAINT fk_{table}_{column.name} REFERENCES "{kind}" (reference)')
    if codes := column.info.get("codes"):
        check = make_codes_check(column.name, codes)
        parts.append(f"CONSTRAINT {make_check_name(table, column.name)} CHECK ({check})")
    _run(" ".join(parts))
    if column.info.get("index"):
        op.create_index(f"ix_{table}_{column.name}", table, [column.name])


def add_record_column(table: str, column: sa.Column[Any], default: str | None = None) -> None:
    """Add a column to a table of records and, without its ties, to its table of old versions."""
    add_column(table, column, default)
    add_column(f"{table}_history", sa.Column(column.name, column.type, nullable=True), default)


def replace_codes(table: str, column: str, codes: str) -> None:
    """Hold a column to another list of words, divided by spaces: all of them, old and new."""
    name = make_check_name(table, column)
    check = make_codes_check(column, codes.split())
    if op.get_bind().dialect.name == "sqlite":
        _replace_check(table, name, check)
        return
    _run(f'ALTER TABLE "{table}" DROP CONSTRAINT {name}')
    _run(f'ALTER TABLE "{table}" ADD CONSTRAINT {name} CHECK ({check})')


def recreate_immutability_trigger(table: str, fixed: str = "") -> None:
    """Create anew the trigger that lets nothing be rewritten: a table has more columns now."""
    drop_trigger(table, f"{table}_stay_as_they_are")
    create_immutability_trigger(table, fixed)


def _define_column(column: sa.Column[Any], default: str | None) -> str:
    kind = column.type.compile(op.get_bind().dialect)
    if default is None:
        return f'"{column.name}" {kind}'
    return f'"{column.name}" {kind} DEFAULT {default} NOT NULL'


def _replace_check(table: str, name: str, check: str) -> None:
    """Rebuild a table of SQLite, which cannot change a constraint, with another check.

    ``migrate`` has switched foreign keys off, so that no table that names this one notices; it
    looks at all of them before it commits.
    """
    made = _one(_TABLE, table)
    pattern = rf"CONSTRAINT {name} CHECK \([^()]*\([^()]*\)\)"
    made, found = re.subn(pattern, f"CONSTRAINT {name} CHECK ({check})", made)
    if found != 1:
        raise ValueError(f"{table} has {found} checks named {name} instead of one")
    around = _all(_AROUND, table)
    new = f"{table}__new"
    _run(re.sub(r'^CREATE TABLE "?\w+"?', f'CREATE TABLE "{new}"', made))
    _copy_rows(table, new)
    op.drop_table(table)
    op.rename_table(new, table)
    for statement in around:
        _run(statement)


def _copy_rows(old: str, new: str) -> None:
    names = _all(_COLUMNS, old)
    source = sa.table(old, *map(sa.column, names))
    rows = sa.select(*source.columns).order_by(sa.literal_column("rowid"))
    op.execute(sa.insert(sa.table(new, *map(sa.column, names))).from_select(names, rows))


def _run(statement: str) -> None:
    op.get_bind().exec_driver_sql(statement)


def _all(query: str, table: str) -> list[str]:
    return list(op.get_bind().execute(sa.text(query), {"table": table}).scalars())


def _one(query: str, table: str) -> str:
    (found,) = _all(query, table)
    return found
