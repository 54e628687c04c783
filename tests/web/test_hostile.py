"""Thousands of requests that mean harm: none of them makes much work, and nothing of it stays.

Work is counted here, which comes out the same on every machine. ``python -m bench hostile``
measures the seconds that the same requests take.
"""

import asyncio
import gc
from collections import Counter as Tally
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import pytest

import web
from registry import Limits, Settings
from tests.support.soak import Trials, get_seed
from tests.support.work import Counter, Work, held_bytes
from tests.web.hostile import DOCUMENTS, Attack, Largest, attacks, posted, send_attack
from web.application import App

REQUESTS = Trials("hostile requests", 10_000)
# What one request may make of work, at the most.
LIMIT = Work(calls=500_000, statements=150, steps=200_000, room=8_000_000, sent=1_000_000)
# By then most is there that the server keeps in memory; the bytes of kept answers go on to fill
# their room.
WARM = REQUESTS.count * 6 // 10
MEMORY = min(32_000_000, 20_000 * (REQUESTS.count - WARM))


@dataclass
class Outcome:
    """What a bombardment led to."""

    most: dict[str, Work] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    statuses: Tally[int] = field(default_factory=Tally)
    grown: int = 0

    def note(self, attack: Attack, status: int, body: bytes, work: Work) -> None:
        self.most[attack.kind] = work.most(self.most.get(attack.kind, Work()))
        self.statuses[status] += 1
        if status >= 500:
            told = f"{attack.parts or attack.address!r:.300}: {body!r:.300}"
            self.failed.append(f"{attack.kind}: {told}")


@pytest.fixture
def counter() -> Iterator[Counter]:
    counter = Counter()
    with counter.switched_on():
        yield counter


@contextmanager
def serve(settings: Settings) -> Iterator[App]:
    app = web.app(settings)
    yield app
    app.service.close()
    app.state.site.registry.close()


@pytest.fixture
def app(counter: Counter, settings: Settings) -> Iterator[App]:
    with serve(settings) as app:
        yield app


async def bombard(app: App, counter: Counter) -> Outcome:
    """Send all requests, one after the other."""
    outcome, before = Outcome(), 0
    for number, attack in enumerate(attacks(get_seed(), REQUESTS.count)):
        if number == WARM:
            before = held_bytes()
        counter.begin()
        status, body = await send_attack(app, attack)
        outcome.note(attack, status, body, counter.work(len(body)))
    gc.collect()
    outcome.grown = held_bytes() - before
    return outcome


@REQUESTS.mark
def test_hostile_requests_make_little_work_and_leave_nothing(app: App, counter: Counter) -> None:
    asyncio.run(send_attack(app, posted("first", "{ __typename }")))

    outcome = asyncio.run(bombard(app, counter))

    assert outcome.failed == []
    most = {kind: work.exceeds(LIMIT) for kind, work in outcome.most.items()}
    assert {kind: figures for kind, figures in most.items() if figures} == {}
    assert set(outcome.statuses) == {200, 204, 400, 405, 406, 413, 415}
    assert outcome.statuses.total() == REQUESTS.count
    assert outcome.grown < MEMORY
    assert app.service.busy == 0


@pytest.mark.parametrize(
    ("kind", "limits"),
    [
        ("the same below", Limits(pairs=100_000)),
        ("too many words", Limits(tokens=100_000)),
    ],
)
def test_that_a_limit_is_missing_would_be_counted(
    kind: str, limits: Limits, counter: Counter, settings: Settings
) -> None:
    attack = posted(kind, DOCUMENTS[kind](Largest(0)))

    with serve(replace(settings, limits=limits)) as app:
        counter.begin()
        asyncio.run(send_attack(app, attack))

    assert "calls" in counter.work().exceeds(LIMIT)
