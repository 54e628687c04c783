"""Where the ledger stands, asked so cheaply that every request can ask."""

from __future__ import annotations

import asyncio
from sqlite3 import Error
from typing import Any, NamedTuple, Protocol

from sqlalchemy.exc import DBAPIError

from registry import Registry
from registry.database import for_good
from registry.vocabulary import today
from schema import HEAD


class State(NamedTuple):
    """All that an answer depends on beside its question: where the ledger stands, and the day."""

    number: int
    recorded_at: str
    day: str


class Heads(Protocol):
    """What reads the head."""

    async def now(self) -> State | None:
        """The state of now, no older than the asking; None where it cannot be told."""

    def close(self) -> None:
        """Let go of the connection."""


class EmbeddedHeads:
    """Reads the head of SQLite, which takes microseconds.

    Requests that come in one turn of the event loop share what was read in it: it is forgotten
    before the loop takes in another request, so nobody is told less than was there when asking.
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._connection: Any = None
        self._cursor: Any = None
        self._version: object = None
        self._head: tuple[int, str] = (0, "")
        self._now: State | None = None

    async def now(self) -> State | None:
        """The state of now; None where it cannot be told."""
        if self._now is None:
            try:
                self._now = State(*self._read(), today())
            except (DBAPIError, Error):
                self.close()
                return None
            asyncio.get_running_loop().call_soon(self._forget)
        return self._now

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            self._version = None
            connection.close()

    def _forget(self) -> None:
        self._now = None

    def _read(self) -> tuple[int, str]:
        if self._connection is None:
            self._connection = for_good(self._registry.reader.raw_connection())
            self._cursor = self._connection.cursor()
        # SQLite counts what other connections have committed, in memory that processes share.
        # All rows are fetched: a statement that has not ended would hold on to what it has seen.
        version = self._cursor.execute("PRAGMA data_version").fetchall()
        if version != self._version:
            [self._head] = self._cursor.execute(*HEAD).fetchall()
            self._version = version
        return self._head
