"""What tells SQLite which index not to use."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler


class WithoutIndex(ColumnElement[Any]):
    """A column for which SQLite must not use an index, where it cannot know which is better.

    PostgreSQL knows how many rows a value has.
    """

    inherit_cache = False

    def __init__(self, column: ColumnElement[Any]) -> None:
        self.column = column
        self.type = column.type


@compiles(WithoutIndex, "sqlite")
def _compile_in_sqlite(element: WithoutIndex, compiler: SQLCompiler, **options: Any) -> str:
    # https://sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_plus
    return f"+{compiler.process(element.column, **options)}"


@compiles(WithoutIndex, "postgresql")
def _compile_in_postgresql(element: WithoutIndex, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.column, **options)
