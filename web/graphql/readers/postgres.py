"""The reader of PostgreSQL: pipelines over a few connections, several queries in one of them."""

from __future__ import annotations

import asyncio

from registry import Registry
from registry.vocabulary import today
from schema import Head, Steps
from web.graphql.readers.pg_channel import Channel, Fetched
from web.graphql.readers.reader import Data, LedgerState, NotInline, Spend, ignore_seconds

# What a statement takes at the most; the server itself ends a longer one.
_TIMEOUT = 0.1
# So many round trips that wait for a connection are sent together, as one transaction.
_TOGETHER = 8
# Seconds for which nobody waits longer: a server that is gone without a word answers no more.
_PATIENCE, _PATIENCE_FOR_STATE = 2.0, 10.0


class PostgresReader:
    """Reads over a few connections; no query needs one of its own, since none begins a transaction.

    Each round trip sees one state of the record, and its head says which. A query whose round trips
    saw different states is not answered here, but in a thread, where it is one transaction.

    The head has a connection of its own, so that what is cached never waits for queries. It is read
    once for all who ask in one turn of the loop; who asks while it is being read waits for the next
    reading, since that one may have been sent before something was recorded.
    """

    def __init__(self, registry: Registry, connections: int, timeout: float = _TIMEOUT) -> None:
        self._queries = Channel(registry, connections, _TOGETHER, _PATIENCE, timeout)
        self._states = Channel(registry, 1, None, _PATIENCE_FOR_STATE)
        self._waiting: list[asyncio.Future[LedgerState | None]] = []
        self._loop: asyncio.AbstractEventLoop | None = None

    async def state(self) -> LedgerState | None:
        """Read where the ledger stands; None where that cannot be read."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop, self._waiting = loop, []
        if not self._waiting:
            # In the next turn of the loop: all who ask in this one share the reading.
            loop.call_soon(self._read_state)
        mine: asyncio.Future[LedgerState | None] = loop.create_future()
        self._waiting.append(mine)
        return await mine

    async def read(self, steps: Steps[Data], spend: Spend = ignore_seconds) -> tuple[Data, Head]:
        """Return the data of a query, and where the ledger stood.

        Raises:
            NotInline: a statement takes too long, the record changed meanwhile, or a connection is
                lost.
        """
        head: Head | None = None
        try:
            statements = next(steps)
            while True:
                rows, seen, seconds = await self._queries.submit(statements)
                spend(seconds)
                if head is not None and head != seen:
                    raise NotInline(slow=False)
                head = seen
                statements = steps.send(rows)
        except StopIteration as done:
            if head is None:  # what reads nothing sees no head either
                raise NotInline(slow=True) from None
            return done.value, head

    def close(self) -> None:
        """Close every connection."""
        self._queries.close()
        self._states.close()

    def _read_state(self) -> None:
        waiting, self._waiting = self._waiting, []

        def hand_out(fetched: asyncio.Future[Fetched]) -> None:
            state = None
            if not fetched.cancelled() and fetched.exception() is None:
                state = LedgerState(*fetched.result()[1], today())
            for each in waiting:
                if not each.done():
                    each.set_result(state)

        self._states.submit(()).add_done_callback(hand_out)
