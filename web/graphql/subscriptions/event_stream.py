"""GraphQL over SSE: each operation on a connection of its own.

Source: PROTOCOL.md of github.com/enisdenjo/graphql-sse, distinct connections mode.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing, suppress

from starlette.types import Receive, Send

from schema import Answer, GraphQLRequest, SubscriptionPlan
from web.graphql.subscriptions.hub import Hub
from web.graphql.subscriptions.operations import answer_query, follow_entries
from web.middleware.request_log import RequestLog
from web.middleware.security_headers import ALWAYS

_HEADERS = {
    **ALWAYS,
    "cache-control": "no-store",
    "content-type": "text/event-stream; charset=utf-8",
    "vary": "accept, accept-encoding",
    # A proxy that waits for more before it passes anything on would keep everybody waiting.
    "x-accel-buffering": "no",
}
_START = {
    "type": "http.response.start",
    "status": 200,
    "headers": [(name.encode(), value.encode()) for name, value in _HEADERS.items()],
}
_BODY = {"type": "http.response.body"}
_ALIVE = b":\n\n"
_COMPLETE = b"event: complete\ndata:\n\n"


class _StreamEnded(Exception):
    """The client has left or been too slow, or the server ends."""


class EventStream:
    """A response that goes on until one side ends it."""

    def __init__(self, hub: Hub, receive: Receive, send: Send) -> None:
        self._hub = hub
        self._receive = receive
        self._send = send

    async def run(self, events: AsyncGenerator[bytes]) -> None:
        """Send events until there are no more.

        A server that ends completes the response but not the operation: whoever followed comes
        again.
        """
        with suppress(OSError):
            await self._send(dict(_START))
        try:
            async with asyncio.TaskGroup() as tasks, aclosing(events):
                tasks.create_task(self._until_the_client_leaves())
                tasks.create_task(self._until_the_server_ends())
                tasks.create_task(self._show_life())
                async for event in events:
                    await self._send_event(event)
                raise _StreamEnded
        except* _StreamEnded:
            pass
        with suppress(TimeoutError, OSError):
            async with asyncio.timeout(self._hub.bounds.closing):
                await self._send({**_BODY, "body": b"", "more_body": False})

    async def _until_the_client_leaves(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            await asyncio.sleep(0)
        raise _StreamEnded

    async def _until_the_server_ends(self) -> None:
        await self._hub.closing.wait()
        raise _StreamEnded

    async def _show_life(self) -> None:
        while True:
            await asyncio.sleep(self._hub.bounds.quiet)
            await self._send_event(_ALIVE)

    async def _send_event(self, event: bytes) -> None:
        message = {**_BODY, "body": event, "more_body": True}
        try:
            async with asyncio.timeout(self._hub.bounds.sending):
                await self._send(message)
        except (TimeoutError, OSError) as error:
            raise _StreamEnded from error


async def subscription_events(
    hub: Hub, following: SubscriptionPlan, after: int, log: RequestLog
) -> AsyncGenerator[bytes]:
    """Yield the events of a subscription; the first says after which entry it begins.

    A browser keeps an id that comes without an event: if the line breaks before the first one, it
    comes again from there rather than from that later time.
    """
    yield _first_comment(after)
    async with aclosing(follow_entries(hub, following, after, log)) as found:
        async for answer in found:
            if isinstance(answer, Answer):
                yield _next_event(answer.body)
            else:
                number, body = answer
                yield _next_event(body, number)
    yield _COMPLETE


async def single_event(answer: Answer) -> AsyncGenerator[bytes]:
    """Yield the events of a single answer."""
    yield _next_event(answer.body)
    yield _COMPLETE


async def query_events(
    hub: Hub, request: GraphQLRequest, log: RequestLog, *, only_queries: bool
) -> AsyncGenerator[bytes]:
    """Yield the events of a query: its answer, once it is there."""
    yield _next_event((await answer_query(hub, request, log, only_queries=only_queries)).body)
    yield _COMPLETE


def _first_comment(after: int) -> bytes:
    return b":\nid: %d\n\n" % after


def _next_event(body: bytes, number: int | None = None) -> bytes:
    named = b"" if number is None else b"id: %d\n" % number
    return b"event: next\n%sdata: %s\n\n" % (named, body)
