"""Read the record as it stood at one moment, whatever is recorded meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from time import perf_counter, thread_time
from typing import Any, NamedTuple, Protocol, TypeAlias

from sqlalchemy import Connection, Dialect, PoolProxiedConnection

from registry.database import translate_driver_errors
from schema.planner.pg_pipeline import PgPipeline

Head: TypeAlias = "tuple[int, str]"
Rows: TypeAlias = "Sequence[Any]"
_PIPELINE = "pipeline"


class BoundStatement(NamedTuple):
    """One statement to be run: its text and the values that it binds, as the driver takes them."""

    text: str
    values: Sequence[Any]


# Every change of the record moves the head, in the same transaction.
HEAD = BoundStatement("SELECT number, recorded_at FROM head", ())
# The session says how each transaction is isolated: see registry/database.py.
_BEGIN = BoundStatement("BEGIN", ())


class NeedsTransaction(Exception):
    """A query needs more of the record than the rows of its own statements."""


class RowSource(Protocol):
    """What a query reads rows from."""

    @property
    def dialect(self) -> Dialect:
        """The kind of the database."""

    def hold(self) -> Connection:
        """Return the connection, in a transaction that sees the same until it ends."""

    def fetch(self, asked: Sequence[BoundStatement]) -> Sequence[Rows]:
        """Return the rows of statements that do not wait for each other."""


@dataclass(frozen=True, slots=True)
class DetachedSource:
    """Stands for the record where somebody else runs the statements and passes their rows."""

    dialect: Dialect

    def hold(self) -> Connection:
        """Nothing.

        Raises:
            NeedsTransaction: always; such a question is to be asked of a snapshot.
        """
        raise NeedsTransaction

    def fetch(self, asked: Sequence[BoundStatement]) -> Sequence[Rows]:
        """Nothing.

        Raises:
            NeedsTransaction: always, as above.
        """
        raise NeedsTransaction


@dataclass(slots=True)
class Snapshot:
    """The record as one query sees it: one transaction, which begins with the first statement.

    On PostgreSQL BEGIN is sent in one pipeline with the first statements, and costs no round trip.

    Attributes:
        head: the number and the instant of the newest entry that is seen; None until it is read.
        has_begun: whether the transaction has begun.
        waited: for how many seconds a database elsewhere worked.
    """

    _connection: Connection
    head: Head | None = None
    has_begun: bool = False
    waited: float = 0.0

    @property
    def dialect(self) -> Dialect:
        """The kind of the database."""
        return self._connection.dialect

    def hold(self) -> Connection:
        """Return the connection, in a transaction that sees the same until it ends."""
        if not self.has_begun:
            self._begin(self._fetch_one(HEAD))
        return self._connection

    def fetch(self, asked: Sequence[BoundStatement]) -> Sequence[Rows]:
        """Return the rows of independent statements, on PostgreSQL in one pipeline.

        By the driver's own means: SQLAlchemy's way of running a text costs more than many of these
        statements do. Whoever listens to its events hears of them all the same.
        """
        if self.dialect.name == "sqlite":
            self.hold()
            return [self._fetch_one(each) for each in asked]
        self._notify_listeners(asked)
        with translate_driver_errors(
            self._connection, "; ".join(each.text for each in asked), None
        ):
            if self.has_begun:
                return self._fetch_together(asked)
            _, head, *rows = self._fetch_together([_BEGIN, HEAD, *asked])
        self._begin(head)
        return rows

    def _fetch_together(self, asked: Sequence[BoundStatement]) -> Sequence[Rows]:
        begun, worked = perf_counter(), thread_time()
        try:
            return self._pipeline.fetch(asked)
        finally:
            self.waited += max(0.0, perf_counter() - begun - (thread_time() - worked))

    def _begin(self, head: Rows) -> None:
        self.has_begun = True
        self.head = head[0] if head else None

    def _fetch_one(self, asked: BoundStatement) -> Rows:
        with (
            translate_driver_errors(self._connection, *asked),
            closing(self._open_cursor()) as cursor,
        ):
            self._notify_listeners([asked], cursor)
            cursor.execute(*asked)
            rows: Rows = cursor.fetchall()
            return rows

    def _notify_listeners(self, asked: Sequence[BoundStatement], cursor: Any = None) -> None:
        """Notify the listeners of the connection of statements that it is about to run."""
        for listen in self._connection.dispatch.before_cursor_execute:
            for each in asked:
                if each is HEAD:
                    continue
                listen(self._connection, cursor or self._open_cursor(), *each, None, False)

    def _open_cursor(self) -> Any:
        return self._connection.connection.cursor()

    @property
    def _pipeline(self) -> PgPipeline:
        return pipeline_of(self._connection.connection)


def pipeline_of(connection: PoolProxiedConnection) -> PgPipeline:
    """Return the pipeline of a connection, which lasts as long as the connection."""
    info = connection.info
    if _PIPELINE not in info:
        driver: Any = connection.driver_connection
        info[_PIPELINE] = PgPipeline(driver)
    pipeline: PgPipeline = info[_PIPELINE]
    return pipeline
