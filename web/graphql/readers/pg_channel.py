"""Round trips to PostgreSQL over a few connections, those that are sent together as one."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from time import perf_counter
from typing import Any, TypeAlias

from psycopg import Error, OperationalError
from psycopg.errors import PipelineAborted
from psycopg.pq.abc import PGresult
from sqlalchemy.exc import DBAPIError

from registry import Registry
from schema import HEAD, BoundStatement, Head, PgPipeline, Rows, pipeline_of
from web.graphql.readers.pg_connection import PipelineConnection, take_out
from web.graphql.readers.reader import NotInline

# The rows of some statements, the head, and the seconds that their round trip took.
Fetched: TypeAlias = "tuple[Sequence[Rows], Head, float]"


@dataclass(slots=True, eq=False)
class RoundTrip:
    """Statements of one query, and the future of their rows and of the head."""

    statements: Sequence[BoundStatement]
    result: asyncio.Future[Fetched]

    def resolve(self, rows: Sequence[Rows], head: Head, seconds: float) -> None:
        """Hand over the rows, if somebody still waits for them."""
        if not self.result.done():
            self.result.set_result((rows, head, seconds))

    def fail(self, *, slow: bool) -> None:
        """Hand over that there are none."""
        if not self.result.done():
            self.result.set_exception(NotInline(slow=slow))


class Channel:
    """A few connections, and the round trips that wait for one of them.

    Args:
        registry: what is connected to.
        connections: how many of them at the most.
        together: how many round trips are one transaction at the most; None for all that wait.
        patience: seconds after which a connection that does not answer is taken for lost.
        timeout: seconds that a statement may take.
    """

    def __init__(
        self,
        registry: Registry,
        connections: int,
        together: int | None,
        patience: float,
        timeout: float = 0.0,
    ) -> None:
        self._registry = registry
        self._most = connections
        self._together = together
        self._patience = patience
        self._timeout = timeout
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: deque[RoundTrip] = deque()
        self._free: list[_Link] = []
        self._links: set[_Link] = set()
        self._drivers: set[Any] = set()
        self._opening: asyncio.Task[None] | None = None

    def submit(self, statements: Sequence[BoundStatement]) -> asyncio.Future[Fetched]:
        """Send some statements, as soon as a connection is free.

        The future has their rows and the head of the state that they were read from. It fails with
        NotInline where a statement takes too long or fails, or the connection is lost.
        """
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self.close()
            self._loop, self._opening = loop, None
        trip = RoundTrip(statements, loop.create_future())
        self._waiting.append(trip)
        self._send()
        return trip.result

    def close(self) -> None:
        """Close every connection."""
        for link in self._links:
            link.connection.close()
        for driver in self._drivers:
            driver.close()
        self._drivers.clear()
        self._links.clear()
        self._free.clear()
        self._waiting.clear()

    def _send(self) -> None:
        """Give what waits to free connections, and open one more if there are too few."""
        waiting = self._waiting
        while waiting and self._free:
            count = min(len(waiting), self._together or len(waiting))
            self._free.pop().send([waiting.popleft() for _ in range(count)], self._patience)
        if waiting and len(self._links) < self._most and self._opening is None:
            self._opening = asyncio.create_task(self._open())

    async def _open(self) -> None:
        try:
            driver, pipeline = await asyncio.to_thread(self._connect)
            link = _Link(PipelineConnection(driver), pipeline, self._release)
            self._links.add(link)
        except (DBAPIError, Error):
            return
        finally:
            self._opening = None
            if not self._links:  # others would serve those who wait
                while self._waiting:
                    self._waiting.popleft().fail(slow=False)
        self._release(link)

    def _connect(self) -> tuple[Any, PgPipeline]:
        borrowed = self._registry.reader.raw_connection()
        pipeline = pipeline_of(borrowed)
        driver = take_out(borrowed)
        self._drivers.add(driver)  # also of a loop that ends before it hears of it
        driver.execute(f"SET statement_timeout = {int(self._timeout * 1000)}").close()
        return driver, pipeline

    def _release(self, link: _Link) -> None:
        """Use a connection again, or another in the place of one that was lost."""
        if link in self._links:
            if link.connection.usable:
                self._free.append(link)
            else:
                self._links.discard(link)
                self._drivers.discard(link.connection.driver)
                link.connection.close()
            self._send()


class _Link:
    """A connection, and what it knows of the statements that were sent over it."""

    def __init__(
        self,
        connection: PipelineConnection,
        pipeline: PgPipeline,
        release: Callable[[_Link], None],
    ) -> None:
        self.connection = connection
        self._pipeline = pipeline
        self._release = release

    def send(self, together: Sequence[RoundTrip], patience: float) -> None:
        """Send some round trips: one transaction sees the same record for them all."""
        pipeline, begun = self._pipeline, perf_counter()
        try:
            sent = [pipeline.send([HEAD])] + [pipeline.send(each.statements) for each in together]
            self.connection.driver.pgconn.pipeline_sync()
        except Error as error:
            self.connection.lose(error)
            sent = []
        results = self.connection.results()
        gone = OperationalError("the server does not answer")
        loop = asyncio.get_running_loop()
        timer = loop.call_later(patience, self.connection.lose, gone)

        def hand_out(results: asyncio.Future[list[PGresult]]) -> None:
            timer.cancel()
            # Each has an equal part of the time that they took together.
            seconds = (perf_counter() - begun) / len(together)
            self._hand_out(together, sent, results, seconds)
            self._release(self)

        results.add_done_callback(hand_out)

    def _hand_out(
        self,
        together: Sequence[RoundTrip],
        sent: Sequence[Sequence[Any]],
        results: asyncio.Future[list[PGresult]],
        seconds: float,
    ) -> None:
        """Give each round trip its rows; those after one that failed were never run."""
        try:
            left = iter(results.result())
            first, *others = [(messages, list(islice(left, len(messages)))) for messages in sent]
            ((head,),) = self._pipeline.read_rows(*first)
        except (Error, ValueError, asyncio.CancelledError):
            # The connection is lost, or there is no registry: nothing after the head was run.
            for trip in together:
                trip.fail(slow=False)
            return
        for trip, messages in zip(together, others, strict=True):
            try:
                trip.resolve(self._pipeline.read_rows(*messages), head, seconds)
            except PipelineAborted:
                trip.fail(slow=False)
            except Error:
                trip.fail(slow=True)
