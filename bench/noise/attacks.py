"""What adversaries do within their rates: `python -m bench.noise.attacks PORT SECONDS`.

Each attack has a client address of its own, comes over several connections at once, and waits where
it is told to. What became of its requests is printed as JSON at the end.
"""

from __future__ import annotations

import asyncio
import json
import sys
from base64 import b64encode
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from itertools import count
from typing import TypeAlias
from urllib.parse import quote

from bench.noise.lines import Place, Reply, ask, connect, request

Tally: TypeAlias = Counter[str]
Attack: TypeAlias = Callable[[Place, str, Tally], Awaitable[None]]
NUMBERS = count(1)
_HEAVY = "areas { nodes { name } } entries { number hash payload recordedAt actor role act }"


async def filters(place: Place, address: str, tally: Tally) -> None:
    """Ask with as many conditions as there may be, each time with other words."""
    await _flood(place, address, tally, 8, _filter_question)


async def findings(place: Place, address: str, tally: Tally) -> None:
    """Ask for figures of the whole register, as often as one question may."""
    fields = " ".join(f"a{i}: findings {{ totalCount }}" for i in range(29))
    await _flood(place, address, tally, 8, lambda: _post(f"{{ {fields} }} # {next(NUMBERS)}"))


async def forms(place: Place, address: str, tally: Tally) -> None:
    """Post the form, 45 at once."""

    def post() -> bytes:
        query = quote(f"{{ {_many('proposals', 20)} }} # {next(NUMBERS)}")
        form = "application/x-www-form-urlencoded"
        return request("POST", "/graphql/form", f"query={query}".encode(), content_type=form)

    await _flood(place, address, tally, 45, post)


async def pages(place: Place, address: str, tally: Tally) -> None:
    """Ask for the largest pages, 45 at once, and for addresses at which there is nothing."""
    paths = ("/sitemap.xml", "/sitemap/entries-1.xml", "/sitemap/targets-1.xml", "/", "/a/b/c")
    await _flood(place, address, tally, 45, _in_turn([request("GET", path) for path in paths]))


async def leavers(place: Place, address: str, tally: Tally) -> None:
    """Ask for much and leave after half a second."""

    async def one() -> None:
        while not place.over:
            with suppress(OSError, TimeoutError):
                async with asyncio.timeout(0.5):
                    reply = await ask(place, address, _filter_question())
                    tally[str(reply.status)] += 1
                    await asyncio.sleep(min(reply.after, place.left))
                continue
            tally["left"] += 1

    await asyncio.gather(*(one() for _ in range(8)))


async def changes(place: Place, address: str, tally: Tally) -> None:
    """Follow the changes of the register from its beginning."""
    sent = request("GET", "/data/registry/changes?since=0")
    await _flood(place, address, tally, 8, lambda: sent)


async def followers(place: Place, address: str, tally: Tally) -> None:
    """Subscribe from the beginning, with much to be told of each entry."""

    def subscribe() -> bytes:
        fields = "number hash payload recordedAt actor role act summary content { field value }"
        query = f"subscription {{ entries(since: 0) {{ {fields} }} }} # {next(NUMBERS)}"
        return _post(query, accept="text/event-stream")

    await _flood(place, address, tally, 20, subscribe)


async def halves(place: Place, address: str, tally: Tally) -> None:
    """Begin requests and never end them."""
    await _hold(place, address, tally, 200, b"GET / HTTP/1.1\r\nhost: a\r\n")


async def idle(place: Place, address: str, tally: Tally) -> None:
    """Connect and say nothing."""
    await _hold(place, address, tally, 200, b"")


async def heads(place: Place, address: str, tally: Tally) -> None:
    """Send heads of many megabytes, and those as long as they may be that are dear to read."""
    start = b"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n"
    sent = [
        start + b"x: " + b"a" * 20_000_000,
        start + b"x: y\r\n" * 1_000_000,
        request("GET", "/", accept=",".join("a" for _ in range(30_000))),
        request("GET", "/graphql?query={__typename}", accept="a;q=0" * 10_000),
        request("GET", "/data/", if_none_match=",".join("a" for _ in range(30_000))),
        request("GET", f"/{'a/' * 30_000}"),
        request("GET", f"/graphql?{'a=b&' * 15_000}"),
    ]
    await _flood(place, address, tally, 8, _in_turn(sent))


async def pings(place: Place, address: str, tally: Tally) -> None:
    """Ping over ten WebSockets, and continue a message without end."""
    key = b64encode(b"0123456789abcdef").decode()
    hello = request(
        "GET",
        "/graphql",
        connection="Upgrade",
        upgrade="websocket",
        sec_websocket_key=key,
        sec_websocket_version="13",
        sec_websocket_protocol="graphql-transport-ws",
    )
    pinged = b"\x89\xfd\0\0\0\0" + b"a" * 125
    ponged = b"\x8a\xfd\0\0\0\0" + b"a" * 125
    begun, continued = b"\x01\x80\0\0\0\0", b"\x00\x80\0\0\0\0"

    async def one(frames: bytes) -> None:
        while not place.over:
            with suppress(OSError, TimeoutError):
                async with asyncio.timeout(place.left):
                    await _send_frames(place, address, tally, hello, frames)
            await asyncio.sleep(min(0.5, place.left))

    many = (pinged * 200, ponged * 200, begun + continued * 200)
    await asyncio.gather(*(one(many[i % 3]) for i in range(10)))


ATTACKS: tuple[Attack, ...] = (
    *(filters, findings, forms, pages, leavers, changes, followers),
    *(halves, idle, heads, pings),
)


def _filter_question() -> bytes:
    word = next(NUMBERS)
    conditions = [{"text": f"word {word} {i}"} for i in range(98)]
    query = "query ($f: TargetFilter) { targets(filter: $f, first: 1) { totalCount } }"
    return _post(f"{query} # {word}", {"f": {"or": conditions}})


def _many(field: str, times: int) -> str:
    return " ".join(f"a{i}: {field}(first: 100) {{ nodes {{ id }} }}" for i in range(times))


def _post(query: str, variables: object = None, **headers: str) -> bytes:
    body = json.dumps({"query": query, "variables": variables}).encode()
    return request("POST", "/graphql", body, content_type="application/json", **headers)


def _in_turn(sent: list[bytes]) -> Callable[[], bytes]:
    return lambda: sent[next(NUMBERS) % len(sent)]


async def _flood(
    place: Place, address: str, tally: Tally, connections: int, make: Callable[[], bytes]
) -> None:
    """Ask over several connections, without a pause but those that the server wants."""

    async def one() -> None:
        while not place.over:
            reply: Reply = await ask(place, address, make())
            tally[str(reply.status)] += 1
            tally["bytes"] += reply.size
            await asyncio.sleep(min(reply.after, place.left))

    await asyncio.gather(*(one() for _ in range(connections)))


async def _hold(place: Place, address: str, tally: Tally, connections: int, sent: bytes) -> None:
    """Hold connections open until they are ended, and open others then."""

    async def one() -> None:
        while not place.over:
            with suppress(OSError, TimeoutError):
                async with asyncio.timeout(place.left):
                    reader, writer = await connect(place, address)
                    try:
                        writer.write(sent)
                        while await reader.read(1_000):
                            pass
                        tally["ended"] += 1
                    finally:
                        writer.close()

    await asyncio.gather(*(one() for _ in range(connections)))


async def _send_frames(
    place: Place, address: str, tally: Tally, hello: bytes, frames: bytes
) -> None:
    reader, writer = await connect(place, address)
    try:
        writer.write(hello)
        status = (await reader.readuntil(b"\r\n\r\n"))[9:12].decode()
        tally[status] += 1
        while status == "101" and not reader.at_eof():
            writer.write(frames)
            await writer.drain()
            tally["frames"] += 200
            with suppress(TimeoutError):
                async with asyncio.timeout(0.1):
                    await reader.read(65_536)
        tally["ended"] += 1
    finally:
        writer.close()


def _addresses() -> Iterator[str]:
    return (f"127.0.1.{number}" for number in count(1))


async def attack(port: int, seconds: float, names: list[str]) -> dict[str, Tally]:
    """Carry out the attacks of these names, or all, side by side; return what each met."""
    place = Place(port, asyncio.get_running_loop().time() + seconds)
    chosen = [each for each in ATTACKS if not names or each.__name__ in names]
    tallies = {each.__name__: Counter[str]() for each in chosen}
    await asyncio.gather(
        *(
            each(place, address, tallies[each.__name__])
            for each, address in zip(chosen, _addresses(), strict=False)
        )
    )
    return tallies


if __name__ == "__main__":
    port, seconds, *names = sys.argv[1:]
    print(json.dumps(asyncio.run(attack(int(port), float(seconds), names))))
