"""Threads that execute requests, for no longer than somebody waits for the answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from starlette.types import Receive

from schema import RequestDeadline
from web.graphql.turns import Turns

T = TypeVar("T")
# Whoever gets an answer within that was never worth watching.
_SOON = 0.1
_AGAIN = 0.2
# Work that takes longer is slow, and other work may begin beside it.
_YOUNG = 0.03


class ThreadExecutor:
    """The threads in which requests are executed, and one that stops them.

    Args:
        count: how many pieces of work are under way at a time at the most.
        young: how many of them may be young: whoever comes then waits, and is served in order.
            Threads that compete for the interpreter take longer for all.
        aging: seconds for which work is young, so that slow work holds up no quick one.
        busy: how many of them may be of clients that have worked much of late.

    Attributes:
        busy: how much work is under way, or waits for its turn.
    """

    def __init__(
        self,
        count: int,
        young: int | None = None,
        aging: float = _YOUNG,
        busy: int | None = None,
    ) -> None:
        self._working = ThreadPoolExecutor(count, "request")
        self._stopping = ThreadPoolExecutor(1, "stop")
        self._turns = Turns(young or count, busy or count)
        self._aging = aging
        self.busy = 0

    def close(self) -> None:
        """End the threads."""
        self._working.shutdown(wait=False, cancel_futures=True)
        self._stopping.shutdown(wait=False, cancel_futures=True)

    async def run(
        self,
        work: Callable[[], T],
        stop: RequestDeadline,
        receive: Receive | None = None,
        asker: str | None = None,
    ) -> T | None:
        """Return what some work returns; None where the client went away before.

        Args:
            work: is run in a thread.
            stop: ends it, where its time is up, its client is gone, or this is cancelled.
            receive: tells when the client is gone; None where whoever waits cancels instead.
            asker: who has two pieces of work under way at a time at the most; None has any.
        """
        client = _Client(receive)
        try:
            working = await self._begin(work, client, asker)
            if working is None:
                return None
            while not working.done():
                await client.wait(working, _AGAIN)
                if not working.done() and (client.gone or stop.is_over):
                    await self._stop(stop)
            if client.gone:
                # However it ended: it was stopped midway.
                working.exception()
                return None
            return working.result()
        except asyncio.CancelledError:
            await self._stop(stop)
            raise
        finally:
            client.forget()

    async def _stop(self, stop: RequestDeadline) -> None:
        await asyncio.get_running_loop().run_in_executor(self._stopping, stop.cancel)

    async def _begin(
        self, work: Callable[[], T], client: _Client, asker: str | None
    ) -> asyncio.Future[T] | None:
        """Start work in its turn; None where the client left before."""
        working: asyncio.Future[T] | None = None
        turn = self._turns.take(asker)
        self.busy += 1
        try:
            while not turn.done() and not client.gone:
                await client.wait(turn)
            if not client.gone:
                working = asyncio.get_running_loop().run_in_executor(self._working, work)
                working.add_done_callback(partial(self._done, turn))
                await asyncio.wait({working}, timeout=self._aging)
            return working
        finally:
            self._turns.give_back(turn)
            if working is None:
                self._turns.end(turn)
                self.busy -= 1

    def _done(self, turn: asyncio.Future[None], _: asyncio.Future[Any]) -> None:
        self._turns.end(turn)
        self.busy -= 1


class _Client:
    """The client that waits for a result; watched for its disconnect where that takes long."""

    def __init__(self, receive: Receive | None) -> None:
        self._receive = receive
        self._leaving: asyncio.Task[None] | None = None

    @property
    def gone(self) -> bool:
        """Whether the client has disconnected."""
        return self._leaving is not None and self._leaving.done()

    def forget(self) -> None:
        """Stop watching."""
        if self._leaving is not None:
            self._leaving.cancel()

    async def wait(self, awaited: asyncio.Future[Any], seconds: float | None = None) -> None:
        """Wait until something is done, the client is gone, or so many seconds are over."""
        if self._receive is None:
            await asyncio.wait({awaited}, timeout=seconds)
            return
        if self._leaving is None:
            done, _ = await asyncio.wait({awaited}, timeout=_SOON)
            if done:
                return
            self._leaving = asyncio.ensure_future(_disconnect(self._receive))
        both = {awaited} if self.gone else {awaited, self._leaving}
        await asyncio.wait(both, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)


async def _disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        # Whoever sends on and on must not keep everybody else waiting.
        await asyncio.sleep(0)
