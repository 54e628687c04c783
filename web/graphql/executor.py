"""Work in threads that is waited for no longer than somebody waits for its outcome."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from starlette.types import Receive

from schema import Stop

T = TypeVar("T")
# An answer that is there by then was never worth looking after.
_SOON = 0.1
_AGAIN = 0.2
# A question that takes longer is slow, and others may begin beside it.
_YOUNG = 0.1


class Threads:
    """The threads in which questions are answered, one that stops them, and one for short work.

    Args:
        count: how many questions are worked on at a time at the most.
        young: how many of them may be young: whoever asks then waits, and is served in order.
            Threads that fight over the interpreter take longer for all.
        aging: seconds for which a question is young, so that a slow one holds up no quick ones.

    Attributes:
        busy: how many questions are being answered, or wait for their turn.
    """

    def __init__(self, count: int, young: int | None = None, aging: float = _YOUNG) -> None:
        self._working = ThreadPoolExecutor(count, "question")
        self._alone = ThreadPoolExecutor(1, "alone")
        self._stopping = ThreadPoolExecutor(1, "stop")
        self._turns = _Turns(young or count)
        self._aging = aging
        self.busy = 0

    def close(self) -> None:
        """Let go of the threads."""
        self._working.shutdown(wait=False, cancel_futures=True)
        self._alone.shutdown(wait=False, cancel_futures=True)
        self._stopping.shutdown(wait=False, cancel_futures=True)

    async def alone(self, work: Callable[[], T]) -> T:
        """The outcome of some short work, of which there is never more than one at a time."""
        return await asyncio.get_running_loop().run_in_executor(self._alone, work)

    async def run(self, work: Callable[[], T], stop: Stop, receive: Receive) -> T | None:
        """The outcome of some work; None where the client went away before it."""
        asker = _Asker(receive)
        try:
            working = await self._begun(work, asker)
            if working is None:
                return None
            while not working.done():
                await asker.wait(working, _AGAIN)
                if not working.done() and (asker.left or stop.due):
                    loop = asyncio.get_running_loop()
                    await loop.run_in_executor(self._stopping, stop.now)
            outcome = working.result()
            return None if asker.left else outcome
        finally:
            asker.forget()

    async def _begun(self, work: Callable[[], T], asker: _Asker) -> asyncio.Future[T] | None:
        """The work, done or no longer young; None where its asker left before its turn came."""
        working: asyncio.Future[T] | None = None
        turn = self._turns.take()
        self.busy += 1
        try:
            while not turn.done() and not asker.left:
                await asker.wait(turn)
            if not asker.left:
                working = asyncio.get_running_loop().run_in_executor(self._working, work)
                working.add_done_callback(self._done)
                await asyncio.wait({working}, timeout=self._aging)
            return working
        finally:
            self._turns.give(turn)
            if working is None:
                self.busy -= 1

    def _done(self, _: asyncio.Future[Any]) -> None:
        self.busy -= 1


class _Turns:
    """So many turns at a time, given to who asks in order."""

    def __init__(self, count: int) -> None:
        self._free = count
        self._waiting: deque[asyncio.Future[None]] = deque()

    def take(self) -> asyncio.Future[None]:
        """A turn, which is there when it is done; it has to be given back in any case."""
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if self._free:
            self._free -= 1
            turn.set_result(None)
        else:
            self._waiting.append(turn)
        return turn

    def give(self, turn: asyncio.Future[None]) -> None:
        """Give a turn back, or wait for it no longer."""
        if not turn.done():
            self._waiting.remove(turn)
        elif self._waiting:
            self._waiting.popleft().set_result(None)
        else:
            self._free += 1


class _Asker:
    """Who waits for an outcome; that they are still there is looked after when it takes long."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._leaving: asyncio.Task[None] | None = None

    @property
    def left(self) -> bool:
        """Whether they have left."""
        return self._leaving is not None and self._leaving.done()

    def forget(self) -> None:
        """Look after them no longer."""
        if self._leaving is not None:
            self._leaving.cancel()

    async def wait(self, awaited: asyncio.Future[Any], seconds: float | None = None) -> None:
        """Wait until something is done, they have left, or so many seconds are over."""
        if self._leaving is None:
            done, _ = await asyncio.wait({awaited}, timeout=_SOON)
            if done:
                return
            self._leaving = asyncio.ensure_future(_gone(self._receive))
        both = {awaited} if self.left else {awaited, self._leaving}
        await asyncio.wait(both, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        # Whoever sends on and on must not keep everybody else waiting.
        await asyncio.sleep(0)
