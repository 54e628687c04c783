"""The log of one request, from the moment when it comes in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from time import perf_counter
from typing import Any
from urllib.parse import quote

from graphql import GraphQLError
from starlette.types import Scope

from schema import Answer, Charge
from web.middleware.client_identity import Client, identify_client
from web.middleware.rate_limit import Quota, RateLimiter

KEY = "answerable.log"
# So much of an operation's id, which its client chose, is noted.
_NAME = 50
SOCKET = "WEBSOCKET"
"""What stands for the method of a request that opens a WebSocket."""


class Outcome(StrEnum):
    """What became of a GraphQL request."""

    ANSWERED = "answered"
    KEPT = "kept"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    LEFT = "left"


@dataclass(slots=True)
class RequestLog:
    """The log of one request.

    Attributes:
        request: its id, which the answer tells too.
        rates: what counts its client; None where nothing does.
        route: the pattern of its address, of which there are few.
        size: the bytes of the answer's body.
        document: the SHA-256 of the question's document.
        end: notes an operation; None where nobody reads of it.
        cost: what the question cost in points; nothing where nothing had to be worked out.
    """

    request: str
    method: str
    path: str
    client: Client
    rates: RateLimiter | None = None
    route: str = "unmatched"
    status: int = 0
    size: int = 0
    seconds: float = 0.0
    outcome: Outcome | None = None
    reason: str | None = None
    operation: str | None = None
    document: str | None = None
    cost: int = 0
    quotas: tuple[Quota, ...] = ()
    end: Callable[[RequestLog], None] | None = None

    @contextmanager
    def track_operation(self, name: str) -> Iterator[RequestLog]:
        """Log one operation in a WebSocket by itself, when it ends."""
        log = replace(self, request=f"{self.request}.{name[:_NAME]}")
        started = perf_counter()
        try:
            yield log
        finally:
            log.seconds = perf_counter() - started
            if self.end is not None:
                self.end(log)

    async def count(self) -> None:
        """Count a request of the client.

        Raises:
            RequestError: it has asked too often.
        """
        if self.rates is not None:
            self._note_quota(await self.rates.count(self.client))

    @property
    def counted_name(self) -> str | None:
        """Under what the client is counted; None where it is not."""
        return None if self.rates is None else self.client.address

    async def pay_when_possible(self, cost: int) -> None:
        """Charge the client; wait until it has so many points."""
        while (charge := self.charge) is not None:
            try:
                if self.charge_waits:
                    await asyncio.to_thread(charge, cost)
                else:
                    charge(cost)
            except GraphQLError as error:
                await asyncio.sleep((error.extensions or {}).get("retryAfter", 1))
            else:
                return

    @property
    def charge(self) -> Charge | None:
        """What charges the client; None where it is not limited."""
        return None if self.rates is None else self._charge

    @property
    def charge_waits(self) -> bool:
        """Whether charging takes a round trip, for which a thread has to wait."""
        return self.rates is not None and self.rates.shared

    def _charge(self, cost: int) -> None:
        assert self.rates is not None
        # A question is charged in parts: to be read, to be answered, and what it took beyond that.
        self._note_quota(self.rates.charge(self.client, cost))

    def _note_quota(self, quota: Quota | None) -> None:
        if quota is not None:
            self.quotas = (*(q for q in self.quotas if q.name != quota.name), quota)

    def settle(self, answer: Answer) -> None:
        """Charge the client what an answer cost beyond its price."""
        more = (answer.actual or 0) - answer.cost
        if self.rates is not None and more > 0:
            self._note_quota(self.rates.settle(self.client, more))

    async def settle_seconds(self, seconds: float, paid: int, per_second: int) -> None:
        """Charge the client what some work took beyond what was paid for it."""
        if self.charge_waits:
            await asyncio.to_thread(self.charge_seconds, seconds, paid, per_second)
        else:
            self.charge_seconds(seconds, paid, per_second)

    def charge_seconds(self, seconds: float, paid: int, per_second: int) -> None:
        """Charge the same from a thread, which may wait for a shared store."""
        more = int(seconds * per_second) - paid
        if self.rates is not None and more > 0:
            self._note_quota(self.rates.settle(self.client, more))

    def note_answer(self, answer: Answer) -> None:
        """Note the outcome of an answer."""
        self.cost = max(answer.cost, answer.actual or 0)
        self.outcome = Outcome.REFUSED if answer.data is None else Outcome.ANSWERED
        if answer.errors:
            self.reason = str(answer.errors[0]["extensions"]["reason"])

    def note_refusal(self, reason: str) -> None:
        """Note why the request was refused."""
        self.outcome, self.reason = Outcome.REFUSED, reason

    def as_line(self) -> dict[str, Any]:
        """Return the line of the log, without what is not known."""
        path = self.path
        # Control characters must not reach a terminal.
        told: dict[str, Any] = {
            "request": self.request,
            "method": self.method,
            "path": path if path.isascii() and path.isprintable() else quote(path),
            "status": self.status,
            "bytes": self.size,
            "ms": round(self.seconds * 1000, 2),
            "client": self.client.shown,
        }
        if self.client.token is not None:
            told["token"] = self.client.token[:12]
        if self.outcome is not None:
            told["outcome"] = self.outcome
            if self.reason:
                told["reason"] = self.reason
            if self.operation:
                told["operation"] = self.operation
            if self.document:
                told["document"] = self.document
            if self.cost:
                told["cost"] = self.cost
        return told


def request_log_of(scope: Scope) -> RequestLog:
    """Return the log of a request; one that nobody reads where nothing keeps any."""
    found: RequestLog | None = scope.get(KEY)
    if found is None:
        found = RequestLog(
            "", scope.get("method", SOCKET), scope["path"], identify_client(scope)[0]
        )
    return found
