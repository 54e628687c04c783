"""What a witness remembers: the logs that it knows, and the newest checkpoint of each.

It is a database of its own, which triggers guard: no log ever becomes shorter, or another of the
same size, whatever the code above does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from registry.private_files import make_private_file, make_private_folder
from registry.signing import Verifier

# So many conflicting checkpoints of a log are kept: one is proof enough.
_MOST_CONFLICTS = 100
# Seconds for which a submission waits for those before it.
_PATIENCE = 30.0
_SCHEMA = """
CREATE TABLE IF NOT EXISTS logs (key TEXT PRIMARY KEY, origin TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS checkpoints (
    origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL,
    checkpoint TEXT NOT NULL, seconds INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS conflicts (
    origin TEXT, size INTEGER, root BLOB, checkpoint TEXT NOT NULL, seconds INTEGER NOT NULL,
    PRIMARY KEY (origin, size, root)) STRICT;
CREATE TRIGGER IF NOT EXISTS checkpoints_grow BEFORE UPDATE ON checkpoints
    WHEN NEW.origin <> OLD.origin OR NEW.size < OLD.size OR NEW.seconds < OLD.seconds
        OR (NEW.size = OLD.size AND NEW.root <> OLD.root)
    BEGIN SELECT RAISE(ABORT, 'a log never becomes shorter or another'); END;
CREATE TRIGGER IF NOT EXISTS checkpoints_stay BEFORE DELETE ON checkpoints
    BEGIN SELECT RAISE(ABORT, 'a witness forgets no log'); END;
CREATE TRIGGER IF NOT EXISTS checkpoints_once BEFORE INSERT ON checkpoints
    WHEN EXISTS (SELECT 1 FROM checkpoints WHERE origin = NEW.origin)
    BEGIN SELECT RAISE(ABORT, 'a witness forgets no log'); END;
"""


@dataclass(frozen=True, slots=True)
class SeenCheckpoint:
    """A checkpoint of a log, as the witness saw it."""

    size: int
    root: bytes
    checkpoint: str
    seconds: int


@dataclass(frozen=True, slots=True)
class KnownLog:
    """A log that a witness knows.

    Attributes:
        origin: its name.
        keys: the keys that sign for it; the witness cosigns nothing of it where there are none.
        newest: the newest checkpoint that the witness cosigned; None before the first.
        conflicts: checkpoints that its keys signed and that do not extend what was cosigned.
    """

    origin: str
    keys: tuple[Verifier, ...]
    newest: SeenCheckpoint | None
    conflicts: tuple[SeenCheckpoint, ...]


class LogMemory:
    """What is remembered of logs, within one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def list_keys(self, origin: str) -> list[Verifier]:
        """Return the keys that sign for a log; none where it is not known."""
        rows = self._connection.execute(
            "SELECT key FROM logs WHERE origin = ? ORDER BY key", (origin,)
        )
        return [Verifier.read(key) for (key,) in rows]

    def add_key(self, key: Verifier) -> None:
        """Know a key that signs for the log of its name."""
        self._connection.execute(
            "INSERT INTO logs VALUES (?, ?) ON CONFLICT DO NOTHING", (str(key), key.name)
        )

    def remove_key(self, key: Verifier) -> bool:
        """Know a key no longer; what was cosigned of its log stays. Return whether it was known."""
        return bool(
            self._connection.execute("DELETE FROM logs WHERE key = ?", (str(key),)).rowcount
        )

    def find_newest(self, origin: str) -> SeenCheckpoint | None:
        """Return the newest checkpoint of a log that was cosigned."""
        rows = self._connection.execute(
            "SELECT size, root, checkpoint, seconds FROM checkpoints WHERE origin = ?", (origin,)
        )
        return next((SeenCheckpoint(*row) for row in rows), None)

    def find_cosigned(self, origin_hash: str) -> str | None:
        """Return the newest checkpoint of a log by the SHA-256 of its name, in hex."""
        rows = self._connection.execute("SELECT origin, checkpoint FROM checkpoints")
        return next(
            (text for name, text in rows if sha256(name.encode()).hexdigest() == origin_hash), None
        )

    def store_newest(self, origin: str, seen: SeenCheckpoint) -> None:
        """Remember the newest checkpoint of a log."""
        values = (seen.size, seen.root, seen.checkpoint, seen.seconds, origin)
        updated = self._connection.execute(
            "UPDATE checkpoints SET size = ?, root = ?, checkpoint = ?, seconds = ? "
            "WHERE origin = ?",
            values,
        )
        if not updated.rowcount:
            self._connection.execute(
                "INSERT INTO checkpoints (size, root, checkpoint, seconds, origin) "
                "VALUES (?, ?, ?, ?, ?)",
                values,
            )

    def store_conflict(self, origin: str, seen: SeenCheckpoint) -> None:
        """Keep a signed checkpoint that does not extend what was cosigned, as evidence."""
        (count,) = self._connection.execute(
            "SELECT count(*) FROM conflicts WHERE origin = ?", (origin,)
        ).fetchone()
        if count < _MOST_CONFLICTS:
            self._connection.execute(
                "INSERT INTO conflicts VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (origin, seen.size, seen.root, seen.checkpoint, seen.seconds),
            )

    def list_logs(self) -> list[KnownLog]:
        """Return all logs, those that are known no longer included."""
        origins = self._connection.execute(
            "SELECT origin FROM logs UNION SELECT origin FROM checkpoints ORDER BY origin"
        ).fetchall()
        return [
            KnownLog(
                origin,
                tuple(self.list_keys(origin)),
                self.find_newest(origin),
                self._list_conflicts(origin),
            )
            for (origin,) in origins
        ]

    def _list_conflicts(self, origin: str) -> tuple[SeenCheckpoint, ...]:
        rows = self._connection.execute(
            "SELECT size, root, checkpoint, seconds FROM conflicts WHERE origin = ? "
            "ORDER BY seconds, size",
            (origin,),
        )
        return tuple(SeenCheckpoint(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class WitnessState:
    """The file in which a witness remembers."""

    path: Path

    def exists(self) -> bool:
        """Return whether there is one."""
        return self.path.exists()

    def create(self) -> None:
        """Make the file, closed to others; one that is there stays as it is."""
        make_private_folder(self.path.parent)
        make_private_file(self.path)
        with closing(self._connect()) as connection:
            connection.executescript(_SCHEMA)

    def writing(self) -> AbstractContextManager[LogMemory]:
        """Remember in one transaction: of two at once the second sees what the first did."""
        return self._begin("BEGIN IMMEDIATE")

    def reading(self) -> AbstractContextManager[LogMemory]:
        """Look up in one transaction, which holds nobody up."""
        return self._begin("BEGIN")

    @contextmanager
    def _begin(self, statement: str) -> Iterator[LogMemory]:
        # The inner context commits, or rolls back after an error.
        with closing(self._connect()) as connection, connection:
            connection.execute(statement)
            yield LogMemory(connection)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None)
        # What was answered must be remembered, whatever happens to the machine.
        connection.execute("PRAGMA synchronous = FULL")
        return connection
