"""Drop what this process caches of the record once words were taken off it."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import logging
from contextlib import suppress
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from registry import Registry, Unavailable
from registry.errors import Damaged
from registry.models import Redaction
from schema import forget_questions
from schema.lru_cache import LruCache
from web.graphql.readers import Reader, SqliteReader

LOG = logging.getLogger("answerable.web")
# Seconds between two looks, as long as anything is cached.
INTERVAL = 10.0


class RedactionWatch:
    """Looks for redactions while answers are cached, and then drops them and all that was asked.

    An answer from before a redaction is never given again, but it would stand in memory until
    others take its room. Nothing is read as long as nothing is cached.
    """

    def __init__(self, registry: Registry, reader: Reader) -> None:
        self._registry = registry
        self._reader = reader
        self._caches: list[LruCache[Any, Any]] = []
        self._oldest: int | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None

    def add(self, *caches: LruCache[Any, Any]) -> None:
        """Drop what these caches hold as well."""
        self._caches.extend(caches)

    def note(self, number: int) -> None:
        """Note that something is cached that was read when this was the newest entry."""
        self._oldest = number if self._oldest is None else min(self._oldest, number)
        loop = asyncio.get_running_loop()
        if self._timer is None or self._loop is not loop:
            self._set_timer(loop)

    async def close(self) -> None:
        """Look no more; a look that was begun is finished, so that its connection is closed."""
        self._oldest = None
        # An app can be served again, by another loop, which must meet nothing of this one.
        timer, task = self._timer, self._task
        self._timer = self._task = None
        if timer is not None:
            timer.cancel()
        if task is not None:
            await asyncio.wait([task])

    async def look(self) -> None:
        """Drop everything if words were taken off since the oldest of it was read."""
        oldest = self._oldest
        state = await self._reader.state()
        if oldest is None or state is None or state.number <= oldest:
            return
        try:
            newest = await asyncio.to_thread(self._read_newest)
        except (Unavailable, Damaged, DBAPIError):  # whoever asks next is told
            return
        if newest > oldest:
            self._drop()
            LOG.info("answers from before entry %s, a redaction, were dropped", newest)

    def _set_timer(self, loop: asyncio.AbstractEventLoop) -> None:
        # A timer and no task that sleeps: whoever ends the loop has nothing to wait for.
        self._loop = loop
        self._timer = loop.call_later(INTERVAL, self._begin_look, loop)

    def _begin_look(self, loop: asyncio.AbstractEventLoop) -> None:
        self._timer = None
        self._task = loop.create_task(self._look_again(loop))

    async def _look_again(self, loop: asyncio.AbstractEventLoop) -> None:
        await self.look()
        if self._oldest is not None and self._timer is None:
            self._set_timer(loop)

    def _read_newest(self) -> int:
        with self._registry.reading_lazily() as session:
            newest = select(func.coalesce(func.max(Redaction.entry), 0))
            return int(session.connection.execute(newest).scalar_one())

    def _drop(self) -> None:
        self._oldest = None
        for cache in self._caches:
            cache.clear()
        forget_questions()
        # Connections hold pages of SQLite's file as they were, or what PostgreSQL last sent.
        self._registry.reader.dispose()
        if isinstance(self._reader, SqliteReader):
            self._reader.close()
        gc.collect()
        _return_memory()


def _return_memory() -> None:
    """Give freed memory back to the system, where the C library can: it is still as it was."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
