"""A connection to PostgreSQL that is read on the event loop, so that no thread waits for it."""

from __future__ import annotations

import asyncio
from typing import Any

from psycopg import Error
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGresult
from sqlalchemy import PoolProxiedConnection

from registry.database import detach_from_pool


def take_out(borrowed: PoolProxiedConnection) -> Any:
    """Take a connection out of its pool, without transactions of its own making."""
    driver = detach_from_pool(borrowed)
    driver.autocommit = True
    return driver


class PipelineConnection:
    """A connection on which one pipeline is under way at a time.

    It bypasses the driver's own ways to wait, which take a thread or several turns of the loop.
    Whoever has sent a pipeline, its sync included, asks for the ``results``.
    """

    def __init__(self, driver: Any) -> None:
        self.driver = driver
        self._link = driver.pgconn
        self._loop = asyncio.get_running_loop()
        self._pending: asyncio.Future[list[PGresult]] | None = None
        self._results: list[PGresult] = []
        self._lost = False
        self._writing = False
        self._socket = self._link.socket
        self._link.enter_pipeline_mode()
        self._loop.add_reader(self._socket, self._read)

    @property
    def usable(self) -> bool:
        """Whether it is open, and read on the event loop that asks."""
        return not self._lost and self._loop is asyncio.get_running_loop()

    def results(self) -> asyncio.Future[list[PGresult]]:
        """Return the results; the future fails with ``psycopg.Error`` if the connection is lost."""
        self._pending = pending = self._loop.create_future()
        self._results = []
        try:
            self._flush()
        except Error as error:
            self.lose(error)
        return pending

    def close(self) -> None:
        """Close the connection."""
        self._stop_listening()
        self.driver.close()

    def lose(self, error: Error) -> None:
        """Take the connection for lost; whoever waits for results gets the error."""
        # The loop would report a lost socket again and again.
        self._lost = True
        self._stop_listening()
        pending, self._pending = self._pending, None
        if pending is not None and not pending.done():
            pending.set_exception(error)

    def _flush(self) -> None:
        """Send what the socket has room for, and the rest as soon as it has more."""
        left = bool(self._link.flush())
        if left != self._writing:
            self._writing = left
            if left:
                self._loop.add_writer(self._socket, self._flush_rest)
            else:
                self._loop.remove_writer(self._socket)

    def _flush_rest(self) -> None:
        try:
            self._flush()
        except Error as error:
            self.lose(error)

    def _read(self) -> None:
        try:
            self._link.consume_input()
            result: PGresult | None = None
            while not self._link.is_busy():
                before, result = result, self._link.get_result()
                if result is None:  # it ends the results of one message
                    if before is None:
                        return
                elif result.status == ExecStatus.PIPELINE_SYNC:
                    self._resolve()
                    return
                else:
                    self._results.append(result)
        except Error as error:
            self.lose(error)

    def _resolve(self) -> None:
        pending, self._pending = self._pending, None
        if pending is not None and not pending.done():
            pending.set_result(self._results)

    def _stop_listening(self) -> None:
        if not self._loop.is_closed():
            self._loop.remove_reader(self._socket)
            self._loop.remove_writer(self._socket)
