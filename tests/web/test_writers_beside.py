"""Queries are answered while others record: each from one state of the record, and none by 500."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from itertools import count
from threading import Event, Thread

import httpx
import pytest

import web
from registry import REGISTRAR, Registry, Settings, record
from registry.acts import MeasurementReported
from tests.schema.asking import exampleshire
from tests.support.databases import PostgresDatabases

# Two levels: the entries are counted with the first statements, the measurements are read next.
DOCUMENT = "query ($n: Int!) { changes { totalCount } targets(first: $n) { nodes { %s } } }"
BELOW = "measurements { period }"
READERS, ACTS = 8, 25


@pytest.fixture
def changing(postgres_databases: PostgresDatabases) -> Iterator[Registry]:
    with postgres_databases.fresh() as url:
        registry = exampleshire(url).registry
        yield registry
        registry.close()


def record_measurements(registry: Registry, done: Event) -> None:
    """Record one measurement after the other, each by itself."""
    for year in range(2031, 2031 + ACTS):
        told = {"target": "EXS-T1", "period": f"{year}", "standing": "FICTIONAL"}
        act = MeasurementReported.read({**told, "source": "EXS-SOURCE-LAA", "value_number": "1"})
        with registry.writing() as session:
            record(session, [act], author=REGISTRAR)
    done.set()


async def read_until(done: Event, client: httpx.AsyncClient) -> list[tuple[int, int, int]]:
    """Ask until all is recorded: the status, the entries and the measurements of each answer."""
    seen: list[tuple[int, int, int]] = []
    numbers = count()

    async def read() -> None:
        while not done.is_set():
            # Another comment makes another document, which is planned anew in a thread; an equal
            # one goes by its plan over the shared connections.
            document = DOCUMENT % BELOW + f" # {next(numbers) % 3}"
            answer = await client.post("/graphql", json={"query": document, "variables": {"n": 50}})
            data = answer.json().get("data") or {"changes": {"totalCount": 0}, "targets": None}
            targets = data["targets"]["nodes"] if data["targets"] else []
            measurements = sum(len(target["measurements"]) for target in targets)
            seen.append((answer.status_code, data["changes"]["totalCount"], measurements))

    await asyncio.gather(*(read() for _ in range(READERS)))
    return seen


def test_no_query_fails_and_none_mixes_two_states_beside_a_writer(changing: Registry) -> None:
    app = web.app(Settings(database_url=changing.url))
    done = Event()

    async def story() -> list[tuple[int, int, int]]:
        transport = httpx.ASGITransport(app, client=("127.0.0.1", 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            writer = Thread(target=record_measurements, args=(changing, done))
            writer.start()
            try:
                return await read_until(done, client)
            finally:
                await asyncio.to_thread(writer.join)
                app.service.close()
                app.state.site.registry.close()

    seen = asyncio.run(story())

    assert Counter(status for status, _, _ in seen) == {200: len(seen)}
    # Each act is one entry and one measurement, so they differ by the same in each state.
    assert len({entries - measurements for _, entries, measurements in seen}) == 1
    assert len({entries for _, entries, _ in seen}) > 3
