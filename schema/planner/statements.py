"""Statements as the drivers take them: text made of fragments, and the values in order."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias, TypeVar

import orjson
from sqlalchemy import Dialect

from schema.planner.key_arrays import KEYS
from schema.planner.snapshots import BoundStatement, Rows, RowSource
from schema.planner.sql_fragments import SqlFragment
from schema.planner.variables import Deferred, resolve

T = TypeVar("T")
# Work that asks for the rows of some statements, goes on when it has those of each, and so on.
Steps: TypeAlias = "Generator[Sequence[BoundStatement], Sequence[Rows], T]"


@dataclass(slots=True)
class QueryRun:
    """One request that is run: the record that it reads, and the values that it binds."""

    record: RowSource
    values: dict[str, Any]
    deferred: Mapping[str, Deferred]
    variable_values: Mapping[str, Any]

    def value(self, name: str) -> Any:
        """Return what is bound or used under a name; computed on first use.

        Raises:
            GraphQLError: a value that was given is refused.
        """
        if name not in self.values:
            self.values[name] = self.deferred[name].resolve_with(self.variable_values)
        return self.values[name]

    def resolve_all(self) -> None:
        """Compute all values that are not there yet.

        Raises:
            GraphQLError: a value that was given is refused.
        """
        for name in list(self.deferred):
            self.value(name)

    def fetch(self, asked: Sequence[BoundStatement]) -> Sequence[Rows]:
        """Fetch the rows of statements that do not wait for each other."""
        return self.record.fetch(asked)


@dataclass(frozen=True, slots=True)
class EarlyValue:
    """A value that a run computes of the rows of a statement, before it reads anything else."""

    statement: Statement
    value: Any
    make: Callable[[Rows, Any], Any]


def read_early(run: QueryRun, early: Mapping[str, EarlyValue]) -> Steps[None]:
    """Read what values are computed of, and compute them."""
    statements = list({id(each.statement): each.statement for each in early.values()}.values())
    if statements:
        read = yield [statement.prepare(run) for statement in statements]
        rows = {id(each): found for each, found in zip(statements, read, strict=True)}
        for name, each in early.items():
            given = resolve(each.value, run.variable_values)
            run.values[name] = each.make(rows[id(each.statement)], given)


def run_steps(record: RowSource, steps: Steps[T]) -> T:
    """Run steps to their result; whenever they ask for statements, these are read at once."""
    try:
        asked = next(steps)
        while True:
            asked = steps.send(record.fetch(asked))
    except StopIteration as done:
        outcome: T = done.value
        return outcome


class WritesSql(Protocol):
    """Something that is written differently for each kind of database."""

    def write(self, dialect: Dialect) -> SqlFragment:
        """It as one kind of database takes it."""
        ...


SqlPart: TypeAlias = "str | WritesSql"


class Statement:
    """A SELECT, written once for the kind of database that it first meets; then bound and run.

    What it was put together of is forgotten then: a plan is kept for long, and for one database.
    """

    def __init__(self, parts: Sequence[SqlPart]) -> None:
        # One name for both, since several threads may be the first.
        self._sql_parts: Sequence[SqlPart] | SqlFragment = parts
        self._whole: SqlFragment | None = None

    def write(self, dialect: Dialect) -> SqlFragment:
        """Return the statement for this kind of database."""
        told = self._sql_parts
        if isinstance(told, SqlFragment):
            return told
        texts: list[str] = []
        names: list[str] = []
        shared: dict[SqlFragment, None] = {}
        for part in told:
            if isinstance(part, str):
                texts.append(part)
            else:
                piece = part.write(dialect)
                texts.append(piece.text)
                names += piece.names
                shared.update(dict.fromkeys(piece.shared))
        self._sql_parts = found = SqlFragment("".join(texts), tuple(names), tuple(shared))
        return found

    def whole(self, dialect: Dialect) -> SqlFragment:
        """Return the statement as it is run: what it shares stands before it."""
        if self._whole is None:
            self._whole = self.write(dialect).whole()
        return self._whole

    def run(self, run: QueryRun, keys: Iterable[Any] | None = None) -> Rows:
        """Return all rows, read at once; with keys, those that belong to them."""
        return run.fetch([self.prepare(run, keys)])[0]

    def prepare(self, run: QueryRun, keys: Iterable[Any] | None = None) -> BoundStatement:
        """Return the statement with what it binds; with keys, for the rows that belong to them."""
        dialect = run.record.dialect
        written = self.whole(dialect)
        told = None if keys is None else list(keys)
        values = [told if name == KEYS else run.value(name) for name in written.names]
        if dialect.name == "sqlite":
            # SQLite has no lists: keys are bound as JSON.
            values = [orjson.dumps(v).decode() if isinstance(v, list) else v for v in values]
        else:
            values = [write_array(v) if isinstance(v, list) else v for v in values]
        return BoundStatement(written.text, values)


def write_array(values: list[Any]) -> Any:
    """Texts as PostgreSQL writes an array (its manual, 8.15.6); other values as they are.

    Psycopg looks at each text to see whether it needs quotes, which costs more than the statement.
    """
    if not all(isinstance(value, str) for value in values):
        return values
    quoted = [value.replace("\\", "\\\\").replace('"', '\\"') for value in values]
    return '{"' + '","'.join(quoted) + '"}' if quoted else "{}"
