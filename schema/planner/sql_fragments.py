"""Pieces of SQL: what SQLAlchemy makes of an expression, worked out once a process and kept.

Building and compiling expressions is nearly all that a new question would cost. But questions
differ in which pieces they are put together of, hardly ever in the pieces: the same column of the
same alias, the same status of an agreement. So a statement is text put together of pieces, and only
a piece that was never needed before is compiled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from sqlalchemy import ClauseElement, ColumnElement, Dialect, and_, literal_column, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import psycopg

from schema.lru_cache import LruCache

_KEPT = 20_000
# Written around what is cut out of a statement; no table and no text of ours holds such words.
_BEGIN, _END = "piece_begins_", "piece_ends_"
_BIND = re.compile(r"%\((\w+)\)s")


# As what an expression stands in a statement, which decides how SQLAlchemy writes it: as a column
# or what is sorted by, as a condition, or as a table or subquery under its alias.
Role = Literal["value", "condition", "rows"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Text as a driver takes it, and the names of the values that its placeholders stand for."""

    text: str
    names: tuple[str, ...]


@cache
def _pieces() -> LruCache[object, tuple[ClauseElement, Piece]]:
    """The pieces of this process: by the identity of their expression, which is kept with them."""
    return LruCache(_KEPT)


def piece(expression: ClauseElement, role: Role, rows: Iterable[Any], dialect: Dialect) -> Piece:
    """An expression over some rows as one kind of database takes it."""
    key = (id(expression), role, dialect.name)
    found = _pieces().get(key)
    if found is None:
        found = (expression, _compiled(expression, role, rows, dialect.name))
        _pieces().put(key, found)
    return found[1]


def placeholder(dialect: Dialect) -> str:
    """What stands for a value in the text of a statement; values are given in order."""
    return "?" if dialect.name == "sqlite" else "%s"


@cache
def _dialect(name: str) -> Dialect:
    """A dialect that writes every value by its name."""
    dialects: Mapping[str, Any] = {"sqlite": sqlite.dialect, "postgresql": psycopg.dialect}
    dialect: Dialect = dialects[name](paramstyle="pyformat")
    return dialect


def _compiled(expression: Any, role: Role, rows: Iterable[Any], dialect: str) -> Piece:
    begin: ColumnElement[Any] = literal_column(_BEGIN)
    end: ColumnElement[Any] = literal_column(_END)
    options: dict[str, Any] = {}
    if role == "value":
        # Within a statement over its rows, so that SQLAlchemy sees what a subquery refers to.
        within: Any = select(begin, expression.label("piece"), end).select_from(*rows)
        first, last = f"{_BEGIN}, ", f" AS piece, {_END}"
    elif role == "condition":
        within = select(literal_column("1")).select_from(*rows).where(and_(begin, expression, end))
        first, last = f"{_BEGIN} AND ", f" AND {_END}"
    else:
        within, first, last = expression, "", ""
        options["asfrom"] = True
    compiled = within.compile(dialect=_dialect(dialect), compile_kwargs=options)
    text = compiled.string
    text = text[text.index(first) + len(first) : text.rindex(last) if last else len(text)]
    open_ = {name for bind, name in compiled.bind_names.items() if bind.required}
    return _written(text, {k: v for k, v in compiled.params.items() if k not in open_}, dialect)


def _written(text: str, constants: Mapping[str, Any], dialect: str) -> Piece:
    """A text whose values have names, with our own constants written out and the others open."""
    parts = _BIND.split(text)
    names = []
    for place in range(1, len(parts), 2):
        name = parts[place]
        if name in constants:
            parts[place] = _literal(constants[name], dialect)
        else:
            names.append(name)
            parts[place] = "?" if dialect == "sqlite" else "%s"
    whole = "".join(parts)
    # Text with named values doubles what would begin a name; the question mark needs none of that.
    return Piece(whole.replace("%%", "%") if dialect == "sqlite" else whole, tuple(names))


def _literal(value: Any, dialect: str) -> str:
    """A constant of our own code as SQL; nothing that was asked ever comes here."""
    if value is None:
        return "NULL"
    if isinstance(value, bool) and dialect != "sqlite":
        return str(value).lower()
    if isinstance(value, int):
        return str(int(value))
    assert isinstance(value, str)
    return "'" + value.replace("'", "''").replace("%", "%%") + "'"
