"""The ledger followed over a WebSocket, by graphql-transport-ws."""

import asyncio
import subprocess
from typing import Any

import psycopg
import pytest
from sqlalchemy import event, text

from registry.ledger import CHANNEL, read_position
from registry.vocabulary import opaque_id
from tests.registry.test_writers import WRITER, started
from tests.registry.world import World, lead, setting, target
from tests.subscriptions.talking import ENTRIES, Talk, subscriptions, talking, told

HERE = len(setting())


def refusal(message: Any) -> tuple[str, str, str, str]:
    [error] = message["payload"]
    return (
        message["type"],
        message["id"],
        error["extensions"]["code"],
        error["extensions"]["reason"],
    )


def test_entries_are_told_as_they_are_recorded_from_now_on(world: World) -> None:
    async def story() -> None:
        async with talking(subscriptions(world)) as talk:
            await talk.greet()
            talk.subscribe("e", "subscription { entries { number act summary about { uri } } }")
            await talk.stands()

            world.record(target("T2"), target("T3"))

            assert await talk.hear() == {
                "type": "next",
                "id": "e",
                "payload": {
                    "data": {
                        "entries": {
                            "number": HERE + 1,
                            "act": "TargetSet",
                            "summary": "The partners of an agreement set a target: Target T2.",
                            "about": {"uri": "http://127.0.0.1:8000/targets/T2"},
                        }
                    }
                },
            }
            assert await talk.numbers(1) == [HERE + 2]

    told(story())


def test_what_is_recorded_already_is_replayed_after_a_number_and_then_goes_on(
    world: World,
) -> None:
    async def story() -> None:
        async with talking(subscriptions(world)) as talk:
            await talk.greet()
            talk.subscribe("e", since=3)
            assert await talk.numbers(HERE - 3) == [*range(4, HERE + 1)]

            world.record(target("T2"))

            assert await talk.numbers(1) == [HERE + 1]

    told(story())


def test_only_acts_about_one_thing_are_told_if_that_is_asked(world: World) -> None:
    async def story() -> None:
        async with talking(subscriptions(world)) as talk:
            await talk.greet()
            talk.subscribe("e", since=0, about=opaque_id("targets", "T1"))
            assert await talk.numbers(1) == [13]

            world.record(target("T2"), lead("POLICE", "2007-04-01"))

            assert await talk.numbers(1) == [HERE + 2]

    told(story())


def test_nothing_is_missed_or_told_twice_while_others_write_and_the_line_breaks(
    world: World,
) -> None:
    async def story() -> None:
        served, seen = subscriptions(world), list[int]()
        writers: list[subprocess.Popen[str]] = []
        while len(seen) < 30:
            async with talking(served) as talk:
                await talk.greet()
                talk.subscribe("e", since=seen[-1] if seen else HERE)
                await talk.stands()
                writers = writers or [started(WRITER, world.url, name, "15") for name in "AB"]
                seen += await talk.numbers(6)
        assert seen == [*range(HERE + 1, HERE + 31)]
        assert [writer.wait() for writer in writers] == [0, 0]
        for writer in writers:
            writer.communicate()

    told(story())


def test_many_who_follow_the_same_are_answered_by_one_reading(world: World) -> None:
    read: list[str] = []
    event.listen(
        world.registry.reader,
        "before_cursor_execute",
        lambda *told: read.append(told[2]) if "FROM (SELECT entries" in told[2] else None,
    )

    async def story() -> None:
        async with talking(subscriptions(world)) as talk:
            await talk.greet()
            for number in range(20):
                # However they began, they are at the same place now.
                if number % 2:
                    talk.subscribe(str(number), since=HERE)
                else:
                    talk.subscribe(str(number))
            await talk.stands()

            world.record(target("T2"))

            assert await talk.numbers(20) == [HERE + 1] * 20

    told(story())
    assert len(read) == 1


def test_questions_are_answered_too_and_their_ids_are_free_again(world: World) -> None:
    async def story() -> None:
        async with talking(subscriptions(world)) as talk:
            await talk.greet()
            for _ in range(2):
                talk.subscribe("q", "{ meta { entries } }")
                heard = await talk.hear()
                assert heard.pop("payload")["data"] == {"meta": {"entries": HERE}}
                assert heard == {"type": "next", "id": "q"}
                assert await talk.hear() == {"type": "complete", "id": "q"}

    told(story())


REFUSED = {
    "subscription { entries { nope } }": ("GRAPHQL_VALIDATION_FAILED", "INVALID"),
    "subscription { entries": ("GRAPHQL_PARSE_FAILED", "SYNTAX"),
    "{ nope }": ("GRAPHQL_VALIDATION_FAILED", "INVALID"),
    "subscription { entries(since: -1) { number } }": ("BAD_USER_INPUT", "ARGUMENT"),
    'subscription { entries(about: "T1") { number } }': ("BAD_USER_INPUT", "ARGUMENT"),
    "subscription { __typename }": ("GRAPHQL_VALIDATION_FAILED", "INVALID"),
    "subscription A { entries { act } } subscription B { entries { act } }": (
        "BAD_USER_INPUT",
        "OPERATION",
    ),
    "subscription ($s: Int!) { entries(since: $s) { act } }": (
        "GRAPHQL_VALIDATION_FAILED",
        "INVALID",
    ),
    "subscription { entries { " + "n: number " * 31 + "} }": ("TOO_LARGE", "ALIASES"),
    "subscription { entries " + "{ about " * 20 + "{ uri }" + "}" * 21: ("TOO_LARGE", "DEPTH"),
    "subscription { entries " + "{ about " * 70 + "{ uri }" + "}" * 71: ("TOO_LARGE", "NESTING"),
}


@pytest.mark.parametrize("query", REFUSED, ids=lambda query: query[:50])
def test_what_is_refused_is_told_why_and_the_line_stays_open(embedded: World, query: str) -> None:
    async def story() -> None:
        async with talking(subscriptions(embedded)) as talk:
            await talk.greet()
            talk.subscribe("e", query)
            assert refusal(await talk.hear()) == ("error", "e", *REFUSED[query])
            await talk.stands()

    told(story())


@pytest.mark.parametrize("protocols", [(), ("graphql-ws",), ("something", "graphql-ws")])
def test_who_does_not_speak_the_protocol_is_let_go(
    embedded: World, protocols: tuple[str, ...]
) -> None:
    async def story() -> None:
        async with talking(subscriptions(embedded), protocols) as talk:
            assert await talk.hear() == 4406

    told(story())


MALFORMED = (
    "",
    "null",
    "[]",
    "7",
    '"ping"',
    "{",
    "{}",
    '{"type": 1}',
    '{"type": "start", "id": "1"}',
    '{"type": "next", "id": "1", "payload": {}}',
    '{"type": "connection_ack"}',
    '{"type": "ping", "payload": "x"}',
    '{"type": "ping", "type": "ping"}',
    '{"type": "subscribe", "id": "1"}',
    '{"type": "subscribe", "id": 1, "payload": {"query": "{ __typename }"}}',
    '{"type": "subscribe", "id": "", "payload": {"query": "{ __typename }"}}',
    '{"type": "subscribe", "id": [], "payload": {"query": "{ __typename }"}}',
    '{"type": "subscribe", "payload": {"query": "{ __typename }"}}',
    '{"type": "subscribe", "id": "1", "payload": "{ __typename }"}',
    '{"type": "subscribe", "id": "1", "payload": {}}',
    '{"type": "subscribe", "id": "1", "payload": {"query": 1}}',
    '{"type": "subscribe", "id": "1", "payload": {"query": "{a}", "variables": []}}',
    '{"type": "complete"}',
    '{"type": "ping", "payload": {"a": ' + "[" * 70 + "]" * 70 + "}}",
)


@pytest.mark.parametrize("text", MALFORMED)
def test_what_is_no_message_closes_the_line(embedded: World, text: str) -> None:
    async def story() -> None:
        async with talking(subscriptions(embedded)) as talk:
            await talk.greet()
            talk.say_text(text)
            assert await talk.hear() == 4400

    told(story())


def test_bytes_close_the_line(embedded: World) -> None:
    async def story() -> None:
        async with talking(subscriptions(embedded)) as talk:
            talk.to.put_nowait({"type": "websocket.receive", "bytes": b'{"type": "ping"}'})
            assert await talk.hear() == 4400

    told(story())


async def greeted_twice(talk: Talk) -> None:
    await talk.greet()
    talk.say("connection_init")


async def asked_before_greeting(talk: Talk) -> None:
    talk.subscribe("e")


async def one_id_for_two(talk: Talk) -> None:
    await talk.greet()
    talk.subscribe("e")
    talk.subscribe("e")


async def too_long(talk: Talk) -> None:
    await talk.greet()
    talk.subscribe("e", "#" * 65_536)


async def never_greeted(talk: Talk) -> None:
    talk.say("ping")
    assert await talk.hear() == {"type": "pong"}


@pytest.mark.parametrize(
    ("offence", "code"),
    [
        (greeted_twice, 4429),
        (asked_before_greeting, 4401),
        (one_id_for_two, 4409),
        (too_long, 1009),
        (never_greeted, 4408),
    ],
)
def test_who_breaks_the_protocol_is_told_by_which_rule(
    embedded: World, offence: Any, code: int
) -> None:
    async def story() -> None:
        greeting = 0.2 if code == 4408 else 60.0
        async with talking(subscriptions(embedded, greeting=greeting)) as talk:
            await offence(talk)
            assert await talk.hear() == code

    told(story())


def test_what_goes_wrong_inside_is_told_but_not_what(
    embedded: World, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with talking(subscriptions(embedded)) as talk:
            await talk.greet()
            talk.subscribe("e", "subscription { entries { actor { name } } }")
            await talk.stands()
            embedded.record(target("T2"))
            assert (await talk.hear())["payload"] == {"data": {"entries": {"actor": None}}}
            with embedded.registry.upgrading() as connection:
                connection.execute(text("ALTER TABLE partners RENAME COLUMN name TO other"))
                connection.execute(text("UPDATE head SET number = number + 1"))
            told = await talk.hear()
            assert refusal(told) == ("error", "e", "INTERNAL", "INTERNAL")
            assert "name" not in told["payload"][0]["message"]
            await talk.stands()

    told(story())
    assert [record.message for record in caplog.records] == [
        "entries could not be read for who follows them"
    ]


def test_who_comes_when_the_last_has_left_is_told_all_the_same(world: World) -> None:
    async def story() -> None:
        served = subscriptions(world)
        async with talking(served) as talk:
            await talk.greet()
            for _ in range(20):
                talk.subscribe("a", since=0)
                talk.say("complete", "a")
                talk.subscribe("b", since=HERE - 1)
                while (heard := await talk.hear())["id"] != "b":
                    pass
                assert heard["payload"]["data"]["entries"]["number"] == HERE
                talk.say("complete", "b")
                await talk.stands()

    told(story())


def test_twenty_operations_at_a_time_until_one_is_completed(embedded: World) -> None:
    async def story() -> None:
        async with talking(subscriptions(embedded)) as talk:
            await talk.greet()
            for number in range(21):
                talk.subscribe(str(number))
            assert refusal(await talk.hear()) == ("error", "20", "TOO_LARGE", "SUBSCRIPTIONS")

            talk.say("complete", "7")
            talk.subscribe("20", since=HERE - 1)

            assert await talk.numbers(1) == [HERE]
            talk.say("complete", "no such id")
            await talk.stands()

    told(story())


def test_what_was_completed_is_told_nothing_more(world: World) -> None:
    async def story() -> None:
        async with talking(subscriptions(world)) as talk:
            await talk.greet()
            talk.subscribe("first")
            talk.subscribe("second")
            talk.say("complete", "first")
            await talk.stands()

            world.record(target("T2"))

            assert (await talk.hear())["id"] == "second"
            await talk.stands()

    told(story())


def test_there_is_room_for_so_many_and_again_when_one_has_left(embedded: World) -> None:
    async def story() -> None:
        served = subscriptions(embedded, connections=1)
        async with talking(served) as talk:
            await talk.greet()
            async with talking(served) as another:
                assert await another.hear() == 1013
            await talk.stands()
        async with talking(served) as talk:
            await talk.greet()

    told(story())


def test_who_does_not_read_is_let_go_and_may_go_on_where_it_was(embedded: World) -> None:
    async def story() -> None:
        served = subscriptions(embedded, sending=0.1)
        async with talking(served) as talk:
            await talk.greet()
            talk.room = asyncio.Semaphore(3)
            talk.subscribe("e", since=0)
            await talk.is_offered("websocket.close")
            seen = await talk.numbers(3)
            talk.room.release()
            assert await talk.hear() == 1013
        async with talking(served) as talk:
            await talk.greet()
            talk.subscribe("e", since=seen[-1])
            seen += await talk.numbers(HERE - len(seen))
            assert seen == [*range(1, HERE + 1)]

    told(story())


def test_a_server_that_ends_says_so(world: World) -> None:
    async def story() -> None:
        served = subscriptions(world)
        async with talking(served) as talk:
            await talk.greet()
            talk.subscribe("e")
            await talk.stands()
            closing = asyncio.create_task(served.close())
            assert await talk.hear() == 1001
            talk.to.put_nowait({"type": "websocket.disconnect", "code": 1001})
            await closing
        async with talking(served) as talk:
            assert await talk.hear() == 1013

    told(story())


def listeners(url: str) -> list[int]:
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute(
            "SELECT pid FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND query IN ('SELECT number FROM head', %s)",
            [f"LISTEN {CHANNEL}"],
        )
        return [pid for (pid,) in found]


def test_one_connection_listens_for_all_and_none_when_they_have_left(postgres_url: str) -> None:
    world = World(postgres_url)
    world.record(*setting())

    async def story() -> None:
        async with talking(subscriptions(world, listening=60.0)) as talk:
            await talk.greet()
            for name in ("first", "second"):
                talk.subscribe(name, since=HERE - 1)
                assert await talk.numbers(1) == [HERE]
            assert len(listeners(postgres_url)) == 1

            # Nothing looks for it within a minute: it is told.
            world.record(target("T2"))
            assert await talk.numbers(2) == [HERE + 1] * 2

            for name in ("first", "second"):
                talk.say("complete", name)
            await talk.stands()
            async with asyncio.timeout(60):
                while listeners(postgres_url):
                    await asyncio.sleep(0.01)

    told(story())
    world.registry.close()


def test_a_listener_that_is_cut_off_comes_again_and_misses_nothing(postgres_url: str) -> None:
    world = World(postgres_url)
    world.record(*setting())

    async def story() -> None:
        async with talking(subscriptions(world, listening=60.0)) as talk:
            await talk.greet()
            talk.subscribe("e", since=HERE - 1)
            assert await talk.numbers(1) == [HERE]
            [pid] = listeners(postgres_url)
            with psycopg.connect(postgres_url, autocommit=True) as connection:
                connection.execute("SELECT pg_terminate_backend(%s)", [pid])

            world.record(target("T2"))

            assert await talk.numbers(1) == [HERE + 1]

    told(story())
    world.registry.close()


def test_nothing_of_what_is_followed_is_written(world: World) -> None:
    async def story() -> None:
        async with talking(subscriptions(world)) as talk:
            await talk.greet()
            talk.subscribe("e", ENTRIES, since=0)
            await talk.numbers(HERE)

    told(story())
    with world.registry.reading() as session:
        assert read_position(session.connection).number == HERE


def test_a_socket_on_which_nothing_is_asked_is_closed(embedded: World) -> None:
    async def story() -> None:
        served = subscriptions(embedded, asking=0.05)
        async with talking(served) as talk:
            await talk.greet()
            assert await talk.hear() == 4408
        async with talking(subscriptions(embedded, asking=0.5)) as talk:
            await talk.greet()
            talk.subscribe("1", since=len(setting()) - 1)
            assert await talk.numbers(1) == [len(setting())]
            await asyncio.sleep(0.6)
            await talk.stands()

    told(story())
