"""Thousands of answers while 50 acts a second are recorded: none wrong, none torn, none refused.

Each act is one entry and one partner, so that all that an answer shows follows from the number of
the newest entry that it was read at. What was recorded before a request came is in its answer.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from threading import Event, Thread
from time import monotonic
from typing import Any

import pytest

import web
from registry import REGISTRAR, Registry, Settings, record
from registry.acts import PartnerRecorded
from registry.ledger import compute_root
from tests.schema.asking import exampleshire
from tests.support.soak import Trials
from tests.web.hostile import posted, send_attack
from web.application import App

ANSWERS = Trials("answers beside a writer of 50 acts a second, on each database", 50_000)
READERS, PACE = 16, 1 / 50
SHOWN = (
    "partners(last: $n) { totalCount nodes { name history(last: 1) { totalCount nodes { number }"
    " } } }"
)
# By threads, each in a transaction; by the event loop, level by level; and from what is kept.
DOCUMENTS = {
    "told": f"query ($n: Int!) {{ meta {{ entries head }} {SHOWN} }}",
    "counted": f"query ($n: Int!) {{ changes {{ totalCount }} {SHOWN} }}",
    "other": "query ($n: Int!) { areas(first: $n) { totalCount nodes { name } } }",
}


@dataclass
class Ledger:
    """What is on record: so many partners before the first of ours, and the root of each entry."""

    registry: Registry
    before: int
    partners: int
    newest: int
    roots: dict[int, str] = field(default_factory=dict)

    def record_partner(self) -> None:
        """Record the next partner, which is named for its entry."""
        number = self.newest + 1
        told = {"reference": f"Z{number:07}", "name": f"P{number}", "kind": "DEPARTMENT"}
        act = PartnerRecorded.read({**told, "standing": "FICTIONAL", "source": "EXS-SOURCE-LAA"})
        with self.registry.writing() as session:
            record(session, [act], author=REGISTRAR)
            self.roots[number] = compute_root(session.connection, number)
        self.newest = number

    def expected(self, number: int, shown: int) -> dict[str, Any]:
        """What is shown of the last partners when an entry was the newest."""
        nodes = [
            {"name": f"P{each}", "history": {"totalCount": 1, "nodes": [{"number": each}]}}
            for each in range(number - shown + 1, number + 1)
        ]
        return {"totalCount": self.partners + number - self.before, "nodes": nodes}


@pytest.fixture
def ledger(database_url: str) -> Iterator[Ledger]:
    asking = exampleshire(database_url)
    found = asking.data("{ meta { entries } partners { totalCount } }")
    entries = found["meta"]["entries"]
    ledger = Ledger(asking.registry, entries, found["partners"]["totalCount"], entries)
    for _ in range(3):
        ledger.record_partner()
    yield ledger
    asking.registry.close()


def record_until(done: Event, ledger: Ledger) -> None:
    """Record one partner after the other, each by itself, at an even pace."""
    begun = monotonic()
    for number in count(1):
        if done.wait(begun + number * PACE - monotonic()):
            return
        ledger.record_partner()


async def ask(app: App, name: str, document: str, shown: int) -> tuple[str, int, Any]:
    status, body = await send_attack(app, posted(name, document, variables={"n": shown}))
    return name, status, json.loads(body)


def check(ledger: Ledger, answer: tuple[str, int, Any], shown: int, least: int) -> int:
    """Compare an answer with what was on record; return the newest entry that it was read at."""
    name, status, body = answer
    assert status == 200, answer
    assert "errors" not in body, answer
    data = body["data"]
    if name == "other":
        assert data["areas"]["totalCount"] == len(data["areas"]["nodes"]) == 3, answer
        return least
    told = data["meta"] if name == "told" else {"entries": data["changes"]["totalCount"]}
    number: int = told["entries"]
    assert number >= least, answer
    assert told.get("head") in (None, ledger.roots[number]), answer
    assert data["partners"] == ledger.expected(number, shown), (number, answer)
    return number


async def read_all(app: App, ledger: Ledger) -> set[int]:
    """Ask so often, over several connections at once; return the entries that were newest."""
    numbers, seen = count(), set[int]()

    async def read() -> None:
        while (number := next(numbers)) < ANSWERS.count:
            name = list(DOCUMENTS)[number % 3]
            # Another comment makes another document, which is planned anew.
            document = f"{DOCUMENTS[name]} # {number % 7 if number % 4 else number}"
            shown, least = 1 + number % 3, ledger.newest
            # As a server does, which takes requests in between two turns of the event loop.
            await asyncio.sleep(0)
            answer = await ask(app, name, document, shown)
            seen.add(check(ledger, answer, shown, least))

    await asyncio.gather(*(read() for _ in range(READERS)))
    return seen


@ANSWERS.mark
def test_no_answer_is_wrong_torn_or_refused_while_acts_are_recorded(ledger: Ledger) -> None:
    app = web.app(Settings(database_url=ledger.registry.url))
    done = Event()

    async def story() -> set[int]:
        writer = Thread(target=record_until, args=(done, ledger))
        writer.start()
        try:
            return await read_all(app, ledger)
        finally:
            done.set()
            await asyncio.to_thread(writer.join)
            app.service.close()
            app.state.site.registry.close()

    seen = asyncio.run(story())

    assert len(seen) > 3
