"""The door of the app: every request gets an id, is counted, noted down, and sometimes refused."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import count
from secrets import token_hex
from time import perf_counter
from typing import Any, TypeAlias

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.errors import Unreadable
from web.middleware.client_identity import client_of
from web.middleware.metrics import Metrics
from web.middleware.rate_limit import Rates
from web.middleware.request_log import KEY, SOCKET, Account, Outcome

Note: TypeAlias = Callable[[dict[str, Any]], None]
Refuse: TypeAlias = Callable[[Scope, Receive, Send, Unreadable], Any]

# Whoever watches over the server must be able to do so whatever else it asks for.
_UNCOUNTED = frozenset(("/-/health", "/-/metrics"))
# As nginx notes a client that went away before its answer.
_LEFT = 499
_OK = 200


class Door:
    """Lets requests in to an app.

    Args:
        app: what answers them.
        rates: what counts clients.
        metrics: what counts requests.
        refuse: how a client that asks too often is told so.
        note: what is told of each request when it has ended; nothing where it is None.
    """

    def __init__(
        self, app: ASGIApp, rates: Rates, metrics: Metrics, refuse: Refuse, note: Note | None
    ) -> None:
        self._app = app
        self._rates = rates
        self._metrics = metrics
        self._refuse = refuse
        self._note = note
        self._numbers = count(1)
        self._name = token_hex(6)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in."""
        started = perf_counter()
        scope[KEY] = account = self._opened(scope)
        self._metrics.began()

        # Each coroutine more would be felt by those whose answer is kept: this only passes one on.
        def sending(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.body":
                account.size += len(message.get("body", b""))
            elif message["type"] == "http.response.start":
                account.status = message["status"]
                headers = [*message["headers"], *self._headers(account)]
                message = {**message, "headers": headers}
            return send(message)

        try:
            if account.rates is None or account.path in _UNCOUNTED:
                await self._app(scope, receive, sending)
            else:
                await self._let_in(account, scope, receive, sending)
        finally:
            account.seconds = perf_counter() - started
            self._closed(account, scope)

    async def _let_in(self, account: Account, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await account.count()
        except Unreadable as error:
            account.reason = error.why.name
            await self._refuse(scope, receive, send, error)
            return
        await self._app(scope, receive, send)

    def greet(self, scope: Scope) -> None:
        """Know who opens a WebSocket: each operation in it is counted, charged and noted too."""
        scope[KEY] = account = self._opened(scope)
        account.end = self._end_operation

    def _opened(self, scope: Scope) -> Account:
        client, given = client_of(scope)
        return Account(
            given or f"{self._name}-{next(self._numbers)}",
            scope.get("method", SOCKET),
            scope["path"],
            client,
            self._rates if self._rates.concern(client) else None,
        )

    def _closed(self, account: Account, scope: Scope) -> None:
        if account.status == 0:
            account.status = _LEFT
            if account.outcome is not None:
                account.outcome = Outcome.LEFT
        if account.route == "unmatched" and (route := scope.get("route")) is not None:
            account.route = route.path
        self._metrics.ended(account)
        if self._note is not None:
            self._note(account.told())

    def _end_operation(self, account: Account) -> None:
        """Note an operation of a WebSocket as a request of its own."""
        account.route, account.status = account.path, _OK
        self._metrics.began()
        self._closed(account, {})

    def _headers(self, account: Account) -> list[tuple[bytes, bytes]]:
        told = [(b"x-request-id", account.request.encode())]
        if account.rates is not None:
            told.append((b"ratelimit-policy", account.rates.policy.encode()))
            if account.quotas:
                left = ", ".join(f'"{quota.name}";r={quota.left}' for quota in account.quotas)
                told.append((b"ratelimit", left.encode()))
        return told
