"""Many keys as one bound value, so that a statement's text never depends on how many there are."""

from __future__ import annotations

from typing import Any, Self

from sqlalchemy import BindParameter, Boolean, ColumnElement, Text, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

KEYS = "keys"


class AmongKeys(ColumnElement[bool]):
    """That a column's value is among the bound keys."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, column: ColumnElement[Any], keys: BindParameter[Any] | None = None) -> None:
        self.column = column
        self.bind = bindparam(KEYS, type_=Text()) if keys is None else keys

    def self_group(self, against: Any = None) -> Self:
        """Stand as it is: SQLAlchemy would write ``... = 1``, and no index would serve."""
        return self


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
    return f"{column} = ANY(ARRAY(SELECT json_array_elements_text({keys}::json)))"
