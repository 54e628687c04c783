"""Where the ledger stands in PostgreSQL, read once for all who ask at the time."""

from __future__ import annotations

import asyncio
from typing import Any

from psycopg import Error, OperationalError
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGresult
from sqlalchemy.exc import DBAPIError

from registry import Registry
from registry.vocabulary import today
from web.heads import HEAD, EmbeddedHeads, Heads, State

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
        self._line: _Line | None = None

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
                    self._line = _Line(await asyncio.to_thread(self._connected))
                state = State(*await self._line.ask(), today())
        except (DBAPIError, Error, TimeoutError):
            pass
        finally:
            if state is None:
                self.close()
        return state

    def _connected(self) -> Any:
        borrowed = self._registry.reader.raw_connection()
        connection: Any = borrowed.driver_connection
        # It is kept for good, so the pool may open another in its place.
        borrowed.detach()
        connection.autocommit = True
        connection.pgconn.prepare(_NAME, HEAD.encode())
        return connection


class _Line:
    """A connection that is asked for the head, and heard, on the event loop.

    It goes round the driver's own ways to wait, which take a thread or several turns of the loop.
    All that is said is a few bytes, for which a socket that is idle always has room.
    """

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._conn = connection.pgconn
        self._loop = asyncio.get_running_loop()
        self._answer: asyncio.Future[tuple[int, str]] | None = None
        self._result: PGresult | None = None
        self._lost = False
        self._socket = self._conn.socket
        self._loop.add_reader(self._socket, self._heard)

    @property
    def usable(self) -> bool:
        """Whether it stands, and is heard on the event loop that asks."""
        return not self._lost and self._loop is asyncio.get_running_loop()

    def ask(self) -> asyncio.Future[tuple[int, str]]:
        """The head as it is when this is asked, one asking after the other.

        Raises:
            psycopg.Error: the connection is lost.
        """
        self._answer = self._loop.create_future()
        self._conn.send_query_prepared(_NAME, None)
        return self._answer

    def close(self) -> None:
        """Let go of the connection."""
        self._stop_listening()
        self._connection.close()

    def _stop_listening(self) -> None:
        if not self._loop.is_closed():
            self._loop.remove_reader(self._socket)

    def _heard(self) -> None:
        try:
            self._conn.consume_input()
            while not self._conn.is_busy():
                result = self._conn.get_result()
                if result is None:
                    self._settle()
                    return
                self._result = result
        except Error as error:
            # What is lost would be heard of again and again.
            self._lost = True
            self._stop_listening()
            if self._answer is not None and not self._answer.done():
                self._answer.set_exception(error)

    def _settle(self) -> None:
        """Tell who asked; there may be nobody, since a server also speaks unasked."""
        answer, result = self._answer, self._result
        self._answer = self._result = None
        if answer is None or answer.done() or result is None:
            return
        if result.status == ExecStatus.TUPLES_OK and result.ntuples == 1:
            number, recorded_at = result.get_value(0, 0), result.get_value(0, 1)
            answer.set_result((int(number or 0), (recorded_at or b"").decode()))
        else:
            answer.set_exception(OperationalError(result.get_error_message()))
