"""Statements as the drivers take them: text and the order of its values, made once a dialect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, Executable
from sqlalchemy.sql.compiler import SQLCompiler

from schema.planner.keys import KEYS


class Statement:
    """A SELECT that is compiled once for each kind of database and then only bound and run."""

    def __init__(self, select: Executable) -> None:
        self._select = select
        self._compiled: dict[str, SQLCompiler] = {}

    def compiled(self, connection: Connection) -> SQLCompiler:
        """The statement for this kind of database."""
        dialect = connection.dialect
        if dialect.name not in self._compiled:
            compiled = self._select.compile(dialect=dialect)  # type: ignore[attr-defined]  # every Executable that is a ClauseElement has it
            self._compiled[dialect.name] = compiled
        return self._compiled[dialect.name]

    def run_for(
        self, connection: Connection, values: Mapping[str, Any], keys: Sequence[Any]
    ) -> Sequence[Any]:
        """The rows that belong to some keys."""
        return self.run(connection, {**values, KEYS: orjson.dumps(keys).decode()})

    def run(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Any]:
        """All rows, with these values for what the statement leaves open."""
        compiled = self.compiled(connection)
        bound = {**compiled.params, **{k: v for k, v in values.items() if k in compiled.params}}
        if compiled.positional:
            order = compiled.positiontup or []
            return connection.exec_driver_sql(
                compiled.string, tuple(bound[name] for name in order)
            ).fetchall()
        return connection.exec_driver_sql(compiled.string, bound).fetchall()
