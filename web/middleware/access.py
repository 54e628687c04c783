"""Give every request an id, count and log it, and refuse it where the rate is too high."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import count
from secrets import token_hex
from time import perf_counter
from typing import Any, TypeAlias

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.errors import RequestError
from web.middleware.client_identity import identify_client
from web.middleware.metrics import Metrics
from web.middleware.rate_limit import RateLimiter
from web.middleware.request_log import KEY, SOCKET, Outcome, RequestLog

Note: TypeAlias = Callable[[dict[str, Any]], None]
Refuse: TypeAlias = Callable[[Scope, Receive, Send, RequestError], Any]

# Whoever watches over the server must be able to do so whatever else it asks for.
_UNCOUNTED = frozenset(("/-/health", "/-/metrics"))
# As nginx notes a client that went away before its answer.
_LEFT = 499
_OK = 200
_SWITCHED = 101


class AccessMiddleware:
    """ASGI middleware around the whole app.

    Args:
        app: what answers them.
        rates: what counts clients.
        metrics: what counts requests.
        refuse: how a client that asks too often is told so.
        note: what is told of each request when it has ended; nothing where it is None.
    """

    def __init__(
        self, app: ASGIApp, rates: RateLimiter, metrics: Metrics, refuse: Refuse, note: Note | None
    ) -> None:
        self._app = app
        self._rates = rates
        self._metrics = metrics
        self._refuse = refuse
        self._note = note
        self._numbers = count(1)
        self._name = token_hex(6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count, pass on and log a request."""
        started = perf_counter()
        scope[KEY] = log = self._open_log(scope)
        self._metrics.count_begin()

        # Each coroutine more would be felt by those whose answer is kept: this only passes one on.
        def sending(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.body":
                log.size += len(message.get("body", b""))
            elif message["type"] == "http.response.start":
                log.status = message["status"]
                headers = [*message["headers"], *self._headers(log)]
                message = {**message, "headers": headers}
            return send(message)

        try:
            if log.rates is None or log.path in _UNCOUNTED:
                await self._app(scope, receive, sending)
            else:
                await self._count_and_pass_on(log, scope, receive, sending)
        finally:
            log.seconds = perf_counter() - started
            self._close_log(log, scope)

    async def _count_and_pass_on(
        self, log: RequestLog, scope: Scope, receive: Receive, send: Send
    ) -> None:
        try:
            await log.count()
        except RequestError as error:
            log.reason = error.why.name
            await self._refuse(scope, receive, send, error)
            return
        await self._app(scope, receive, send)

    async def socket(self, scope: Scope, receive: Receive, send: Send, app: ASGIApp) -> None:
        """Count and log a WebSocket, and each operation in it as a request of its own."""
        started = perf_counter()
        scope[KEY] = log = self._open_log(scope)
        log.end = self._end_operation
        self._metrics.count_begin()
        try:
            await log.count()
            log.status = _SWITCHED
            await app(scope, receive, send)
        except RequestError as error:
            log.status, log.reason = error.status, error.why.name
            await _deny(scope, receive, send, error)
        finally:
            log.route, log.seconds = log.path, perf_counter() - started
            self._close_log(log, {})

    def _open_log(self, scope: Scope) -> RequestLog:
        client, given = identify_client(scope)
        return RequestLog(
            given or f"{self._name}-{next(self._numbers)}",
            scope.get("method", SOCKET),
            scope["path"],
            client,
            self._rates if self._rates.applies_to(client) else None,
        )

    def _close_log(self, log: RequestLog, scope: Scope) -> None:
        if log.status == 0:
            log.status = _LEFT
            if log.outcome is not None:
                log.outcome = Outcome.LEFT
        if log.route == "unmatched" and (route := scope.get("route")) is not None:
            log.route = route.path
        self._metrics.count_end(log)
        if self._note is not None:
            self._note(log.as_line())

    def _end_operation(self, log: RequestLog) -> None:
        """Log an operation of a WebSocket as a request of its own."""
        log.route, log.status = log.path, _OK
        self._metrics.count_begin()
        self._close_log(log, {})

    def _headers(self, log: RequestLog) -> list[tuple[bytes, bytes]]:
        told = [(b"x-request-id", log.request.encode())]
        if log.rates is not None:
            told.append((b"ratelimit-policy", log.rates.policy.encode()))
            if log.quotas:
                left = ", ".join(f'"{quota.name}";r={quota.left}' for quota in log.quotas)
                told.append((b"ratelimit", left.encode()))
        return told


async def _deny(scope: Scope, receive: Receive, send: Send, error: RequestError) -> None:
    """Refuse a WebSocket before it is accepted."""
    await receive()
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1013})
        return
    headers = {**error.headers, "content-type": "application/json", "cache-control": "no-store"}
    told = [(name.encode(), value.encode()) for name, value in headers.items()]
    start = {"type": "websocket.http.response.start", "status": error.status, "headers": told}
    await send(start)
    await send({"type": "websocket.http.response.body", "body": error.as_json()})
