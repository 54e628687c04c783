"""What a stranger waits for: a small question that nobody asked before, and the health check."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from itertools import count
from time import perf_counter
from typing import Any

from bench.noise.lines import Place, ask, request

_PACE = 0.1
NUMBERS = count(1)


async def listen(port: int, seconds: float) -> dict[str, Any]:
    """Ask ten times a second, for so many seconds; return the milliseconds that it took."""
    place = Place(port, asyncio.get_running_loop().time() + seconds)
    questions, healths = await asyncio.gather(
        _time(place, _question), _time(place, lambda: request("GET", "/-/health"))
    )
    return {"question": summarise(questions), "health": summarise(healths)}


def summarise(milliseconds: list[float]) -> dict[str, float]:
    """Return how many there were, and what half, 99 of 100 and the slowest took."""
    ordered = sorted(milliseconds)
    told: dict[str, float] = {"count": len(ordered)}
    for name, part in (("p50", 0.5), ("p99", 0.99), ("max", 1.0)):
        told[name] = round(ordered[min(len(ordered) - 1, int(part * len(ordered)))], 1)
    return told


async def _time(place: Place, make: Callable[[], bytes]) -> list[float]:
    """Send requests at an even pace, whether or not the ones before were answered."""
    under_way: list[asyncio.Task[float]] = []
    while not place.over:
        under_way.append(asyncio.create_task(_time_one(place, make())))
        await asyncio.sleep(_PACE)
    return list(await asyncio.gather(*under_way))


async def _time_one(place: Place, sent: bytes) -> float:
    # Each comes from an address of its own: a stranger is somebody who asks for the first time.
    number = next(NUMBERS)
    begun = perf_counter()
    reply = await ask(place, f"127.0.{2 + number // 250}.{1 + number % 250}", sent)
    if reply.status != 200:
        raise SystemExit(f"a stranger was answered with {reply.status}")
    return (perf_counter() - begun) * 1000


def _question() -> bytes:
    query = f"{{ targets(first: 3) {{ nodes {{ reference title }} }} }} # {next(NUMBERS)}"
    return request("POST", "/graphql", _as_json(query), content_type="application/json")


def _as_json(query: str) -> bytes:
    return f'{{"query": "{query}"}}'.encode()
