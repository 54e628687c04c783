"""How much each client asks for in a minute: counted, told, and refused where it is too much.

A client has a minute's worth at once and gets it back evenly (the generic cell rate algorithm):
there is no edge of a minute at which everybody asks at once.
"""

from __future__ import annotations

import logging
from math import ceil
from time import monotonic
from typing import NamedTuple

import throttled
from redis import RedisError
from throttled import asyncio as waiting
from throttled.exceptions import StoreUnavailableError

from registry import Settings
from schema import overdrawn
from web.clients import Client
from web.refusals import Unreadable, Why

LOG = logging.getLogger("answerable.web")
# Beyond so many clients the one heard of longest ago is forgotten, which lets it begin anew.
_IN_MEMORY = {"MAX_SIZE": 100_000}
_SHARED = {"SOCKET_TIMEOUT": 0.5, "SOCKET_CONNECT_TIMEOUT": 0.5}
# A shared store that does not answer is left alone for a while, and nobody is refused meanwhile.
_PAUSE = 5.0
_GCRA = throttled.RateLimiterType.GCRA.value


class Quota(NamedTuple):
    """What a limit leaves a client: its name, how much, and the seconds until there is some."""

    name: str
    left: int
    after: int = 0


class Rates:
    """Counts the requests of clients, and the points that their questions cost.

    Attributes:
        policy: the limits, as the header ``RateLimit-Policy`` tells them; empty without any.
        failures: how often the shared store could not be asked.
    """

    def __init__(self, settings: Settings) -> None:
        rates, shared = settings.rates, settings.rate_store
        self._loopback = settings.rate_loopback
        self._most = rates
        in_memory = shared == "memory://"
        store = waiting.MemoryStore(None, _IN_MEMORY) if in_memory else _redis(shared)
        self._requests = waiting.Throttled(
            using=_GCRA,
            quota=waiting.per_min(max(rates.requests, 1)),
            store=store,
            key_prefix="answerable:requests",
        )
        # Questions are charged in the threads that answer them.
        self._points = throttled.Throttled(
            using=_GCRA,
            quota=throttled.per_min(max(rates.points, 1)),
            store=(
                throttled.MemoryStore(None, _IN_MEMORY)
                if in_memory
                else throttled.RedisStore(shared, {**_SHARED})
            ),
            key_prefix="answerable:points",
        )
        self._paused = 0.0
        self.failures = 0
        self.policy = _policy(rates.requests, rates.points)

    def concern(self, client: Client) -> bool:
        """Whether anything that a client does is counted."""
        return bool(self.policy) and (self._loopback or not client.local)

    async def count(self, client: Client) -> Quota | None:
        """Count a request; what is left.

        Raises:
            Unreadable: the client has made too many.
        """
        most = self._most.requests
        if not most or self._is_paused():
            return None
        left = most
        try:
            for name in client.names:
                found = await self._requests.limit(name)
                if found.limited:
                    raise Unreadable(Why.REQUESTS, most, max(1, ceil(found.state.retry_after)))
                left = min(left, found.state.remaining)
        except (StoreUnavailableError, RedisError) as error:
            self._pause(error)
            return None
        return Quota("requests", left)

    def charge(self, client: Client, cost: int) -> Quota | None:
        """Charge a question; what is left. It may be called from any thread.

        Raises:
            GraphQLError: the client has too few points left.
        """
        most = self._most.points
        if not most or self._is_paused():
            return None
        left = most
        try:
            for name in client.names:
                # What costs more than there ever is takes all that there is.
                found = self._points.limit(name, min(cost, most))
                if found.limited:
                    raise overdrawn(cost, most, max(1, ceil(found.state.retry_after)))
                left = min(left, found.state.remaining)
        except (StoreUnavailableError, RedisError) as error:
            self._pause(error)
            return None
        return Quota("points", left)

    def _is_paused(self) -> bool:
        return monotonic() < self._paused

    def _pause(self, error: Exception) -> None:
        self.failures += 1
        self._paused = monotonic() + _PAUSE
        LOG.warning("clients are not counted: the shared store cannot be asked (%s)", error)


def _redis(address: str) -> waiting.RedisStore:
    return waiting.RedisStore(address, {**_SHARED})


def _policy(requests: int, points: int) -> str:
    """The limits as draft-ietf-httpapi-ratelimit-headers-11, section 3, writes them."""
    told = [f'"requests";q={requests};w=60'] if requests else []
    if points:
        told.append(f'"points";q={points};w=60;qu="points"')
    return ", ".join(told)
