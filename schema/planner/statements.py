"""Statements as the drivers take them: text put together of pieces, and the values in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import orjson
from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError

from schema.planner.given import Late
from schema.planner.keys import KEYS
from schema.planner.pieces import Piece


@dataclass(slots=True)
class Run:
    """One question being answered: the connection of its snapshot, and the values it binds."""

    connection: Connection
    values: dict[str, Any]
    late: Mapping[str, Late]
    given: Mapping[str, Any]

    def value(self, name: str) -> Any:
        """What is bound or used under a name; worked out when it is first asked for.

        Raises:
            GraphQLError: a value that was given is refused.
        """
        if name not in self.values:
            self.values[name] = self.late[name].of(self.given)
        return self.values[name]

    def rows(self, text: str, values: Any) -> Sequence[Any]:
        """The rows of a statement, by the driver's own cursor.

        SQLAlchemy's way of running a text costs more than many of these statements do; whoever
        listens to its events hears of them all the same.
        """
        connection = self.connection
        cursor = connection.connection.cursor()
        for listen in connection.dispatch.before_cursor_execute:
            listen(connection, cursor, text, values, None, False)
        error = connection.dialect.loaded_dbapi.Error
        try:
            cursor.execute(text, values)
            return cursor.fetchall()
        except error as problem:
            raise DBAPIError.instance(
                text, values, problem, error, dialect=connection.dialect
            ) from problem
        finally:
            cursor.close()


class Writes(Protocol):
    """Something that is written differently for each kind of database."""

    def written(self, dialect: Dialect) -> Piece:
        """It as one kind of database takes it."""
        ...


Part: TypeAlias = "str | Writes"


class Statement:
    """A SELECT, written once for each kind of database and then only bound and run."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self._written: dict[str, Piece] = {}

    def written(self, dialect: Dialect) -> Piece:
        """The statement for this kind of database."""
        found = self._written.get(dialect.name)
        if found is None:
            texts: list[str] = []
            names: list[str] = []
            for part in self._parts:
                if isinstance(part, str):
                    texts.append(part)
                else:
                    piece = part.written(dialect)
                    texts.append(piece.text)
                    names += piece.names
            found = self._written[dialect.name] = Piece("".join(texts), tuple(names))
        return found

    def run(self, run: Run, keys: Iterable[Any] | None = None) -> Sequence[Any]:
        """All rows; with keys, those that belong to them."""
        dialect = run.connection.dialect
        written = self.written(dialect)
        told = None if keys is None else list(keys)
        values = [told if name == KEYS else run.value(name) for name in written.names]
        if dialect.name == "sqlite":
            # SQLite has no lists: keys are bound as JSON.
            values = [orjson.dumps(v).decode() if isinstance(v, list) else v for v in values]
        return run.rows(written.text, values)
