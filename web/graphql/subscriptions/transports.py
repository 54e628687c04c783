"""The two transports of subscriptions on ``/graphql``, as ASGI."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from registry import Limits, Registry, Settings, Unavailable
from schema import Following, GraphQLRequest
from web.errors import Unreadable, Why
from web.graphql.content_negotiation import JSON, RequestHeaders, read_headers
from web.graphql.request_body import read_body
from web.graphql.request_parsing import from_address, from_json
from web.graphql.responses import refused
from web.graphql.service import AnsweringService
from web.graphql.subscriptions import event_stream
from web.graphql.subscriptions.event_stream import Stream
from web.graphql.subscriptions.hub import Hub
from web.graphql.subscriptions.limits import Bounds
from web.graphql.subscriptions.messages import PROTOCOL
from web.graphql.subscriptions.operations import may_be_followed, opened, start
from web.graphql.subscriptions.websocket import Socket
from web.middleware.request_log import account_of

# A number of 64 bits has no more of them.
_DIGITS = 18


class Subscriptions:
    """Everybody who follows the registry by way of this process.

    ``otherwise`` answers who takes events, but plain answers as well, and asks what has only one.
    """

    def __init__(
        self,
        registry: Registry,
        settings: Settings,
        service: AnsweringService,
        bounds: Bounds,
        otherwise: ASGIApp,
    ) -> None:
        self._hub = Hub(registry, settings, service, bounds)
        self._service = service
        self._otherwise = otherwise
        self._limits = settings.limits

    async def close(self) -> None:
        """Send everybody home: the server ends."""
        await self._hub.close()

    async def socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold a conversation over a WebSocket."""
        await receive()
        if PROTOCOL not in scope["subprotocols"]:
            # Only who is let in can be told why to leave.
            await send({"type": "websocket.accept"})
            await send(_goodbye(4406, "Subprotocol not acceptable"))
            return
        await send({"type": "websocket.accept", "subprotocol": PROTOCOL})
        try:
            with self._hub.seat():
                await Socket(self._hub, account_of(scope), receive, send).run()
        except Unreadable as error:
            await send(_goodbye(1013, str(error)))

    async def stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request by events."""
        headers = read_headers(scope)
        media = headers.media
        try:
            body = (
                await read_body(receive, headers, self._limits)
                if scope["method"] == "POST"
                else b""
            )
            request = self._service.prepare(_request(scope, body, headers, self._limits)).request
            if media is not None and not may_be_followed(request):
                await self._otherwise(scope, _again(body, receive), send)
                return
            with self._hub.seat():
                events = await self._events(request, scope)
                await Stream(self._hub, receive, send).run(events)
        except Unreadable as error:
            await refused(error, media or JSON).send(send)
        except Unavailable:
            await refused(Unreadable(Why.UNAVAILABLE), media or JSON).send(send)

    async def _events(self, request: GraphQLRequest, scope: Scope) -> AsyncGenerator[bytes]:
        resumed = _resumed(scope)
        log = account_of(scope)
        found = await opened(self._hub, request, log)
        if isinstance(found, Following):
            return event_stream.followed(self._hub, found, await start(self._hub, found, resumed))
        if found is not None:
            return event_stream.told(found)
        only_queries = scope["method"] == "GET"
        return event_stream.asked(self._hub, request, log, only_queries=only_queries)


def _request(scope: Scope, body: bytes, headers: RequestHeaders, limits: Limits) -> GraphQLRequest:
    if scope["method"] == "POST":
        return from_json(body, headers.values.get("content-type", ""), limits)
    return from_address(scope["query_string"], limits)


def _resumed(scope: Scope) -> int | None:
    """The number of the last entry that a client had when its connection broke."""
    told = ",".join(Headers(scope=scope).getlist("last-event-id"))
    if not told:
        return None
    if not (told.isascii() and told.isdecimal() and len(told) <= _DIGITS):
        raise Unreadable(Why.LAST_EVENT_ID)
    return int(told)


def _again(body: bytes, receive: Receive) -> Receive:
    """What is received, with a body that was read already."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receiving() -> Message:
        return left.pop() if left else await receive()

    return receiving


def _goodbye(code: int, reason: str) -> Message:
    return {"type": "websocket.close", "code": code, "reason": reason}
