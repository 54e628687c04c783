"""Work in threads that is waited for no longer than somebody waits for its outcome."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from starlette.types import Receive

from schema import Stop

T = TypeVar("T")
# An answer that is there by then was never worth looking after.
_SOON = 0.1
_AGAIN = 0.2


class Threads:
    """The threads in which questions are answered, one that stops them, and one for short work.

    Attributes:
        busy: how many questions are being answered, or wait for a thread.
    """

    def __init__(self, count: int) -> None:
        self._working = ThreadPoolExecutor(count, "question")
        self._alone = ThreadPoolExecutor(1, "alone")
        self._stopping = ThreadPoolExecutor(1, "stop")
        self.busy = 0

    def close(self) -> None:
        """Let go of the threads."""
        self._working.shutdown(wait=False, cancel_futures=True)
        self._alone.shutdown(wait=False, cancel_futures=True)
        self._stopping.shutdown(wait=False, cancel_futures=True)

    async def alone(self, work: Callable[[], T]) -> T:
        """The outcome of some short work, of which there is never more than one at a time."""
        return await asyncio.get_running_loop().run_in_executor(self._alone, work)

    def _done(self, _: asyncio.Future[Any]) -> None:
        self.busy -= 1

    async def run(self, work: Callable[[], T], stop: Stop, receive: Receive) -> T | None:
        """The outcome of some work; None where the client went away before it."""
        loop = asyncio.get_running_loop()
        working = loop.run_in_executor(self._working, work)
        self.busy += 1
        working.add_done_callback(self._done)
        done, _ = await asyncio.wait({working}, timeout=_SOON)
        if done:
            return working.result()
        leaving = asyncio.ensure_future(_gone(receive))
        try:
            while not working.done():
                awaited: set[asyncio.Future[Any]] = {working}
                if not leaving.done():
                    awaited.add(leaving)
                await asyncio.wait(awaited, timeout=_AGAIN, return_when=asyncio.FIRST_COMPLETED)
                if not working.done() and (leaving.done() or stop.due):
                    await loop.run_in_executor(self._stopping, stop.now)
        finally:
            leaving.cancel()
        outcome = working.result()
        return None if leaving.done() and not leaving.cancelled() else outcome


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        # Whoever sends on and on must not keep everybody else waiting.
        await asyncio.sleep(0)
