"""Where the ledger stands in PostgreSQL, read once for all who ask at the time."""

from __future__ import annotations

import asyncio
from typing import Any

from psycopg import Error, OperationalError
from psycopg.pq import ExecStatus
from sqlalchemy.exc import DBAPIError

from registry import Registry
from registry.vocabulary import today
from schema import HEAD
from web.graphql.readers.connection import Line, kept
from web.graphql.readers.heads import EmbeddedHeads, Heads, State

_NAME = b"head"
# A server that is gone without a word answers no more; nobody should wait for it for ever.
_PATIENCE = 10.0


def heads_of(registry: Registry) -> Heads:
    """What reads the head of a registry."""
    return EmbeddedHeads(registry) if registry.dialect == "sqlite" else SharedHeads(registry)


class SharedHeads:
    """Reads the head of PostgreSQL, once for all who ask together.

    Who asks while a reading is under way waits for the next one, since that one may have been sent
    before: nobody is told less than was there when asking.
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._waiting: list[asyncio.Future[State | None]] = []
        self._serving: asyncio.Task[None] | None = None
        self._line: Line | None = None

    async def now(self) -> State | None:
        """The state of now; None where it cannot be told."""
        mine: asyncio.Future[State | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(mine)
        if self._serving is None or self._serving.done():
            # It begins in the next turn of the loop: who asks in this one is served as well.
            self._serving = asyncio.create_task(self._serve())
        return await mine

    def close(self) -> None:
        """Let go of the connection."""
        if self._line is not None:
            line, self._line = self._line, None
            line.close()

    async def _serve(self) -> None:
        while self._waiting:
            asked, self._waiting = self._waiting, []
            state = None
            try:
                state = await self._read()
            finally:
                for future in asked:
                    if not future.done():
                        future.set_result(state)

    async def _read(self) -> State | None:
        state = None
        try:
            async with asyncio.timeout(_PATIENCE):
                if self._line is not None and not self._line.usable:
                    self.close()
                if self._line is None:
                    self._line = Line(await asyncio.to_thread(self._connected))
                state = State(*await self._asked(self._line), today())
        except (DBAPIError, Error, TimeoutError):
            pass
        finally:
            if state is None:
                self.close()
        return state

    def _connected(self) -> Any:
        connection = kept(self._registry.reader.raw_connection())
        connection.pgconn.prepare(_NAME, HEAD.text.encode())
        return connection

    async def _asked(self, line: Line) -> tuple[int, str]:
        link = line.connection.pgconn
        link.send_query_prepared(_NAME, None)
        link.pipeline_sync()
        (result,) = await line.answers()
        if result.status != ExecStatus.TUPLES_OK or result.ntuples != 1:
            raise OperationalError(result.get_error_message())
        number, recorded_at = result.get_value(0, 0), result.get_value(0, 1)
        return int(number or 0), (recorded_at or b"").decode()
