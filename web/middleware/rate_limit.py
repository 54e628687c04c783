"""Rate limits per client and minute, in requests and in points.

A client has a minute's worth at once and gets it back evenly (the generic cell rate algorithm):
there is no edge of a minute at which everybody asks at once.
"""

from __future__ import annotations

import logging
from math import ceil
from time import monotonic
from typing import Any, NamedTuple

import throttled
from redis import AuthenticationError, Redis, RedisError, ResponseError
from throttled import asyncio as waiting
from throttled.exceptions import StoreUnavailableError

from registry import InvalidInput, Problem, Settings
from schema import overdrawn_error
from web.errors import ErrorReason, RequestError
from web.middleware.client_identity import Client

LOG = logging.getLogger("answerable.web")
# Beyond so many clients the one heard of longest ago is forgotten, which lets it begin anew.
_IN_MEMORY = {"MAX_SIZE": 100_000}
_PATIENCE = 0.5
# Connections of our own, so that we may close them.
_SHARED = {
    "SOCKET_TIMEOUT": _PATIENCE,
    "SOCKET_CONNECT_TIMEOUT": _PATIENCE,
    "REUSE_CONNECTION": False,
}
# A shared store that does not answer is left alone for a while, and nobody is refused meanwhile.
_PAUSE = 5.0
_GCRA = throttled.RateLimiterType.GCRA.value


class Quota(NamedTuple):
    """What is left of a limit: its name, how much, and the seconds until there is some."""

    name: str
    left: int
    after: int = 0


class RateLimiter:
    """Counts the requests of clients, and the points that these cost.

    Attributes:
        policy: the limits, as the header ``RateLimit-Policy`` tells them; empty without any.
        shared: whether several processes count together, in a store elsewhere.
        failures: how often the shared store could not be asked.
    """

    def __init__(self, settings: Settings) -> None:
        rates, shared = settings.rates, settings.rate_store
        self._loopback = settings.rate_loopback
        self._most = rates
        here = shared == "memory://"
        self.shared = not here
        self._shared = None if here else (_WaitingStore(shared, _SHARED), _Store(shared, _SHARED))
        self._requests = waiting.Throttled(
            using=_GCRA,
            quota=waiting.per_min(max(rates.requests, 1)),
            store=self._shared[0] if self._shared else waiting.MemoryStore(None, _IN_MEMORY),
            key_prefix="answerable:requests",
        )
        # Questions are charged in the threads that answer them.
        self._points = throttled.Throttled(
            using=_GCRA,
            quota=throttled.per_min(max(rates.points, 1)),
            store=self._shared[1] if self._shared else throttled.MemoryStore(None, _IN_MEMORY),
            key_prefix="answerable:points",
        )
        self._failing = False
        self._paused = 0.0
        self.failures = 0
        self.policy = _format_policy(rates.requests, rates.points)

    def applies_to(self, client: Client) -> bool:
        """Return whether a client is counted."""
        return bool(self.policy) and (self._loopback or not client.local)

    async def count(self, client: Client) -> Quota | None:
        """Count a request; return what is left.

        Raises:
            RequestError: the client has made too many.
        """
        most = self._most.requests
        if not most or not self._may_ask():
            return None
        left = most
        try:
            for name in client.names:
                found = await self._requests.limit(name)
                self._note_success()
                if found.limited:
                    raise RequestError(
                        ErrorReason.REQUESTS, most, max(1, ceil(found.state.retry_after))
                    )
                left = min(left, found.state.remaining)
        except (StoreUnavailableError, RedisError) as error:
            self._note_failure(error)
            return None
        return Quota("requests", left)

    def charge(self, client: Client, cost: int) -> Quota | None:
        """Charge a request; return what is left. It may be called from any thread.

        Raises:
            GraphQLError: the client has too few points left.
        """
        most = self._most.points
        if not most or not self._may_ask():
            return None
        left = most
        try:
            for name in client.names:
                # What costs more than there ever is takes all that there is.
                found = self._points.limit(name, min(cost, most))
                self._note_success()
                if found.limited:
                    raise overdrawn_error(cost, most, max(1, ceil(found.state.retry_after)))
                left = min(left, found.state.remaining)
        except (StoreUnavailableError, RedisError) as error:
            self._note_failure(error)
            return None
        return Quota("points", left)

    def settle(self, client: Client, cost: int) -> Quota | None:
        """Charge what a request cost beyond its price, up to all that the client has left.

        It was answered already, so that nothing is refused; it may be called from any thread.
        """
        left = most = self._most.points
        if not most or not self._may_ask():
            return None
        try:
            for name in client.names:
                found = self._points.limit(name, min(cost, most))
                if found.limited and found.state.remaining > 0:
                    found = self._points.limit(name, found.state.remaining)
                self._note_success()
                left = min(left, found.state.remaining)
        except (StoreUnavailableError, RedisError) as error:
            self._note_failure(error)
            return None
        return Quota("points", left)

    async def close(self) -> None:
        """Close the connections to the shared store, if there is one."""
        if self._shared is not None:
            requests, points = self._shared
            await requests.close()
            points.close()

    def _may_ask(self) -> bool:
        """Return whether to use the store: where it failed, one request per pause tries again."""
        if not self._failing:
            return True
        now = monotonic()
        if now < self._paused:
            return False
        self._paused = now + _PAUSE
        return True

    def _note_success(self) -> None:
        if self._failing:
            self._failing = False
            LOG.warning("clients are counted again: the shared store answers")

    def _note_failure(self, error: Exception) -> None:
        self.failures += 1
        self._paused = monotonic() + _PAUSE
        if not self._failing:
            self._failing = True
            why = error.__cause__ or error
            LOG.warning("clients are not counted: the shared store cannot be asked (%s)", why)


class _WaitingStore(waiting.RedisStore):
    """A Redis store for the event loop."""

    async def close(self) -> None:
        # Its type tells only of what throttled-py itself asks of a client.
        client: Any = self._backend.get_client()
        await client.connection_pool.disconnect()


class _Store(throttled.RedisStore):
    """A Redis store for threads."""

    def close(self) -> None:
        # As above.
        client: Any = self._backend.get_client()
        client.connection_pool.disconnect()


def check_store(settings: Settings) -> None:
    """Check that the shared store, if there is one, lets us count.

    One that cannot be reached is no error: it may come back, and nobody is refused meanwhile.

    Raises:
        InvalidInput: it does not know the password, or has no such database.
    """
    if settings.rate_store == "memory://":
        return
    try:
        store = Redis.from_url(
            settings.rate_store, socket_timeout=_PATIENCE, socket_connect_timeout=_PATIENCE
        )
        with store:
            store.ping()
    except (AuthenticationError, ResponseError, ValueError) as error:
        told = f"the Redis of ANSWERABLE_RATE_STORE refuses us: {error}".rstrip(".")
        remedy = "Give redis://USER:PASSWORD@HOST:PORT/NUMBER as it knows them"
        raise InvalidInput([Problem(message=told, remedy=remedy)]) from error
    except RedisError as error:
        LOG.warning("clients are not counted yet: the shared store cannot be asked (%s)", error)


def _format_policy(requests: int, points: int) -> str:
    """Format the limits by draft-ietf-httpapi-ratelimit-headers-11, section 3."""
    told = [f'"requests";q={requests};w=60'] if requests else []
    if points:
        told.append(f'"points";q={points};w=60;qu="points"')
    return ", ".join(told)
