"""Quick questions to PostgreSQL: journeys over a few lines, several at a time over one."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import Any

from psycopg import Error
from sqlalchemy.exc import DBAPIError

from registry import Registry
from schema import Asked, Head, Journeys, Rows, Steps, journeys_of
from web.graphql.readers.connection import Line, kept
from web.graphql.readers.pipeline import Journey, Talk
from web.graphql.readers.reader import Data, NotSoon

# What a statement takes at the most; a longer one is ended by the server itself.
_SOON = 0.1
# So many journeys that wait for a line travel together, as one transaction.
_TOGETHER = 8


class SharedReader:
    """Reads over a few lines; no question needs one of its own, since none begins a transaction.

    Each journey sees one state of the record, and its head tells which. A question whose journeys
    saw different ones is not answered here.
    """

    def __init__(self, registry: Registry, lines: int, soon: float = _SOON) -> None:
        self._registry = registry
        self._lines = lines
        self._soon = soon
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: deque[Journey] = deque()
        self._free: list[Talk] = []
        self._talks: set[Talk] = set()
        self._connections: set[Any] = set()
        self._opening: asyncio.Task[None] | None = None

    async def read(self, steps: Steps[Data]) -> tuple[Data, Head]:
        """The data of a question, and where the ledger stood.

        Raises:
            NotSoon: a statement takes too long, the record changed meanwhile, or a line is lost.
        """
        head: Head | None = None
        try:
            asked = next(steps)
            while True:
                rows, seen = await self._fetched(asked)
                if head is not None and head != seen:
                    raise NotSoon(slow=False)
                head = seen
                asked = steps.send(rows)
        except StopIteration as done:
            if head is None:  # whatever asks for nothing knows no head either
                raise NotSoon(slow=True) from None
            return done.value, head

    def close(self) -> None:
        """Let go of every connection."""
        for talk in self._talks:
            talk.line.close()
        for connection in self._connections:
            connection.close()
        self._connections.clear()
        self._talks.clear()
        self._free.clear()
        self._waiting.clear()

    async def _fetched(self, asked: Sequence[Asked]) -> tuple[Sequence[Rows], Head]:
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self.close()
            self._loop, self._opening = loop, None
        journey = Journey(asked, loop.create_future())
        self._waiting.append(journey)
        self._send()
        return await journey.told

    def _send(self) -> None:
        """Give what waits to the lines that are free, and open one more if there are too few."""
        waiting = self._waiting
        while waiting and self._free:
            self._free.pop().begin([waiting.popleft() for _ in range(min(len(waiting), _TOGETHER))])
        if waiting and len(self._talks) < self._lines and not self._is_opening:
            self._opening = asyncio.create_task(self._open())

    @property
    def _is_opening(self) -> bool:
        return self._opening is not None and not self._opening.done()

    async def _open(self) -> None:
        try:
            connection, journeys = await asyncio.to_thread(self._connected)
            talk = Talk(Line(connection), journeys, self._ended)
            self._talks.add(talk)
        except (DBAPIError, Error):
            return
        finally:
            self._opening = None
            if not self._talks:  # others would serve those who wait
                while self._waiting:
                    self._waiting.popleft().fail(slow=False)
        self._ended(talk)

    def _connected(self) -> tuple[Any, Journeys]:
        borrowed = self._registry.reader.raw_connection()
        journeys = journeys_of(borrowed)
        connection = kept(borrowed)
        self._connections.add(connection)  # also of a loop that ends before it is told of it
        connection.execute(f"SET statement_timeout = {int(self._soon * 1000)}").close()
        return connection, journeys

    def _ended(self, talk: Talk) -> None:
        """Use a line again, or another in the place of one that was lost."""
        if talk in self._talks:
            if talk.line.usable:
                self._free.append(talk)
            else:
                self._talks.discard(talk)
                self._connections.discard(talk.line.connection)
                talk.line.close()
            self._send()
