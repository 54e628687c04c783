"""The tables of a SQLite database and the statements that make and fill them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from publish.formats.tables import COUNT, FLAG, NUMBER, POUNDS, Column, TableInfo

_TYPES: Mapping[Any, type[sa.types.TypeEngine[Any]]] = {
    COUNT: sa.Integer,
    FLAG: sa.Integer,
    NUMBER: sa.REAL,
    POUNDS: sa.REAL,
}
_EMPTY = sa.literal_column("''", sa.Text)
_TRUE = sa.literal_column("'true'", sa.Text)


@dataclass(frozen=True, slots=True)
class SqlStatements:
    """Statements in SQL, in the order in which they run.

    ``insert`` and ``count`` are by table; rows are inserted as a CSV file has them.
    """

    tables: tuple[str, ...]
    indices: tuple[str, ...]
    insert: Mapping[str, str]
    count: Mapping[str, str]
    about: str
    columns: str


@cache
def make_statements(tables: tuple[TableInfo, ...]) -> SqlStatements:
    """Return the statements for a database of these tables."""
    metadata = sa.MetaData()
    about, columns = _make_about_table(metadata), _make_columns_table(metadata)
    made = {table.name: _make_table(table, metadata) for table in tables}
    indices = (
        index
        for table in made.values()
        for index in sorted(table.indexes, key=lambda index: str(index.name))
    )
    return SqlStatements(
        tables=tuple(
            _compile_sql(CreateTable(table)) for table in (about, columns, *made.values())
        ),
        indices=tuple(_compile_sql(CreateIndex(index)) for index in indices),
        insert={
            table.name: _compile_sql(_make_insert(table, made[table.name])) for table in tables
        },
        count={
            name: _compile_sql(sa.select(sa.func.count()).select_from(table))
            for name, table in made.items()
        },
        about=_compile_sql(about.insert()),
        columns=_compile_sql(columns.insert()),
    )


def _compile_sql(statement: Any) -> str:
    return str(statement.compile(dialect=dialect()))


def _make_table(table: TableInfo, metadata: sa.MetaData) -> sa.Table:
    columns = [
        sa.Column(
            column.name,
            _TYPES.get(column.form, sa.Text)(),
            *([sa.ForeignKey(f"{column.refers_to}.reference")] if column.refers_to else ()),
            nullable=not column.required,
            primary_key=column.name == table.key,
            index=bool(column.refers_to),
        )
        for column in table.columns
    ]
    return sa.Table(table.name, metadata, *columns, sqlite_strict=True)


def _make_about_table(metadata: sa.MetaData) -> sa.Table:
    name = sa.Column("name", sa.Text, primary_key=True)
    value = sa.Column("value", sa.Text, nullable=False)
    return sa.Table("_about", metadata, name, value, sqlite_strict=True)


def _make_columns_table(metadata: sa.MetaData) -> sa.Table:
    table, column = (sa.Column(name, sa.Text, primary_key=True) for name in ("table", "column"))
    rest = (
        *(sa.Column("type", sa.Text, nullable=False), sa.Column("meaning", sa.Text)),
        *(sa.Column("refers_to", sa.Text), sa.Column("one_of", sa.Text)),
    )
    return sa.Table("_columns", metadata, table, column, *rest, sqlite_strict=True)


def _make_insert(table: TableInfo, made: sa.Table) -> sa.Insert:
    return made.insert().values({column.name: _make_value(column) for column in table.columns})


def _make_value(column: Column) -> sa.ColumnElement[Any]:
    cell: sa.ColumnElement[Any] = sa.bindparam(column.name, type_=sa.Text)
    if column.required and column.form is not FLAG:
        return cell
    stated = sa.func.nullif(cell, _EMPTY, type_=sa.Text)
    return stated == _TRUE if column.form is FLAG else stated
