"""Clients that are not ours, a server on a port, and another process that records."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from gql import Client, GraphQLRequest, gql
from gql.transport.exceptions import TransportQueryError
from gql.transport.websockets import WebsocketsTransport
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

from registry import Settings
from tests.registry.world import World, setting, target
from tests.subscriptions.talking import ENTRIES, PATIENCE
from tests.support.packages import write_package
from tests.support.serving import serve

HERE = len(setting())
NEW = 40
PARTNERS = (
    "reference,standing,source,name,kind\n",
    *(f"P{number},FICTIONAL,S,Partner {number},OTHER\n" for number in range(NEW)),
)
TRANSPORT = Subprotocol("graphql-transport-ws")


@contextmanager
def importing(world: World, folder: Path) -> Iterator[None]:
    """Another process that records a package's acts meanwhile."""
    package = write_package(folder / "package", {"partners": "".join(PARTNERS)})
    program = [sys.executable, "-c", "import cli; cli.main()", "import", str(package)]
    variables = {**os.environ, "ANSWERABLE_DATABASE_URL": world.url}
    with subprocess.Popen(program, env=variables, stdout=subprocess.DEVNULL) as process:
        yield
        assert process.wait() == 0


def subscription(since: int) -> GraphQLRequest:
    return GraphQLRequest(gql(ENTRIES), variable_values={"since": since})


def test_a_python_client_follows_what_another_process_imports(world: World, tmp_path: Path) -> None:
    async def story(address: str) -> list[int]:
        seen: list[int] = []
        transport = WebsocketsTransport(f"ws://{address}/graphql", subprotocols=[TRANSPORT])
        async with Client(transport=transport) as session:
            answers = session.subscribe(subscription(HERE - 2))
            with importing(world, tmp_path):
                async for answer in answers:
                    seen.append(answer["entries"]["number"])
                    if len(seen) == 2 + NEW:
                        break
            assert (await session.execute(gql("{ meta { entries } }"))) == {
                "meta": {"entries": HERE + NEW}
            }
            await answers.aclose()
        return seen

    with serve(Settings(database_url=world.url)) as (_, address):
        assert asyncio.run(asyncio.wait_for(story(address), PATIENCE)) == [
            *range(HERE - 1, HERE + NEW + 1)
        ]


def test_a_python_client_is_told_why_it_is_refused(embedded: World) -> None:
    async def story(address: str) -> None:
        transport = WebsocketsTransport(f"ws://{address}/graphql", subprotocols=[TRANSPORT])
        async with Client(transport=transport) as session:
            refused = session.subscribe(gql("subscription { entries { nope } }"))
            with pytest.raises(TransportQueryError) as told:
                await anext(refused)
        assert told.value.errors is not None
        assert told.value.errors[0]["extensions"]["reason"] == "INVALID"

    with serve(Settings(database_url=embedded.url)) as (_, address):
        asyncio.run(asyncio.wait_for(story(address), PATIENCE))


def test_events_tell_what_another_process_imports(world: World, tmp_path: Path) -> None:
    asked = {"query": ENTRIES, "variables": {"since": HERE - 2}}
    headers = {"accept": "text/event-stream"}
    seen: list[int] = []
    with (
        serve(Settings(database_url=world.url)) as (_, address),
        httpx.stream(
            "POST", f"http://{address}/graphql", json=asked, headers=headers, timeout=60
        ) as answer,
        importing(world, tmp_path),
    ):
        for line in answer.iter_lines():
            seen += [int(line.removeprefix("id: "))] if line.startswith("id: ") else []
            if len(seen) == 3 + NEW:
                break
    # The first is where it begins, and no event.
    assert seen == [*range(HERE - 2, HERE + NEW + 1)]


def test_a_server_that_ends_lets_everybody_go(world: World) -> None:
    async def story() -> None:
        with serve(Settings(database_url=world.url)) as (served, address):
            async with (
                connect(f"ws://{address}/graphql", subprotocols=[TRANSPORT]) as line,
                httpx.AsyncClient(timeout=60) as client,
                client.stream(
                    "GET",
                    f"http://{address}/graphql",
                    params={"query": "subscription { entries { number } }"},
                    headers={"accept": "text/event-stream"},
                ) as events,
            ):
                await line.send('{"type": "connection_init"}')
                assert await line.recv() == '{"type":"connection_ack"}'
                chunks = events.aiter_text()
                assert (await anext(chunks)).startswith(":\nid: ")

                served.should_exit = True

                assert [chunk async for chunk in chunks] == []
                with pytest.raises(ConnectionClosed) as closed:
                    await line.recv()
                assert closed.value.rcvd is not None
                assert closed.value.rcvd.code == 1001

    asyncio.run(asyncio.wait_for(story(), PATIENCE))


@pytest.mark.parametrize(
    ("protocol", "message", "code"),
    [
        (Subprotocol("graphql-ws"), None, 4406),
        (TRANSPORT, "[" * 70_000, 1009),
        (TRANSPORT, "no message", 4400),
    ],
)
def test_what_is_not_allowed_is_refused_on_the_line(
    embedded: World, protocol: Subprotocol, message: str | None, code: int
) -> None:
    async def story(address: str) -> None:
        async with connect(f"ws://{address}/graphql", subprotocols=[protocol]) as line:
            if message is not None:
                await line.send(message)
            with pytest.raises(ConnectionClosed) as closed:
                await line.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == code

    with serve(Settings(database_url=embedded.url)) as (_, address):
        asyncio.run(asyncio.wait_for(story(address), PATIENCE))


def test_any_page_may_connect(embedded: World) -> None:
    async def story(address: str) -> None:
        line = connect(
            f"ws://{address}/graphql", subprotocols=[TRANSPORT], origin=Origin("https://a.page")
        )
        async with line as told:
            await told.send('{"type": "connection_init"}')
            assert await told.recv() == '{"type":"connection_ack"}'

    with serve(Settings(database_url=embedded.url)) as (_, address):
        asyncio.run(asyncio.wait_for(story(address), PATIENCE))


def test_a_post_that_does_not_take_events_is_told_what_to_do(embedded: World) -> None:
    embedded.record(target("T2"))
    with serve(Settings(database_url=embedded.url)) as (_, address):
        answer = httpx.post(f"http://{address}/graphql", json={"query": ENTRIES})
        assert answer.json()["errors"][0]["extensions"] == {
            "code": "BAD_USER_INPUT",
            "reason": "SUBSCRIPTION",
        }
