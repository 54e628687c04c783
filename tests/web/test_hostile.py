"""Ten thousand requests that mean harm: each is answered, soon, and nothing of it stays.

This is the one place where a test measures time, because the time is what is promised.
"""

import asyncio
import gc
import resource
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from time import process_time

import pytest
from starlette.types import ASGIApp, Message, Scope

import web
from registry import Settings
from tests.web.hostile import Attack, attacks, posted
from web.application import App
from web.server import settle

SEED = 2009
COUNT = 10_000
# Seconds of CPU that one request may take. One that takes longer is measured again, as a request
# that was never seen, and the least counts: a neighbour who takes the processor's caches makes the
# same work take longer, three times as long as seen here, and so does garbage of others that is
# collected just then. Neighbours come and go: each time is a little apart from the one before.
SHORT = 0.1
AGAIN = 6
APART = 0.5
# By then most is there that the server keeps in memory. The bytes of kept answers go on to fill
# their room, by 19 MB as measured.
WARM = 6_000
MEMORY = 32_000_000


@pytest.fixture
def app(settings: Settings) -> Iterator[App]:
    app = web.app(settings)
    yield app
    app.endpoint.close()
    app.state.site.registry.close()


async def sent(app: ASGIApp, attack: Attack) -> tuple[int, bytes]:
    """Send a request; the status and the body of the answer."""
    parts = list(attack.parts) or [b""]
    waiting = asyncio.Event()
    answered: list[Message] = []

    async def receive() -> Message:
        if not parts:
            await waiting.wait()
        return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

    async def send(message: Message) -> None:
        answered.append(message)

    scope: Scope = {
        "type": "http",
        "http_version": "1.1",
        "method": attack.method,
        "scheme": "http",
        "path": "/graphql",
        "raw_path": b"/graphql",
        "root_path": "",
        "query_string": attack.address,
        "headers": [*attack.headers],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 8_000),
    }
    await app(scope, receive, send)
    body = b"".join(message.get("body", b"") for message in answered)
    return answered[0]["status"], body


async def measured(app: ASGIApp, attack: Attack) -> tuple[int, bytes, float]:
    started = process_time()
    status, body = await sent(app, attack)
    return status, body, process_time() - started


def resident() -> int:
    """Bytes of memory that the process has had at the most, so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1_024


async def bombarded(app: App) -> tuple[dict[str, float], list[str], Counter[int], int]:
    """The slowest of each kind, what failed, all statuses, and by how much memory has grown."""
    slowest: dict[str, float] = {}
    failed: list[str] = []
    statuses: Counter[int] = Counter()
    before = 0
    for number, attack in enumerate(attacks(SEED, COUNT)):
        status, body, took = await measured(app, attack)
        for again in range(AGAIN):
            if took <= SHORT:
                break
            await asyncio.sleep(APART)
            took = min(took, (await measured(app, unseen(attack, again + 1)))[2])
        slowest[attack.kind] = max(slowest.get(attack.kind, 0), took)
        statuses[status] += 1
        if status >= 500:
            failed.append(f"{attack.kind}: {attack.parts or attack.address!r:.300}: {body!r:.300}")
        if number == WARM:
            before = resident()
    return slowest, failed, statuses, resident() - before


def unseen(attack: Attack, times: int) -> Attack:
    """The same request with other words in its comment: neither plan nor answer is kept for it."""
    parts = tuple(part.replace(b" # 0.", b" # %d." % times) for part in attack.parts)
    address = attack.address.replace(b"+%23+0.", b"+%%23+%d." % times)
    return replace(attack, parts=(*parts, b" " * times), address=address)


def test_ten_thousand_hostile_requests_are_answered_soon_and_leave_nothing(app: App) -> None:
    asyncio.run(sent(app, posted("first", "{ __typename }")))
    before = gc.get_threshold()
    settle()
    try:
        slowest, failed, statuses, grown = asyncio.run(bombarded(app))
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)

    assert failed == []
    assert {k: took for k, took in slowest.items() if took > SHORT} == {}
    assert set(statuses) == {200, 204, 400, 405, 406, 413, 415}
    assert statuses.total() == COUNT
    assert grown < MEMORY
    assert app.endpoint.at_work == 0
