"""Pieces of SQL: what SQLAlchemy makes of an expression, worked out once a process and kept.

Building and compiling expressions is nearly all that a new question would cost. But questions
differ in which pieces they are put together of, hardly ever in the pieces: the same column of the
same alias, the same status of an agreement. So a statement is text put together of pieces, and only
a piece that was never needed before is compiled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from sqlalchemy import CTE, ClauseElement, ColumnElement, Dialect, and_, literal_column, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import psycopg

from registry.reading import MATERIALIZED
from schema.lru_cache import LruCache

_KEPT = 20_000
# Written around what is cut out of a statement; no table and no text of ours holds such words.
_BEGIN, _END = "piece_begins_", "piece_ends_"
_WITH = "WITH "
_BIND = re.compile(r"%\((\w+)\)s")


# As what an expression stands in a statement, which decides how SQLAlchemy writes it: as a column
# or what is sorted by, as a condition, or as a table or subquery under its alias.
Role = Literal["value", "condition", "rows", "select"]


@dataclass(frozen=True, slots=True)
class SqlFragment:
    """Text as a driver takes it, and the names of the values that its placeholders stand for.

    ``shared`` are the rows that it reads by a name, which stand once, before the whole statement.
    """

    text: str
    names: tuple[str, ...]
    shared: tuple[SqlFragment, ...] = ()

    def rename_binds(self, names: Mapping[str, str]) -> SqlFragment:
        """Return the piece with its values called as others call them."""
        if not self.names and not self.shared:
            return self
        called = tuple(names.get(name, name) for name in self.names)
        return SqlFragment(
            self.text, called, tuple(each.rename_binds(names) for each in self.shared)
        )

    def whole(self) -> SqlFragment:
        """Return the text as a statement, what it shares before it."""
        if not self.shared:
            return self
        # What the statement itself has before it stands beside these.
        own = self.text.startswith(_WITH)
        rest = f", {self.text.removeprefix(_WITH)}" if own else f" {self.text}"
        # In one order, whichever of its parts named them first.
        shared = sorted(self.shared, key=lambda each: each.text)
        texts = ", ".join(each.text for each in shared)
        names = [name for each in shared for name in each.names]
        return SqlFragment(f"{_WITH}{texts}{rest}", (*names, *self.names))


@cache
def _cached_fragments() -> LruCache[object, tuple[ClauseElement, SqlFragment]]:
    """Return the process's fragments by the identity of their expression, which they hold."""
    return LruCache(_KEPT)


def compile_fragment(
    expression: ClauseElement, role: Role, rows: Iterable[Any], dialect: Dialect
) -> SqlFragment:
    """Return an expression over some rows as one kind of database takes it."""
    key = (id(expression), role, dialect.name)
    found = _cached_fragments().get(key)
    if found is None:
        found = (expression, _compile(expression, role, rows, dialect.name))
        _cached_fragments().put(key, found)
    return found[1]


def placeholder(dialect: Dialect) -> str:
    """Return what stands for a value in the text of a statement; values are given in order."""
    return "?" if dialect.name == "sqlite" else "%s"


@cache
def _dialect(name: str) -> Dialect:
    """Return a dialect that writes every value by its name."""
    dialects: Mapping[str, Any] = {"sqlite": sqlite.dialect, "postgresql": psycopg.dialect}
    dialect: Dialect = dialects[name](paramstyle="pyformat")
    return dialect


def _compile(expression: Any, role: Role, rows: Iterable[Any], dialect: str) -> SqlFragment:
    begin: ColumnElement[Any] = literal_column(_BEGIN)
    end: ColumnElement[Any] = literal_column(_END)
    if role == "value":
        # Within a statement over its rows, so that SQLAlchemy sees what a subquery refers to.
        within: Any = select(begin, expression.label("piece"), end).select_from(*rows)
        first, last = f"{_BEGIN}, ", f" AS piece, {_END}"
    elif role == "condition":
        within = select(literal_column("1")).select_from(*rows).where(and_(begin, expression, end))
        first, last = f"{_BEGIN} AND ", f" AND {_END}"
    elif role == "rows":
        within = select(begin).select_from(expression)
        first, last = f"{_BEGIN} \nFROM ", ""
    else:
        within, first, last = expression, "", ""
    compiled = within.compile(dialect=_dialect(dialect))
    text = compiled.string
    text = text[text.index(first) + len(first) : text.rindex(last) if last else len(text)]
    open_ = {name for bind, name in compiled.bind_names.items() if bind.required}
    constants = {k: v for k, v in compiled.params.items() if k not in open_}
    # Of what the rows around it share, only what it names itself: it may be used around others.
    named = (cte for cte in compiled.ctes or {} if re.search(rf"\b{cte.name}\b", text))
    shared = tuple(_shared(cte, dialect) for cte in named)
    return _write_fragment(text, constants, dialect, shared)


def _shared(rows: CTE, dialect: str) -> SqlFragment:
    """Rows under a name that all expressions share, the same text whoever is the first to need it.

    They are written into each place that names them, as a view is: so indices serve there. Those
    that many places name are computed once instead, where their statement has the option
    ``MATERIALIZED``.
    """
    found = compile_fragment(rows.element, "select", (), _dialect(dialect))
    selected: Any = rows.element
    once = selected.get_execution_options().get(MATERIALIZED)
    how = "MATERIALIZED" if once else "NOT MATERIALIZED"
    return replace(found, text=f"{rows.name} AS {how} ({found.text})")


def _write_fragment(
    text: str, constants: Mapping[str, Any], dialect: str, shared: tuple[SqlFragment, ...] = ()
) -> SqlFragment:
    """Return a text whose values are named, constants written out and the others open."""
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
    whole = whole.replace("%%", "%") if dialect == "sqlite" else whole
    return SqlFragment(whole, tuple(names), shared)


def _literal(value: Any, dialect: str) -> str:
    """Return a constant of our own code as SQL; nothing that was asked ever comes here."""
    if value is None:
        return "NULL"
    if isinstance(value, bool) and dialect != "sqlite":
        return str(value).lower()
    if isinstance(value, int):
        return str(int(value))
    assert isinstance(value, str)
    return "'" + value.replace("'", "''").replace("%", "%%") + "'"
