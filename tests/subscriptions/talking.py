"""Clients without a network: what a server would pass on, and what it would be given to send."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from starlette.types import Message, Receive, Scope, Send

from registry import Settings
from tests.registry.world import World
from web.graphql.service import AnsweringService
from web.graphql.subscriptions import SubscriptionLimits, Subscriptions

PATIENCE = 60.0
ENTRIES = """subscription ($since: Int, $about: ID) {
  entries(since: $since, about: $about) { number act }
}"""


# The services of the story that is told, which end with it.
SERVICES: list[AnsweringService] = []


async def _plainly(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 299, "headers": []})
    await send({"type": "http.response.body", "body": b"a plain answer"})


def subscriptions(world: World, **bounds: Any) -> Subscriptions:
    """The subscriptions of a registry; what does not want them gets a plain answer."""
    told = Settings(database_url=world.url)
    service = AnsweringService(world.registry, told)
    SERVICES.append(service)
    limits = SubscriptionLimits(**{"looking": 0.02, "again": 0.02, **bounds})
    return Subscriptions(world.registry, told, service, limits, _plainly)


@dataclass
class Line:
    """A connection: what the client sends, and what it is sent."""

    to: asyncio.Queue[Message] = field(default_factory=asyncio.Queue)
    sent: asyncio.Queue[Message] = field(default_factory=asyncio.Queue)
    room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1_000_000))
    offered: list[Message] = field(default_factory=list)

    async def send(self, message: Message) -> None:
        """What the server sends waits for a client that has no room for it."""
        self.offered.append(message)
        await self.room.acquire()
        self.sent.put_nowait(message)

    async def is_offered(self, kind: str) -> None:
        """Wait until the server would send a message of a kind."""
        async with asyncio.timeout(PATIENCE):
            while not any(message["type"] == kind for message in self.offered):
                await asyncio.sleep(0.01)

    async def next(self) -> Message:
        async with asyncio.timeout(PATIENCE):
            return await self.sent.get()


class Talk(Line):
    """A WebSocket."""

    def say(self, kind: str, name: str | None = None, payload: Any = None) -> None:
        told = {"type": kind, "id": name, "payload": payload}
        self.say_text(json.dumps({key: value for key, value in told.items() if value is not None}))

    def say_text(self, text: str) -> None:
        self.to.put_nowait({"type": "websocket.receive", "text": text})

    def subscribe(self, name: str, query: str = ENTRIES, **variables: Any) -> None:
        self.say("subscribe", name, {"query": query, "variables": variables})

    async def hear(self) -> Any:
        """The next message, or the code with which the connection is closed."""
        message = await self.next()
        if message["type"] == "websocket.close":
            return message["code"]
        return json.loads(message["text"])

    async def greet(self) -> None:
        self.say("connection_init")
        assert await self.hear() == {"type": "connection_ack"}

    async def stands(self) -> None:
        """Wait until all that was said before is under way."""
        self.say("ping")
        assert await self.hear() == {"type": "pong"}

    async def numbers(self, count: int) -> list[int]:
        """The numbers of the next entries."""
        return [(await self.hear())["payload"]["data"]["entries"]["number"] for _ in range(count)]


@asynccontextmanager
async def talking(
    served: Subscriptions, protocols: tuple[str, ...] = ("graphql-transport-ws",)
) -> AsyncIterator[Talk]:
    """A WebSocket that is open, and hung up in the end."""
    talk = Talk()
    talk.to.put_nowait({"type": "websocket.connect"})
    scope = {"type": "websocket", "path": "/graphql", "subprotocols": list(protocols)}
    running = asyncio.create_task(served.socket(scope, talk.to.get, talk.send))
    try:
        accepted = await talk.next()
        assert accepted["type"] == "websocket.accept"
        yield talk
    finally:
        talk.to.put_nowait({"type": "websocket.disconnect", "code": 1000})
        async with asyncio.timeout(PATIENCE):
            await running


@dataclass
class Reply(Line):
    """The answer to a request, as far as it has come."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)

    async def begun(self) -> None:
        start = await self.next()
        self.status = start["status"]
        self.headers = {name.decode(): value.decode() for name, value in start["headers"]}

    async def chunk(self) -> str:
        """The next piece of the body; the last is empty."""
        message = await self.next()
        text: str = message["body"].decode()
        assert message.get("more_body", False) or text == "" or self.status != 200
        return text


@asynccontextmanager
async def requesting(
    served: Subscriptions, query: str = ENTRIES, *, method: str = "POST", **told: Any
) -> AsyncIterator[Reply]:
    """A request for events; what is told beside variables are headers."""
    reply = Reply()
    variables = told.pop("variables", {})
    headers = {"accept": "text/event-stream", "content-type": "application/json"}
    headers |= {name.replace("_", "-"): str(value) for name, value in told.items()}
    asked = {"query": query, "variables": variables}
    scope = {
        "type": "http",
        "path": "/graphql",
        "method": method,
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "query_string": urlencode({**asked, "variables": json.dumps(variables)}).encode(),
    }
    reply.to.put_nowait({"type": "http.request", "body": json.dumps(asked).encode()})
    running = asyncio.create_task(served.stream(scope, reply.to.get, reply.send))
    try:
        await reply.begun()
        yield reply
    finally:
        reply.to.put_nowait({"type": "http.disconnect"})
        async with asyncio.timeout(PATIENCE):
            await running


def told(story: Coroutine[Any, Any, None]) -> None:
    """Tell a story to its end, after which nothing may be left running."""

    async def telling() -> None:
        await story
        assert asyncio.all_tasks() == {asyncio.current_task()}

    # A server that many tests ask has threads of its own.
    before = set(threading.enumerate())
    try:
        asyncio.run(telling())
    finally:
        while SERVICES:
            SERVICES.pop().close()
    for thread in set(threading.enumerate()) - before:
        if thread.name.startswith(("request", "stop")):
            thread.join(PATIENCE)
            assert not thread.is_alive()
