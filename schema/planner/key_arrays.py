"""Many keys as one bound value, so that the statement is the same for any number of them.

The value is a list: SQLite takes it as JSON, PostgreSQL as an array.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Self

from sqlalchemy import BindParameter, Boolean, ColumnElement, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import NullType

KEYS = "keys"


class AmongKeys(ColumnElement[bool]):
    """The condition that a column's value is among the bound keys."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, column: ColumnElement[Any], keys: BindParameter[Any] | None = None) -> None:
        self.column = column
        self.bind = bindparam(KEYS, type_=NullType()) if keys is None else keys

    def self_group(self, against: Any = None) -> Self:
        """Stay as it is: SQLAlchemy would write ``... = 1``, and no index would serve."""
        return self


@lru_cache(maxsize=4096)
def among_keys(column: ColumnElement[Any]) -> AmongKeys:
    """Require that a column is among the keys of the waiting objects; cached per column."""
    return AmongKeys(column)


@compiles(AmongKeys, "sqlite")
def _sqlite(element: AmongKeys, compiler: SQLCompiler, **options: Any) -> str:
    column = compiler.process(element.column, **options)
    keys = compiler.process(element.bind, **options)
    # Both parts are SQLAlchemy's own text.
    return f"{column} IN (SELECT value FROM json_each({keys}))"  # noqa: S608 - see above


@compiles(AmongKeys, "postgresql")
def _postgresql(element: AmongKeys, compiler: SQLCompiler, **options: Any) -> str:
    column = compiler.process(element.column, **options)
    keys = compiler.process(element.bind, **options)
    # The array itself is bound: its length is what the database plans by.
    return f"{column} = ANY({keys}::text[])"
