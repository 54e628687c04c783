"""Where the ledger stands, asked so cheaply that every request can ask."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy.exc import DBAPIError

from registry import Registry

# The one row of the ledger's head: it changes with every entry, and with nothing else.
_HEAD = "SELECT number, recorded_at FROM head"


class Head(NamedTuple):
    """A state of the record: as long as it stays, every question has the same answer."""

    number: int
    recorded_at: str


class Heads:
    """Reads the head over a connection of its own, from one thread at a time."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._embedded = registry.dialect == "sqlite"
        self._connection: Any = None
        self._version: object = None
        self._head: Head | None = None

    @property
    def at_once(self) -> bool:
        """Whether asking takes microseconds, so that nobody has to be sent to wait for it."""
        return self._embedded

    def now(self) -> Head | None:
        """Where the ledger stands; None where that cannot be told."""
        failures = self._registry.reader.dialect.loaded_dbapi.Error
        try:
            return self._read()
        except (DBAPIError, failures):
            self.close()
            return None

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            self._head = None
            connection.close()

    def _read(self) -> Head:
        if self._connection is None:
            self._open()
        if not self._embedded:
            return Head(*self._connection.execute(_HEAD).fetchone())
        # SQLite counts what other connections have committed, in memory that processes share.
        version = self._connection.execute("PRAGMA data_version").fetchone()
        if self._head is None or version != self._version:
            self._head = Head(*self._connection.execute(_HEAD).fetchone())
            self._version = version
        return self._head

    def _open(self) -> None:
        borrowed = self._registry.reader.raw_connection()
        self._connection = borrowed.driver_connection
        # It is kept for good, so the pool may open another in its place.
        borrowed.detach()
        if not self._embedded:
            self._connection.autocommit = True
