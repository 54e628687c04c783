"""Where the ledger stands is told to everybody as it is when they ask, however many ask."""

import asyncio
import tempfile
from collections.abc import Iterator
from typing import IO

import psycopg
import pytest

from registry import Registry
from tests.support.citing import cite, open_cited_registry
from web.graphql.readers import PostgresReader, Reader, SqliteReader

BACKENDS = "SELECT pid FROM pg_stat_activity WHERE query ~ '^SELECT number, recorded_at FROM head'"


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    with open_cited_registry(database_url) as registry:
        yield registry


@pytest.fixture
def served(postgres_url: str) -> Iterator[Registry]:
    """A registry in PostgreSQL."""
    with open_cited_registry(postgres_url) as registry:
        yield registry


def reader_of(registry: Registry) -> Reader:
    return SqliteReader(registry) if registry.dialect == "sqlite" else PostgresReader(registry, 1)


def pending(heads: PostgresReader) -> bool:
    """Whether the head is being read at this moment."""
    return any(link.connection._pending is not None for link in heads._states._links)


async def number(heads: Reader) -> int | None:
    state = await heads.state()
    return None if state is None else state.number


def listeners(registry: Registry) -> list[int]:
    """The processes of the server that the head was last read by."""
    with psycopg.connect(registry.url, autocommit=True) as connection:
        mine = f"{BACKENDS} AND datname = current_database()"
        return [pid for (pid,) in connection.execute(mine).fetchall()]


def hang_up(registry: Registry) -> None:
    """End the server's side of what the head is read by, as a restart does."""
    with psycopg.connect(registry.url, autocommit=True) as connection:
        for pid in listeners(registry):
            connection.execute("SELECT pg_terminate_backend(%s, 10000)", (pid,))


def test_the_head_is_told_as_it_moves(registry: Registry) -> None:
    async def story(heads: Reader) -> list[int | None]:
        before = await number(heads)
        cite(registry, "SECOND")
        # What was read in one turn of the event loop holds in that turn only.
        await asyncio.sleep(0)
        return [before, await number(heads), await number(heads)]

    heads = reader_of(registry)
    assert asyncio.run(story(heads)) == [1, 2, 2]
    heads.close()


def test_another_event_loop_is_told_as_well(registry: Registry) -> None:
    heads = reader_of(registry)
    assert [asyncio.run(number(heads)) for _ in range(3)] == [1, 1, 1]
    heads.close()


def test_who_asks_together_shares_one_journey(served: Registry) -> None:
    async def story(heads: PostgresReader, journeys: IO[str]) -> list[int | None]:
        await heads.state()
        (link,) = heads._states._links
        link.connection.driver.pgconn.trace(journeys.fileno())
        return list(await asyncio.gather(*(number(heads) for _ in range(20))))

    heads = PostgresReader(served, 1)
    with tempfile.TemporaryFile("w+") as journeys:
        assert asyncio.run(story(heads, journeys)) == [1] * 20
        heads.close()
        journeys.seek(0)
        assert journeys.read().count("\tExecute\t") == 1


def test_who_asks_while_the_head_is_read_is_told_of_what_was_recorded_since(
    served: Registry,
) -> None:
    async def story(heads: PostgresReader) -> list[int | None]:
        await heads.state()
        first = asyncio.ensure_future(number(heads))
        while not pending(heads):
            await asyncio.sleep(0)
        # The event loop has no turn meanwhile: the first one's answer is there, but not heard.
        cite(served, "SECOND")
        others = [asyncio.ensure_future(number(heads)) for _ in range(3)]
        await first
        return list(await asyncio.gather(*others))

    heads = PostgresReader(served, 1)
    assert asyncio.run(story(heads)) == [2, 2, 2]
    heads.close()


def test_an_asker_who_leaves_takes_nobody_along(served: Registry) -> None:
    async def story(heads: PostgresReader) -> list[int | None]:
        leaver, *others = (asyncio.ensure_future(number(heads)) for _ in range(3))
        await asyncio.sleep(0)
        leaver.cancel()
        return list(await asyncio.gather(*others))

    heads = PostgresReader(served, 1)
    assert asyncio.run(story(heads)) == [1, 1]
    heads.close()


def test_a_connection_that_the_server_ended_is_replaced(served: Registry) -> None:
    async def story(heads: PostgresReader) -> list[int | None]:
        before = await number(heads)
        await asyncio.to_thread(hang_up, served)
        return [before, await number(heads), await number(heads)]

    heads = PostgresReader(served, 1)
    told = asyncio.run(story(heads))
    # Whoever asks before the news has come is told nothing.
    assert told in ([1, 1, 1], [1, None, 1])
    heads.close()


def test_a_connection_that_ends_while_it_is_asked_tells_nothing(served: Registry) -> None:
    async def story(heads: PostgresReader) -> list[int | None]:
        before = await number(heads)
        with psycopg.connect(served.url) as writer:
            writer.execute("LOCK TABLE head IN ACCESS EXCLUSIVE MODE")
            waiting = asyncio.ensure_future(number(heads))
            while not pending(heads):
                await asyncio.sleep(0)
            await asyncio.to_thread(hang_up, served)
            lost = await waiting
        return [before, lost, await number(heads)]

    heads = PostgresReader(served, 1)
    assert asyncio.run(story(heads)) == [1, None, 1]
    heads.close()


def test_nothing_is_told_where_there_is_no_database() -> None:
    heads = reader_of(Registry.open("postgresql://nobody@127.0.0.1:1/nothing"))
    assert asyncio.run(number(heads)) is None
    heads.close()


def test_nothing_is_told_where_there_is_no_registry(
    served: Registry,
) -> None:
    with psycopg.connect(served.url, autocommit=True) as connection:
        connection.execute("ALTER TABLE head RENAME TO elsewhere")

    async def story(heads: Reader) -> list[int | None]:
        before = await number(heads)
        with psycopg.connect(served.url, autocommit=True) as connection:
            connection.execute("ALTER TABLE elsewhere RENAME TO head")
        return [before, await number(heads)]

    heads = reader_of(served)
    assert asyncio.run(story(heads)) == [None, 1]
    heads.close()


def test_what_is_closed_is_no_longer_connected(served: Registry) -> None:
    async def story(heads: PostgresReader) -> list[int]:
        await heads.state()
        before = await asyncio.to_thread(listeners, served)
        heads.close()
        while await asyncio.to_thread(listeners, served):
            await asyncio.sleep(0.01)
        return before

    assert len(asyncio.run(story(PostgresReader(served, 1)))) == 1
