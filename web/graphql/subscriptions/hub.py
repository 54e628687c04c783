"""What all subscribers share: one watch of the head, and one reading of equal subscriptions."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager, contextmanager, suppress

from registry import Registry, Settings, Unavailable
from registry.vocabulary import today
from schema import Answer, Batch, SubscriptionPlan
from schema.lru_cache import LruCache
from web.errors import ErrorReason, RequestError
from web.graphql.service import AnsweringService
from web.graphql.subscriptions.limits import SubscriptionLimits
from web.graphql.subscriptions.watch_head import watch_numbers
from web.middleware.request_log import RequestLog

LOG = logging.getLogger("answerable.web")
_Key = tuple[bytes, int, int, str]
_BATCH_BYTES = 8_000_000
_LEAVING = 10.0


class Hub:
    """The subscribers of one registry in one process.

    Nothing is held ready for anybody: each follower knows the number of the last entry that it was
    sent, and reads on from there when the head is beyond it. So one that is slow takes no memory,
    and none can miss an entry.
    """

    def __init__(
        self,
        registry: Registry,
        settings: Settings,
        service: AnsweringService,
        bounds: SubscriptionLimits,
    ) -> None:
        self.settings = settings
        self.service = service
        self.bounds = bounds
        self._registry = registry
        self.closing = asyncio.Event()
        self._seats = 0
        self._clients: Counter[str] = Counter()
        self._emptied = asyncio.Event()
        self._followers = 0
        self._watch: asyncio.Task[None] | None = None
        self._number = 0
        self._moved = asyncio.Event()
        self._reading: dict[_Key, asyncio.Task[Batch]] = {}
        self._batches: LruCache[_Key, Batch] = LruCache.of_bytes(_BATCH_BYTES)
        service.redactions.add(self._batches)

    @contextmanager
    def reserve_seat(self, log: RequestLog) -> Iterator[None]:
        """Reserve room for one connection of a client.

        Raises:
            RequestError: there is none left, or the server is about to end.
        """
        name, most = log.counted_name, self.bounds.per_client
        if self.closing.is_set() or self._seats >= self.bounds.connections:
            raise RequestError(ErrorReason.SUBSCRIBERS)
        if name is not None and self._clients[name] >= most:
            raise RequestError(ErrorReason.CONNECTIONS, most)
        self._seats += 1
        if name is not None:
            self._clients[name] += 1
        try:
            yield
        finally:
            self._seats -= 1
            if name is not None:
                self._clients[name] -= 1
                if not self._clients[name]:
                    del self._clients[name]
            if self._seats == 0:
                self._emptied.set()
                self._emptied.clear()

    async def close(self) -> None:
        """Close all connections, and wait a little until they are closed."""
        self.closing.set()
        if self._seats:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._emptied.wait(), _LEAVING)

    async def newest_entry(self) -> int:
        """Return the number of the newest entry at this moment.

        Raises:
            RequestError: the database cannot be read.
        """
        state = await self.service.reader.state()
        if state is None:
            raise RequestError(ErrorReason.UNAVAILABLE)
        return state.number

    @asynccontextmanager
    async def watch_head(self) -> AsyncIterator[None]:
        """Watch the head for as long as this lasts."""
        self._followers += 1
        if self._watch is None:
            self._watch = asyncio.create_task(self._watch_forever())
        try:
            yield
        finally:
            self._followers -= 1
            if self._followers == 0:
                # Whoever comes while they end begins with nothing of them.
                left = [self._watch, *self._reading.values()]
                self._watch = None
                self._reading.clear()
                for task in left:
                    task.cancel()
                await asyncio.wait(left)

    async def wait_beyond(self, after: int) -> None:
        """Wait until there are entries after a number."""
        while self._number <= after:
            await self._moved.wait()

    async def read_batch(
        self, following: SubscriptionPlan, after: int, asker: str | None = None
    ) -> Batch:
        """Return the next answers after a number, which is below the head; perhaps none.

        Followers of the same, at the same place, are told what was read once.
        """
        key = (following.key, after, self._number, today())
        cached = self._batches.get(key)
        if cached is not None:
            return cached
        reading = self._reading.get(key)
        if reading is None:
            # What is new is read for all; whoever is far behind waits like everybody.
            behind = self._number - after > following.most
            reading = asyncio.create_task(
                self._read_batch(key, following, asker if behind else None)
            )
            self._reading[key] = reading
        return await asyncio.shield(reading)

    async def _read_batch(self, key: _Key, following: SubscriptionPlan, asker: str | None) -> Batch:
        _, after, upto, _ = key
        registry = self._registry
        try:
            batch = await self.service.run(
                lambda stop: following.read(registry, after, upto, stop), asker
            )
            assert batch is not None, "who follows leaves by cancelling"
        except Unavailable:
            return Batch((), after, Answer(None, (RequestError(ErrorReason.UNAVAILABLE).error,)))
        except Exception:  # whatever goes wrong inside: the follower is told, but not what
            LOG.exception("entries could not be read for who follows them")
            return Batch((), after, Answer(None, (RequestError(ErrorReason.INTERNAL).error,)))
        else:
            self._batches.put(key, batch, sum(len(answer) for _, answer in batch.answers))
            self.service.redactions.note(upto)
            return batch
        finally:
            if self._reading.get(key) is asyncio.current_task():
                del self._reading[key]

    async def _watch_forever(self) -> None:
        while True:
            try:
                await self._watch_once()
            except Exception:  # whatever goes wrong inside: nobody may be left waiting for nothing
                LOG.exception("the ledger's head could not be watched")
                await asyncio.sleep(self.bounds.again)

    async def _watch_once(self) -> None:
        async with aclosing(
            watch_numbers(self._registry, self.service.reader, self.bounds)
        ) as found:
            async for number in found:
                if number != self._number:
                    self._number = number
                    self._moved.set()
                    self._moved.clear()
