"""What a question reads: the record as it stood at one moment, whatever is recorded meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, TypeAlias

from sqlalchemy import Connection, Dialect, PoolProxiedConnection

from registry.database import driver_errors
from schema.planner.pg_pipeline import Journeys

Head: TypeAlias = "tuple[int, str]"
Rows: TypeAlias = "Sequence[Any]"
_JOURNEYS = "journeys"


class Asked(NamedTuple):
    """One statement to be run: its text and the values that it binds, as the driver takes them."""

    text: str
    values: Sequence[Any]


# Every change of the record moves the head, in the same transaction.
HEAD = Asked("SELECT number, recorded_at FROM head", ())


class Moved(Exception):
    """Somebody recorded something between two journeys: what was read does not fit together."""


class Unheld(Exception):
    """A question needs more of the record than the rows of its own statements."""


class Record(Protocol):
    """What a question reads of."""

    @property
    def dialect(self) -> Dialect:
        """The kind of the database."""

    def hold(self) -> Connection:
        """The connection, in a transaction that sees the same until it ends."""

    def fetch(self, asked: Sequence[Asked]) -> Sequence[Rows]:
        """The rows of statements that do not wait for each other."""


@dataclass(frozen=True, slots=True)
class Glance:
    """The record for a question whose statements somebody else reads, and hands it their rows."""

    dialect: Dialect

    def hold(self) -> Connection:
        """Nothing.

        Raises:
            Unheld: always; such a question is to be asked of a snapshot.
        """
        raise Unheld

    def fetch(self, asked: Sequence[Asked]) -> Sequence[Rows]:
        """Nothing.

        Raises:
            Unheld: always, as above.
        """
        raise Unheld


@dataclass(slots=True)
class Snapshot:
    """The record as one question sees it.

    On PostgreSQL no transaction is begun for it at first. Each journey is one by itself and tells
    where the ledger stood: as long as that is the same, all of them saw the same record. A question
    whose journeys did not is asked again in a transaction, which is to ``hold`` the snapshot; so is
    whatever reads by other ways than ``fetch``.

    Attributes:
        head: the number and the instant of the newest entry that is seen; None until it is told.
    """

    _connection: Connection
    head: Head | None = None
    held: bool = False

    @property
    def dialect(self) -> Dialect:
        """The kind of the database."""
        return self._connection.dialect

    def hold(self) -> Connection:
        """The connection, in a transaction that sees the same until it ends.

        Raises:
            Moved: not the same as was seen before; from here on it will be.
        """
        if not self.held:
            self.held = True
            self._see(self._one(HEAD))
        return self._connection

    def fetch(self, asked: Sequence[Asked]) -> Sequence[Rows]:
        """The rows of statements that do not wait for each other, on PostgreSQL in one journey.

        By the driver's own means: SQLAlchemy's way of running a text costs more than many of these
        statements do. Whoever listens to its events hears of them all the same.

        Raises:
            Moved: another record was seen than before.
        """
        if self.dialect.name == "sqlite":
            self.hold()
            return [self._one(each) for each in asked]
        self._announce(asked)
        with driver_errors(self._connection, "; ".join(each.text for each in asked), None):
            if self.held:
                return self._journeys.fetch(asked)
            *rows, head = self._journeys.fetch([*asked, HEAD])
        self._see(head)
        return rows

    def _see(self, heads: Rows) -> None:
        seen, self.head = self.head, heads[0] if heads else None
        if seen is not None and seen != self.head:
            raise Moved

    def _one(self, asked: Asked) -> Rows:
        with driver_errors(self._connection, *asked), closing(self._cursor()) as cursor:
            if asked is not HEAD:
                self._announce([asked], cursor)
            cursor.execute(*asked)
            rows: Rows = cursor.fetchall()
            return rows

    def _announce(self, asked: Sequence[Asked], cursor: Any = None) -> None:
        """Let those hear of statements who listen to what the connection is about to run."""
        for listen in self._connection.dispatch.before_cursor_execute:
            for each in asked:
                listen(self._connection, cursor or self._cursor(), *each, None, False)

    def _cursor(self) -> Any:
        return self._connection.connection.cursor()

    @property
    def _journeys(self) -> Journeys:
        return journeys_of(self._connection.connection)


def journeys_of(connection: PoolProxiedConnection) -> Journeys:
    """Those of a connection to PostgreSQL, which knows its statements for as long as it is open."""
    info = connection.info
    if _JOURNEYS not in info:
        driver: Any = connection.driver_connection
        info[_JOURNEYS] = Journeys(driver)
    journeys: Journeys = info[_JOURNEYS]
    return journeys
