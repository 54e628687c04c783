"""The reader of SQLite: each query is one turn of the event loop, in which nothing else happens."""

from __future__ import annotations

import asyncio
from sqlite3 import Error
from time import perf_counter, thread_time
from typing import Any

from sqlalchemy.exc import DBAPIError

from registry import Registry
from registry.database import detach_from_pool
from registry.vocabulary import today
from schema import HEAD, Head, Steps
from web.graphql.readers.reader import Data, LedgerState, NotInline, Spend, ignore_seconds

# A query that the database works on for longer would keep everybody else waiting for too long.
_TIMEOUT = 0.1
# How often SQLite asks whether to go on, in steps of its virtual machine: some times a millisecond.
_STEPS = 5_000


class SqliteReader:
    """Reads by one connection, one query after the other, in the order in which they came.

    The head takes microseconds. Requests that come in one turn of the event loop share what was
    read in it: it is dropped before the loop takes in another request, so nobody gets an older
    state than there was when asking.
    """

    def __init__(self, registry: Registry, timeout: float = _TIMEOUT) -> None:
        self._registry = registry
        self._timeout = timeout
        self._until = 0.0
        self._connection: Any = None
        self._version: object = None
        self._head: Head = (0, "")
        self._state: LedgerState | None = None
        self._turns: asyncio.Lock | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def state(self) -> LedgerState | None:
        """Read where the ledger stands; None where that cannot be read."""
        if self._state is None:
            try:
                self._state = LedgerState(*self._read_head(), today())
            except (DBAPIError, Error):
                self.close()
                return None
            asyncio.get_running_loop().call_soon(self._drop_state)
        return self._state

    async def read(self, steps: Steps[Data], spend: Spend = ignore_seconds) -> tuple[Data, Head]:
        """Return the data of a query, and where the ledger stood.

        Raises:
            NotInline: the database takes too long or fails.
        """
        turns = self._lock()
        await turns.acquire()
        # Released in the next turn of the loop, which takes in requests before. An answer waits
        # for nothing: all others that came with it would follow at once.
        asyncio.get_running_loop().call_soon(turns.release)
        try:
            return self._run(steps, spend)
        except (DBAPIError, Error) as error:
            raise NotInline(slow=True) from error

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            self._version = None
            connection.close()

    def _drop_state(self) -> None:
        self._state = None

    def _lock(self) -> asyncio.Lock:
        loop = asyncio.get_running_loop()
        if self._turns is None or self._loop is not loop:
            self._turns, self._loop = asyncio.Lock(), loop
        return self._turns

    def _read_head(self) -> Head:
        run = self._open().execute
        # SQLite counts what other connections have committed, in memory that processes share.
        # All rows are fetched: a statement that has not ended would hold on to what it has seen.
        version = run("PRAGMA data_version").fetchall()
        if version != self._version:
            [self._head] = run(*HEAD).fetchall()
            self._version = version
        return self._head

    def _run(self, steps: Steps[Data], spend: Spend) -> tuple[Data, Head]:
        connection = self._open()
        run = connection.execute
        run("BEGIN")
        try:
            head: Head = run(*HEAD).fetchone()
            statements = next(steps)
            while True:
                begun = thread_time()
                rows = [run(text, values).fetchall() for text, values in statements]
                spend(thread_time() - begun)
                statements = steps.send(rows)
        except StopIteration as done:
            return done.value, head
        finally:
            connection.rollback()

    def _open(self) -> Any:
        """Return the connection, whose statements may take so long from now on."""
        if self._connection is None:
            connection = detach_from_pool(self._registry.reader.raw_connection())
            connection.set_progress_handler(lambda: perf_counter() > self._until, _STEPS)
            self._connection = connection
        self._until = perf_counter() + self._timeout
        return self._connection
