"""Stop a request before its answer: its time is up, or nobody waits for it any more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil
from threading import Lock
from time import monotonic
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from registry.database import limit_statements

# How often SQLite asks whether to go on, in steps of its virtual machine: about once a millisecond.
STEPS = 20_000
# PostgreSQL's code for a statement that took too long, or that was ended from outside.
_QUERY_CANCELED = "57014"


class RequestDeadline:
    """Stops the statements of one request, in the database itself."""

    def __init__(self, seconds: float, steps: int = STEPS) -> None:
        self._steps = steps
        self._until = monotonic() + seconds
        self._told = False
        self._lock = Lock()
        self._running: Any = None

    @property
    def is_over(self) -> bool:
        """Whether the request is to be executed no longer."""
        return self._told or monotonic() >= self._until

    @property
    def is_cancelled(self) -> bool:
        """Whether it was cancelled, before the time was up or after."""
        return self._told

    def explains(self, error: OperationalError) -> bool:
        """Return whether a statement failed because it was stopped.

        PostgreSQL says so itself, and its clock may be a little ahead of ours.
        """
        return self.is_over or getattr(error.orig, "sqlstate", None) == _QUERY_CANCELED

    def cancel(self) -> None:
        """Cancel the running statement; may be called again until the request has ended.

        SQLite asks by itself. PostgreSQL is told, which reaches only a statement that runs.
        """
        self._told = True
        with self._lock:
            if self._running is not None:
                self._running.cancel_safe(timeout=1.0)

    def _left(self) -> int:
        """Return how many milliseconds a statement may take: whole seconds, and at least one.

        Whole, so that it is the same for all questions, and a connection need not be told each
        time. At least one, because the next statement that changes the limit is still under it: a
        limit of a millisecond would end that one, and the question after this would fail.
        """
        return max(1, ceil(self._until - monotonic())) * 1000

    @contextmanager
    def limit_statements_of(self, connection: Connection) -> Iterator[None]:
        """Stop the statements of a connection when the time is up, for as long as this lasts."""
        driver: Any = connection.connection.driver_connection
        if connection.dialect.name == "sqlite":
            driver.set_progress_handler(lambda: self.is_over, self._steps)
            try:
                yield
            finally:
                driver.set_progress_handler(None, 0)
            return
        limit_statements(connection, self._left())
        with self._lock:
            self._running = driver
        try:
            yield
        finally:
            with self._lock:
                self._running = None
