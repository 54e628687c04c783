"""Serve one WebSocket: one task per operation, none left when it closes."""

from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing, suppress

import orjson
from starlette.types import Message, Receive, Send

from registry import Unavailable
from schema import Answer, GraphQLRequest, SubscriptionPlan
from web.errors import ErrorReason, RequestError
from web.graphql.subscriptions.hub import Hub
from web.graphql.subscriptions.messages import (
    ClientMessage,
    CloseConnection,
    read_message,
    server_message,
)
from web.graphql.subscriptions.operations import (
    answer_query,
    first_number,
    follow_entries,
    open_subscription,
)
from web.middleware.request_log import RequestLog

LOG = logging.getLogger("answerable.web")


class WebSocketConnection:
    """A connection that was accepted, until one side closes it."""

    def __init__(self, hub: Hub, log: RequestLog, receive: Receive, send: Send) -> None:
        self._hub = hub
        self._log = log
        self._receive = receive
        self._raw_send = send
        self._operations: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Serve until one side closes; that ends all operations."""
        ended = CloseConnection()
        try:
            async with asyncio.TaskGroup() as self._tasks:
                self._tasks.create_task(self._until_the_server_ends())
                await self._converse()
        except* CloseConnection as group:
            [ended, *_] = (e for e in group.exceptions if isinstance(e, CloseConnection))
        except* Exception:  # whatever goes wrong inside: the client is told, but not what
            LOG.exception("a socket broke")
            ended = CloseConnection(1011, "Something went wrong here; it has been noted")
        if ended.code is not None:
            await self._close(ended.code, ended.reason)

    async def _until_the_server_ends(self) -> None:
        await self._hub.closing.wait()
        raise CloseConnection(1001, "The server ends; subscribe again with since")

    async def _converse(self) -> None:
        try:
            async with asyncio.timeout(self._hub.bounds.greeting):
                while not await self._greet(await self._receive_message()):
                    pass
        except TimeoutError as error:
            raise CloseConnection(4408, "Connection initialisation timeout") from error
        try:
            async with asyncio.timeout(self._hub.bounds.asking) as deadline:
                while True:
                    said = await self._receive_message()
                    if said.kind == "subscribe":
                        deadline.reschedule(None)
                    await self._handle(said)
        except TimeoutError as error:
            raise CloseConnection(
                4408, "Nothing was asked; connect again with a question"
            ) from error

    async def _receive_message(self) -> ClientMessage:
        """Receive a message; each but the greeting is counted as a request."""
        said = read_message(await self._receive(), self._hub.settings.limits)
        # An operation that is refused is told so, and its connection stays.
        if said.kind not in ("connection_init", "subscribe"):
            try:
                await self._log.count()
            except RequestError as error:
                raise CloseConnection(1013, str(error)) from error
        return said

    async def _greet(self, said: ClientMessage) -> bool:
        if said.kind == "subscribe":
            raise CloseConnection(4401, "Unauthorized")
        if said.kind == "connection_init":
            await self._send(server_message("connection_ack"))
            return True
        if said.kind == "ping":
            await self._send(server_message("pong"))
        return False

    async def _handle(self, said: ClientMessage) -> None:
        if said.kind == "connection_init":
            raise CloseConnection(4429, "Too many initialisation requests")
        if said.kind == "ping":
            await self._send(server_message("pong"))
        elif said.kind == "complete":
            task = self._operations.pop(said.id, None)
            if task is not None:
                task.cancel()
        elif said.question is not None:
            await self._subscribe(said.id, said.question)

    async def _subscribe(self, name: str, question: GraphQLRequest) -> None:
        """Begin an operation before the next message is read: a ping tells that it stands."""
        if name in self._operations:
            raise CloseConnection(4409, f"Subscriber for {name} already exists")
        try:
            if len(self._operations) >= self._hub.bounds.operations:
                raise RequestError(ErrorReason.SUBSCRIPTIONS)
            await self._log.count()
            question = self._hub.service.prepare(question).request
            found = await open_subscription(self._hub, question, self._log)
            after = (
                await first_number(self._hub, found) if isinstance(found, SubscriptionPlan) else 0
            )
        except RequestError as error:
            found = Answer(None, (error.error,))
        except Unavailable:
            found = Answer(None, (RequestError(ErrorReason.UNAVAILABLE).error,))
        if isinstance(found, Answer):
            await self._send(server_message("error", name, found.errors))
            return
        work = (
            self._answer_query(name, question)
            if found is None
            else self._follow(name, found, after)
        )
        task = self._tasks.create_task(work)
        self._operations[name] = task
        task.add_done_callback(lambda done: self._forget(name, done))

    def _forget(self, name: str, done: asyncio.Task[None]) -> None:
        # The id may be another operation's by now.
        if self._operations.get(name) is done:
            del self._operations[name]

    async def _follow(self, name: str, following: SubscriptionPlan, after: int) -> None:
        async with aclosing(follow_entries(self._hub, following, after, self._log)) as found:
            async for answer in found:
                if isinstance(answer, Answer):
                    await self._finish(name, server_message("error", name, answer.errors))
                    return
                await self._send(server_message("next", name, orjson.Fragment(answer[1])))

    async def _answer_query(self, name: str, question: GraphQLRequest) -> None:
        with self._log.track_operation(name) as log:
            answer = await answer_query(self._hub, question, log, only_queries=False)
            log.size = len(answer.body)
        if answer.is_refused:
            await self._finish(name, server_message("error", name, answer.errors))
            return
        await self._send(server_message("next", name, orjson.Fragment(answer.body)))
        await self._finish(name, server_message("complete", name))

    async def _finish(self, name: str, message: Message) -> None:
        """End an operation: the id is free before the client hears of it."""
        self._operations.pop(name, None)
        await self._send(message)

    async def _send(self, message: Message) -> None:
        """Send a message, as soon as the client has room for it.

        Raises:
            CloseConnection: it has had none for too long, or is gone.
        """
        try:
            async with asyncio.timeout(self._hub.bounds.sending):
                await self._raw_send(message)
        except TimeoutError as error:
            raise CloseConnection(1013, "Too slow; subscribe again with since") from error
        except OSError as error:
            raise CloseConnection from error

    async def _close(self, code: int, reason: str) -> None:
        """Send a close frame, if the client still takes it."""
        with suppress(TimeoutError, OSError):
            async with asyncio.timeout(self._hub.bounds.closing):
                await self._raw_send({"type": "websocket.close", "code": code, "reason": reason})
