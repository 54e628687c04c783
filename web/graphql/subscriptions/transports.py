"""The two transports of subscriptions on ``/graphql``, as ASGI."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from registry import Limits, Registry, Settings, Unavailable
from schema import GraphQLRequest, SubscriptionPlan
from web.errors import ErrorReason, RequestError
from web.graphql.content_negotiation import JSON, RequestHeaders, read_headers
from web.graphql.request_body import read_body
from web.graphql.request_parsing import parse_json_request, parse_query_string
from web.graphql.responses import error_response
from web.graphql.service import AnsweringService
from web.graphql.subscriptions import event_stream
from web.graphql.subscriptions.event_stream import EventStream
from web.graphql.subscriptions.hub import Hub
from web.graphql.subscriptions.limits import SubscriptionLimits
from web.graphql.subscriptions.messages import PROTOCOL
from web.graphql.subscriptions.operations import first_number, may_subscribe, open_subscription
from web.graphql.subscriptions.websocket import WebSocketConnection
from web.middleware.request_log import request_log_of

# A number of 64 bits has no more of them.
_DIGITS = 18


class Subscriptions:
    """The subscriptions of this process, over WebSockets and event streams.

    ``otherwise`` answers who takes events, but plain answers as well, and asks what has only one.
    """

    def __init__(
        self,
        registry: Registry,
        settings: Settings,
        service: AnsweringService,
        bounds: SubscriptionLimits,
        otherwise: ASGIApp,
    ) -> None:
        self._hub = Hub(registry, settings, service, bounds)
        self._service = service
        self._otherwise = otherwise
        self._limits = settings.limits

    async def close(self) -> None:
        """Close all connections: the server ends."""
        await self._hub.close()

    async def socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a WebSocket."""
        await receive()
        if PROTOCOL not in scope["subprotocols"]:
            # Only who is let in can be told why to leave.
            await send({"type": "websocket.accept"})
            await send(_close_message(4406, "Subprotocol not acceptable"))
            return
        await send({"type": "websocket.accept", "subprotocol": PROTOCOL})
        try:
            log = request_log_of(scope)
            with self._hub.reserve_seat(log):
                await WebSocketConnection(self._hub, log, receive, send).run()
        except RequestError as error:
            await send(_close_message(1013, str(error)))

    async def stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Respond by an event stream."""
        headers = read_headers(scope)
        media = headers.media
        try:
            body = (
                await read_body(receive, headers, self._limits)
                if scope["method"] == "POST"
                else b""
            )
            request = self._service.prepare(_request(scope, body, headers, self._limits)).request
            if media is not None and not may_subscribe(request):
                await self._otherwise(scope, _replay_body(body, receive), send)
                return
            with self._hub.reserve_seat(request_log_of(scope)):
                events = await self._events(request, scope)
                await EventStream(self._hub, receive, send).run(events)
        except RequestError as error:
            await error_response(error, media or JSON).send(send)
        except Unavailable:
            await error_response(RequestError(ErrorReason.UNAVAILABLE), media or JSON).send(send)

    async def _events(self, request: GraphQLRequest, scope: Scope) -> AsyncGenerator[bytes]:
        resumed = _read_last_event_id(scope)
        log = request_log_of(scope)
        found = await open_subscription(self._hub, request, log)
        if isinstance(found, SubscriptionPlan):
            return event_stream.subscription_events(
                self._hub, found, await first_number(self._hub, found, resumed), log
            )
        if found is not None:
            return event_stream.single_event(found)
        only_queries = scope["method"] == "GET"
        return event_stream.query_events(self._hub, request, log, only_queries=only_queries)


def _request(scope: Scope, body: bytes, headers: RequestHeaders, limits: Limits) -> GraphQLRequest:
    if scope["method"] == "POST":
        return parse_json_request(body, headers.values.get("content-type", ""), limits)
    return parse_query_string(scope["query_string"], limits)


def _read_last_event_id(scope: Scope) -> int | None:
    """Read the number of the last entry that a client received before its connection broke."""
    told = ",".join(Headers(scope=scope).getlist("last-event-id"))
    if not told:
        return None
    if not (told.isascii() and told.isdecimal() and len(told) <= _DIGITS):
        raise RequestError(ErrorReason.LAST_EVENT_ID)
    return int(told)


def _replay_body(body: bytes, receive: Receive) -> Receive:
    """Return a ``receive`` that replays a body that was read already."""
    left: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receiving() -> Message:
        return left.pop() if left else await receive()

    return receiving


def _close_message(code: int, reason: str) -> Message:
    return {"type": "websocket.close", "code": code, "reason": reason}
