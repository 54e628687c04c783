"""What is no question takes its turn as questions do: as long as somebody waits, and charged."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from time import perf_counter, thread_time
from typing import Any, TypeVar

from graphql import GraphQLError
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive

from registry import ReadSession, Settings
from registry.ledger import read_position
from schema import RequestDeadline
from web.errors import ErrorReason, RequestError
from web.middleware.request_log import RequestLog, request_log_of
from web.site.context import site_of

T = TypeVar("T")
_KEY = "answerable.turn"
# Whoever has no point left does not begin.
_LEAST = 1


@dataclass(slots=True)
class Turn:
    """A piece of work for a client.

    Attributes:
        stop: ends its statements.
        paid: the points that it has cost.
        waited: for how many seconds a database elsewhere worked for it.
    """

    settings: Settings
    log: RequestLog
    stop: RequestDeadline
    paid: int = 0
    waited: float = 0.0

    def pay(self, points: int) -> None:
        """Charge the client.

        Raises:
            RequestError: it has too few points left.
        """
        self.paid += points
        if self.log.charge is None:
            return
        try:
            self.log.charge(points)
        except GraphQLError as error:
            after = (error.extensions or {})["retryAfter"]
            raise RequestError(ErrorReason.POINTS, after=after) from error

    @contextmanager
    def measure(self) -> Iterator[None]:
        """Charge the client what this takes beyond what was paid for it."""
        begun = thread_time()
        try:
            yield
        finally:
            seconds = thread_time() - begun + self.waited
            self.log.charge_seconds(seconds, self.paid, self.settings.rates.second)


def turn_of(request: Request) -> Turn:
    """Return the turn in which a request is being worked on."""
    turn: Turn = request.scope[_KEY]
    return turn


def in_turn(respond: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
    """Make an endpoint of a function that responds: it is run in a thread, in its turn."""

    @wraps(respond)
    async def endpoint(request: Request) -> Response:
        return await run_in_turn(request, respond, request.receive)

    return endpoint


async def run_in_turn(
    request: Request, work: Callable[[Request], T], receive: Receive | None = None
) -> T:
    """Return what some work for a client returns.

    Args:
        request: what was asked.
        work: is run in a thread, with the request.
        receive: tells when the client is gone; without it, the caller cancels.

    Raises:
        ClientDisconnect: the client is gone.
        RequestError: it has no points left, or the work took too long.
    """
    site, log = site_of(request), request_log_of(request.scope)

    def run(stop: RequestDeadline) -> tuple[T]:
        request.scope[_KEY] = turn = Turn(site.settings, log, stop)
        turn.pay(_LEAST)
        with turn.measure():
            return (work(request),)

    result = await site.service.run(run, log.counted_name, receive)
    if result is None:
        raise ClientDisconnect
    return result[0]


@contextmanager
def read_record(request: Request) -> Iterator[ReadSession]:
    """Open a snapshot of the record that is read within the turn of a request.

    Raises:
        RequestError: that takes too long.
        Unavailable: the database cannot be read.
    """
    turn = turn_of(request)
    with site_of(request).registry.reading_lazily() as session:
        connection = session.connection
        if connection.dialect.name != "sqlite":
            _add_waits(connection, turn)
        with turn.stop.limit_statements_of(connection):
            try:
                # It begins the snapshot, and fails where nothing is set up.
                read_position(connection)
                yield session
            except OperationalError as error:
                if not turn.stop.explains(error):
                    raise
                raise RequestError(ErrorReason.SECONDS) from error


def _add_waits(connection: Connection, turn: Turn) -> None:
    """Add to a turn how long its statements are waited for."""
    begun = 0.0

    def begin(*_: Any) -> None:
        nonlocal begun
        begun = perf_counter()

    def end(*_: Any) -> None:
        turn.waited += perf_counter() - begun

    event.listen(connection, "before_cursor_execute", begin)
    event.listen(connection, "after_cursor_execute", end)
