"""Quick questions to SQLite: each is one turn of the event loop, in which nothing else happens."""

from __future__ import annotations

import asyncio
from time import perf_counter
from typing import Any

from sqlalchemy.exc import DBAPIError

from registry import Registry
from registry.database import for_good
from schema import HEAD, Head, Steps
from web.graphql.readers.reader import Data, NotSoon

# A question that the database works on for longer keeps everybody else waiting for too long.
_SOON = 0.1
# How often SQLite asks whether to go on, in steps of its virtual machine: some times a millisecond.
_STEPS = 5_000


class EmbeddedReader:
    """Reads by one connection, one question after the other, in the order of their asking."""

    def __init__(self, registry: Registry, soon: float = _SOON) -> None:
        self._registry = registry
        self._failures = registry.reader.dialect.loaded_dbapi.Error
        self._soon = soon
        self._until = 0.0
        self._connection: Any = None
        self._turns: asyncio.Lock | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def read(self, steps: Steps[Data]) -> tuple[Data, Head]:
        """The data of a question, and where the ledger stood.

        Raises:
            NotSoon: the database takes too long or fails.
        """
        turns = self._turn()
        await turns.acquire()
        # Given back in the next turn of the loop, which takes in requests before. An answer waits
        # for nothing: all others that came with it would follow at once.
        asyncio.get_running_loop().call_soon(turns.release)
        try:
            return self._read(steps)
        except (DBAPIError, self._failures) as error:
            raise NotSoon(slow=True) from error

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            connection.close()

    def _turn(self) -> asyncio.Lock:
        loop = asyncio.get_running_loop()
        if self._turns is None or self._loop is not loop:
            self._turns, self._loop = asyncio.Lock(), loop
        return self._turns

    def _read(self, steps: Steps[Data]) -> tuple[Data, Head]:
        if self._connection is None:
            self._connection = self._connected()
        run = self._connection.execute
        self._until = perf_counter() + self._soon
        run("BEGIN")
        try:
            head: Head = run(*HEAD).fetchone()
            asked = next(steps)
            while True:
                asked = steps.send([run(text, values).fetchall() for text, values in asked])
        except StopIteration as done:
            return done.value, head
        finally:
            self._connection.rollback()

    def _connected(self) -> Any:
        connection = for_good(self._registry.reader.raw_connection())
        connection.set_progress_handler(lambda: perf_counter() > self._until, _STEPS)
        return connection
