"""Quick questions are answered on the event loop; whatever is not quick is left to a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from starlette.testclient import TestClient

import web
from registry import REGISTRAR, Rates, Registry, Settings, record
from registry.acts import PartnerRecorded
from schema import HEAD, BoundStatement, CachedQuery, Steps
from tests.support.citing import cite, open_cited_registry
from tests.web.conftest import BASE, HERE, OWN_NAME
from web.graphql.inline import InlineExecutor
from web.graphql.readers import NotInline, PostgresReader, Reader, SqliteReader

ENDLESS = BoundStatement(
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n", ()
)
WRONG = BoundStatement("SELECT nothing FROM nowhere", ())
MINE = "application_name = 'quick' AND datname = current_database()"
PARTNERS = "query ($first: Int!) { partners(first: $first) { totalCount nodes { name } } }"


def found(registry: Registry, name: str) -> None:
    """Put a department on record."""
    told = {"reference": name, "standing": "SYNTHETIC", "source": "FIRST"}
    act = PartnerRecorded.read({**told, "name": name, "kind": "DEPARTMENT"})
    with registry.writing() as session:
        record(session, [act], author=REGISTRAR)


def reader(registry: Registry, lines: int = 2) -> Reader:
    if registry.dialect == "sqlite":
        return SqliteReader(registry)
    return PostgresReader(registry, lines)


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    with open_cited_registry(database_url) as registry:
        yield registry


@pytest.fixture
def served(postgres_url: str) -> Iterator[Registry]:
    """A registry in PostgreSQL, whose connections can be told from others."""
    with open_cited_registry(f"{postgres_url}?application_name=quick") as registry:
        yield registry


def head() -> Steps[Any]:
    """Where the ledger stands, as a question would read it."""
    (rows,) = yield [HEAD]
    return {"entries": rows[0][0]}


def of(asked: BoundStatement) -> Steps[Any]:
    (rows,) = yield [asked]
    return rows


def twice(between: Any) -> Steps[Any]:
    """Two journeys, and what happens between them."""
    (before,) = yield [HEAD]
    between()
    (after,) = yield [HEAD]
    return {"before": before[0][0], "after": after[0][0]}


async def outcome(reading: Reader, steps: Steps[Any]) -> Any:
    """What is read, or whether it was slow where nothing is."""
    try:
        data, _ = await reading.read(steps)
    except NotInline as error:
        return error.slow
    return data


def test_a_question_is_told_what_it_reads_and_where_the_ledger_stood(registry: Registry) -> None:
    async def story(reading: Reader) -> list[int]:
        told = [await reading.read(head())]
        cite(registry, "SECOND")
        told.append(await reading.read(head()))
        assert all(data["entries"] == seen[0] for data, seen in told)
        return [seen[0] for _, seen in told]

    reading = reader(registry)
    assert asyncio.run(story(reading)) == [1, 2]
    assert asyncio.run(story(reading)) == [
        2,
        2,
    ]  # on another event loop; citing again changes nothing
    reading.close()


def test_a_statement_that_takes_too_long_is_ended_and_holds_up_nobody(registry: Registry) -> None:
    async def story(reading: Reader) -> list[Any]:
        await outcome(reading, head())  # it opens the first line
        both = outcome(reading, of(ENDLESS)), outcome(reading, head())
        return [*await asyncio.gather(*both), await outcome(reading, head())]

    reading = reader(registry)
    assert asyncio.run(story(reading)) == [True, {"entries": 1}, {"entries": 1}]
    reading.close()


def test_a_statement_that_fails_is_left_to_a_thread(registry: Registry) -> None:
    async def story(reading: Reader) -> list[Any]:
        return [await outcome(reading, of(WRONG)), await outcome(reading, head())]

    reading = reader(registry)
    assert asyncio.run(story(reading)) == [True, {"entries": 1}]
    reading.close()


def test_no_question_mixes_two_states_of_the_record(registry: Registry) -> None:
    async def story(reading: Reader) -> Any:
        return await outcome(reading, twice(lambda: cite(registry, "SECOND")))

    reading = reader(registry)
    same = {"before": 1, "after": 1}
    assert asyncio.run(story(reading)) == (same if registry.dialect == "sqlite" else False)
    reading.close()


def test_those_who_wait_for_a_line_travel_together(served: Registry) -> None:
    snapshot = BoundStatement(
        "SELECT pg_current_snapshot()::text, pg_backend_pid(), now()::text", ()
    )

    async def story(reading: Reader) -> list[Any]:
        await outcome(reading, head())  # it opens the only line
        return list(await asyncio.gather(*(outcome(reading, of(snapshot)) for _ in range(9))))

    reading = reader(served, lines=1)
    first, *others = asyncio.run(story(reading))
    # The first finds the line free; the eight others wait, and are one transaction.
    assert len({str(rows) for rows in others}) == 1
    assert others[0][0][2] != first[0][2]
    reading.close()


def test_one_that_fails_is_told_from_those_that_travel_with_it(served: Registry) -> None:
    async def story(reading: Reader) -> list[Any]:
        await outcome(reading, head())
        asked = [head(), head(), of(WRONG), head()]
        return list(await asyncio.gather(*(outcome(reading, steps) for steps in asked)))

    reading = reader(served, lines=1)
    # Those before it were answered; the one after it was never begun, and is not to blame.
    assert asyncio.run(story(reading)) == [{"entries": 1}, {"entries": 1}, True, False]
    reading.close()


def test_many_statements_keep_their_answers_apart(served: Registry) -> None:
    async def story(reading: Reader) -> list[Any]:
        asked = [BoundStatement(f"SELECT {n % 300} + %s::int", (1000 * n,)) for n in range(900)]
        return list(await asyncio.gather(*(outcome(reading, of(each)) for each in asked)))

    reading = reader(served, lines=3)
    assert asyncio.run(story(reading)) == [[(n % 300 + 1000 * n,)] for n in range(900)]
    reading.close()


def test_long_values_are_sent_in_parts(served: Registry) -> None:
    long = "x" * 30_000_000

    async def story(reading: Reader) -> Any:
        return await outcome(reading, of(BoundStatement("SELECT length(%s::text)", (long,))))

    reading = PostgresReader(served, 1, timeout=30.0)
    assert asyncio.run(story(reading)) == [(30_000_000,)]
    reading.close()


def test_a_line_that_the_server_ended_is_replaced(served: Registry) -> None:
    async def story(reading: Reader) -> list[Any]:
        told = [await outcome(reading, head())]
        with psycopg.connect(served.url, application_name="other", autocommit=True) as other:
            ending = f"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE {MINE}"
            waiting = asyncio.ensure_future(
                outcome(reading, of(BoundStatement("SELECT pg_sleep(9)", ())))
            )
            await asyncio.sleep(0)
            await asyncio.to_thread(other.execute, ending)
        return [*told, await waiting, await outcome(reading, head())]

    reading = PostgresReader(served, 1, timeout=30.0)
    assert asyncio.run(story(reading)) == [{"entries": 1}, False, {"entries": 1}]
    reading.close()


def test_nobody_waits_for_a_database_that_is_not_there() -> None:
    reading = PostgresReader(Registry.open("postgresql://nobody@127.0.0.1:1/nothing"), 2)
    assert asyncio.run(outcome(reading, head())) is False
    reading.close()


@pytest.fixture
def site(database_url: str, tmp_path: Path) -> Settings:
    registry = Registry.open(database_url)
    cite(registry, "FIRST")
    found(registry, "TREASURY")
    registry.close()
    return Settings(data_dir=tmp_path, database_url=database_url, base_url=BASE)


def ask(client: TestClient, query: str, **variables: Any) -> Any:
    return client.post("/graphql", json={"query": query, "variables": variables})


def test_a_new_value_in_a_known_document_is_answered_without_a_thread(site: Settings) -> None:
    app = web.app(site)
    with TestClient(app, base_url=BASE, client=HERE, headers=OWN_NAME) as client:
        first = ask(client, PARTNERS, first=1)
        # Without its threads nothing but a quick question can be answered.
        app.service._threads.close()
        again = ask(client, PARTNERS, first=1)
        unseen = ask(client, PARTNERS, first=2)

    assert again.content == first.content
    assert again.headers["etag"] == first.headers["etag"]
    assert unseen.status_code == 500  # a page of another size is another plan


def test_what_is_recorded_is_in_the_next_answer(site: Settings) -> None:
    document = "query ($by: String!) { partner(by: { reference: $by }) { name } }"
    registry = Registry.open(site.database_url)
    with TestClient(web.app(site), base_url=BASE, client=HERE, headers=OWN_NAME) as client:
        told = [ask(client, document, by=name).json()["data"] for name in ("TREASURY", "HEALTH")]
        found(registry, "HEALTH")
        told += [ask(client, document, by=name).json()["data"] for name in ("HEALTH", "TREASURY")]
    registry.close()

    none, first, second = (
        {"partner": name and {"name": name}} for name in (None, "TREASURY", "HEALTH")
    )
    assert told == [first, none, second, first]


def test_a_question_that_has_to_be_asked_again_is_charged_once(site: Settings) -> None:
    # As dear as three questions may be: what comes back while they are answered is far less.
    page = "partners(first: 100, knownAt: $at) { totalCount nodes { name } }"
    known = f"query ($at: DateTime!) {{ a: {page} b: {page} c: {page} }}"
    limited = replace(site, rates=Rates(points=2_000, requests=0, second=0))
    with TestClient(web.app(limited), base_url=BASE, client=("192.0.2.1", 50_000)) as client:
        answers = [ask(client, known, at=f"203{n}-01-01T00:00:00Z") for n in range(3)]

    assert [answer.json()["data"]["a"]["totalCount"] for answer in answers] == [1, 1, 1]
    first, second, third = (int(a.headers["ratelimit"].rpartition("=")[2]) for a in answers)
    cost = 2_000 - 500 - first
    # The instant is looked up in a thread, after the loop has found that it cannot.
    # Some points come back meanwhile.
    assert cost > 300
    assert cost / 2 < first - second < 3 * cost / 2
    assert cost / 2 < second - third < 3 * cost / 2


def test_a_document_that_was_slow_twice_is_left_to_threads_for_a_while(registry: Registry) -> None:
    reading = reader(registry)
    now = [0.0]
    inline, settings = InlineExecutor(reading, clock=lambda: now[0]), Settings()

    async def story() -> list[bool]:
        tried = []
        for _ in range(2):
            tried.append(inline.takes("document"))
            slow = CachedQuery(cost=0, steps=of(ENDLESS))
            assert await inline.run(slow, "document", settings) is None
        tried.append(inline.takes("document"))
        tried.append(inline.takes("another"))
        now[0] = 1.1
        return [*tried, inline.takes("document")]

    assert asyncio.run(story()) == [True, True, False, True, True]
    assert inline.busy == 0
    reading.close()
