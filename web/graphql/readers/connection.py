"""Connections to PostgreSQL that are heard on the event loop, so that no thread waits for them."""

from __future__ import annotations

import asyncio
from typing import Any

from psycopg import Error
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGresult
from sqlalchemy import PoolProxiedConnection

from registry.database import for_good


def kept(borrowed: PoolProxiedConnection) -> Any:
    """The connection for good, without transactions of its own making."""
    connection = for_good(borrowed)
    connection.autocommit = True
    return connection


class Line:
    """A connection on which one journey is under way at a time.

    It goes round the driver's own ways to wait, which take a thread or several turns of the loop.
    Whoever has sent a journey, its sync included, asks for the ``answers``.
    """

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        self._link = connection.pgconn
        self._loop = asyncio.get_running_loop()
        self._answered: asyncio.Future[list[PGresult]] | None = None
        self._results: list[PGresult] = []
        self._lost = False
        self._pushing = False
        self._socket = self._link.socket
        self._link.enter_pipeline_mode()
        self._loop.add_reader(self._socket, self._hear)

    @property
    def usable(self) -> bool:
        """Whether it stands, and is heard on the event loop that asks."""
        return not self._lost and self._loop is asyncio.get_running_loop()

    def answers(self) -> asyncio.Future[list[PGresult]]:
        """The answers to what was sent; the future fails with ``psycopg.Error`` if it is lost."""
        self._answered = answered = self._loop.create_future()
        self._results = []
        try:
            self._push()
        except Error as error:
            self.lose(error)
        return answered

    def close(self) -> None:
        """Let go of the connection."""
        self._stop_listening()
        self.connection.close()

    def lose(self, error: Error) -> None:
        """Take the connection for lost; whoever waits is told the error."""
        # What is lost would be heard of again and again.
        self._lost = True
        self._stop_listening()
        answered, self._answered = self._answered, None
        if answered is not None and not answered.done():
            answered.set_exception(error)

    def _push(self) -> None:
        """Send what the socket had no room for, as soon as it has."""
        left = bool(self._link.flush())
        if left != self._pushing:
            self._pushing = left
            if left:
                self._loop.add_writer(self._socket, self._push_on)
            else:
                self._loop.remove_writer(self._socket)

    def _push_on(self) -> None:
        try:
            self._push()
        except Error as error:
            self.lose(error)

    def _hear(self) -> None:
        try:
            self._link.consume_input()
            result: PGresult | None = None
            while not self._link.is_busy():
                before, result = result, self._link.get_result()
                if result is None:  # it ends the answers to one message
                    if before is None:
                        return
                elif result.status == ExecStatus.PIPELINE_SYNC:
                    self._settle()
                    return
                else:
                    self._results.append(result)
        except Error as error:
            self.lose(error)

    def _settle(self) -> None:
        answered, self._answered = self._answered, None
        if answered is not None and not answered.done():
            answered.set_result(self._results)

    def _stop_listening(self) -> None:
        if not self._loop.is_closed():
            self._loop.remove_reader(self._socket)
            self._loop.remove_writer(self._socket)
