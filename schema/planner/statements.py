"""Statements as the drivers take them: text and the order of its values, made once a dialect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler

from schema.planner.given import Late
from schema.planner.keys import KEYS


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


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement for one kind of database."""

    text: str
    names: tuple[str, ...]
    constants: Mapping[str, Any]
    positional: bool

    def bound(self, run: Run, keys: list[Any] | None) -> Any:
        """The values of the statement, as the driver takes them."""
        constants = self.constants
        values = [
            constants[name] if name in constants else keys if name == KEYS else run.value(name)
            for name in self.names
        ]
        if self.positional:
            return [orjson.dumps(v).decode() if isinstance(v, list) else v for v in values]
        return dict(zip(self.names, values, strict=True))


class Statement:
    """A SELECT that is compiled once for each kind of database and then only bound and run."""

    def __init__(self, select: Executable) -> None:
        self._select = select
        self._compiled: dict[str, Compiled] = {}

    def compiled(self, connection: Connection) -> Compiled:
        """The statement for this kind of database."""
        dialect = connection.dialect
        if dialect.name not in self._compiled:
            compiled: SQLCompiler = self._select.compile(dialect=dialect)  # type: ignore[attr-defined]  # every Executable that is a ClauseElement has it
            open_ = {name for bind, name in compiled.bind_names.items() if bind.required}
            names = compiled.positiontup if compiled.positional else list(compiled.params)
            constants = {k: v for k, v in compiled.params.items() if k not in open_}
            self._compiled[dialect.name] = Compiled(
                compiled.string, tuple(names or ()), constants, compiled.positional
            )
        return self._compiled[dialect.name]

    def run(self, run: Run, keys: Iterable[Any] | None = None) -> Sequence[Any]:
        """All rows; with keys, those that belong to them."""
        compiled = self.compiled(run.connection)
        return run.rows(compiled.text, compiled.bound(run, None if keys is None else list(keys)))
