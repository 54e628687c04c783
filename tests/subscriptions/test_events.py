"""The ledger followed by server-sent events: GraphQL over SSE, a connection an operation."""

import asyncio
import json

import pytest

from registry.vocabulary import opaque_id
from tests.registry.world import World, setting, target
from tests.subscriptions.talking import ENTRIES, Reply, requesting, subscriptions, told

HERE = len(setting())
ALIVE = ":\n\n"
COMPLETE = "event: complete\ndata:\n\n"


def standing(after: int) -> str:
    """A browser keeps the id, to come again from there if the line breaks before an event."""
    return f":\nid: {after}\n\n"


def event(number: int, act: str) -> str:
    data = json.dumps({"data": {"entries": {"number": number, "act": act}}}, separators=(",", ":"))
    return f"event: next\nid: {number}\ndata: {data}\n\n"


async def ids(reply: Reply, count: int) -> list[int]:
    """The ids of the next events."""
    lines = [(await reply.chunk()).splitlines()[1] for _ in range(count)]
    return [int(line.removeprefix("id: ")) for line in lines]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_entries_are_events_as_they_are_recorded_from_now_on(world: World, method: str) -> None:
    async def story() -> None:
        async with requesting(subscriptions(world), method=method) as reply:
            assert reply.status == 200
            assert reply.headers["content-type"] == "text/event-stream; charset=utf-8"
            assert reply.headers["cache-control"] == "no-store"
            # Whoever reads this knows that nothing is missed from here on.
            assert await reply.chunk() == standing(HERE)

            world.record(target("T2"), target("T3"))

            assert await reply.chunk() == event(HERE + 1, "TargetSet")
            assert await reply.chunk() == event(HERE + 2, "TargetSet")

    told(story())


def test_a_broken_stream_goes_on_after_its_last_event(world: World) -> None:
    async def story() -> None:
        served = subscriptions(world)
        async with requesting(served, variables={"since": 3}) as reply:
            assert await reply.chunk() == standing(3)
            assert await ids(reply, 4) == [4, 5, 6, 7]
        world.record(target("T2"))
        # A browser that comes again asks as before and says what it had.
        async with requesting(served, variables={"since": 3}, last_event_id=7) as reply:
            assert await reply.chunk() == standing(7)
            assert await ids(reply, HERE - 6) == [*range(8, HERE + 2)]

    told(story())


@pytest.mark.parametrize("since", [HERE + 1, 2**31 - 1])
def test_who_is_ahead_of_the_ledger_is_told_and_does_not_wait(world: World, since: int) -> None:
    async def story() -> None:
        served = subscriptions(world)
        for asked in ({"variables": {"since": since}}, {"last_event_id": since}):
            async with requesting(served, **asked) as reply:
                assert reply.status == 400
                (error,) = json.loads(await reply.chunk())["errors"]
                assert error["extensions"] == {"code": "BAD_USER_INPUT", "reason": "BEYOND_HEAD"}
                assert error["message"].startswith(f"The newest entry is {HERE}: ")

    told(story())


def test_only_events_about_one_thing_if_that_is_asked(world: World) -> None:
    async def story() -> None:
        about = {"since": 0, "about": opaque_id("targets", "T1")}
        async with requesting(subscriptions(world), variables=about) as reply:
            assert await reply.chunk() == standing(0)
            assert await ids(reply, 1) == [13]

    told(story())


def test_a_question_is_one_event(embedded: World) -> None:
    async def story() -> None:
        async with requesting(subscriptions(embedded), "{ meta { entries } }") as reply:
            data = f'{{"data":{{"meta":{{"entries":{HERE}}}}},"extensions":{{"cost":'
            assert (await reply.chunk()).startswith(f"event: next\ndata: {data}")
            assert await reply.chunk() == COMPLETE
            assert await reply.chunk() == ""

    told(story())


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("subscription { entries { nope } }", "INVALID"),
        ("subscription {", "SYNTAX"),
        ("subscription { entries(since: -1) { act } }", "ARGUMENT"),
        ("{ nope }", "INVALID"),
    ],
)
def test_what_is_refused_is_an_event_that_says_why(
    embedded: World, query: str, reason: str
) -> None:
    async def story() -> None:
        async with requesting(subscriptions(embedded), query) as reply:
            assert reply.status == 200
            name, data, *_ = (await reply.chunk()).splitlines()
            assert name == "event: next"
            [error] = json.loads(data.removeprefix("data: "))["errors"]
            assert error["extensions"]["reason"] == reason
            assert await reply.chunk() == COMPLETE
            assert await reply.chunk() == ""

    told(story())


@pytest.mark.parametrize(
    ("query", "headers", "status", "reason"),
    [
        ("", {}, 400, "QUERY"),
        (ENTRIES, {"content_type": "text/plain"}, 415, "CONTENT_TYPE"),
        (ENTRIES, {"last_event_id": "x"}, 400, "LAST_EVENT_ID"),
        (ENTRIES, {"last_event_id": "-1"}, 400, "LAST_EVENT_ID"),
        (ENTRIES, {"last_event_id": "9" * 19}, 400, "LAST_EVENT_ID"),
    ],
)
def test_a_request_that_is_no_question_is_refused_before_any_event(
    embedded: World, query: str, headers: dict[str, str], status: int, reason: str
) -> None:
    async def story() -> None:
        async with requesting(subscriptions(embedded), query, **headers) as reply:
            assert reply.status == status
            [error] = json.loads(await reply.chunk())["errors"]
            assert error["extensions"]["reason"] == reason

    told(story())


def test_who_takes_plain_answers_too_gets_one_unless_there_are_many(embedded: World) -> None:
    both = "application/json, text/event-stream"

    async def story() -> None:
        served = subscriptions(embedded)
        async with requesting(served, "{ meta { entries } }", accept=both) as reply:
            assert reply.status == 299
            assert await reply.chunk() == "a plain answer"
        async with requesting(served, variables={"since": HERE - 1}, accept=both) as reply:
            assert await reply.chunk() == standing(HERE - 1)
            assert await ids(reply, 1) == [HERE]

    told(story())


def test_a_quiet_stream_shows_that_it_is_alive(embedded: World) -> None:
    async def story() -> None:
        async with requesting(subscriptions(embedded, quiet=0.05)) as reply:
            assert await reply.chunk() == standing(HERE)
            assert [await reply.chunk() for _ in range(2)] == [ALIVE] * 2

    told(story())


def test_there_is_room_for_so_many(embedded: World) -> None:
    async def story() -> None:
        served = subscriptions(embedded, connections=1)
        async with requesting(served), requesting(served) as another:
            assert another.status == 503
            assert another.headers["retry-after"] == "5"
            [error] = json.loads(await another.chunk())["errors"]
            assert error["extensions"] == {"code": "UNAVAILABLE", "reason": "SUBSCRIBERS"}

    told(story())


def test_a_server_that_ends_completes_the_response_but_not_the_operation(world: World) -> None:
    async def story() -> None:
        served = subscriptions(world)
        async with requesting(served) as reply:
            assert await reply.chunk() == standing(HERE)
            await served.close()
            assert await reply.chunk() == ""

    told(story())


def test_who_does_not_read_is_let_go(embedded: World) -> None:
    async def story() -> None:
        served = subscriptions(embedded, sending=0.1, closing=0.1)
        async with requesting(served, variables={"since": 0}) as reply:
            reply.room = asyncio.Semaphore(0)
            async with asyncio.timeout(60):
                while reply.offered[-1].get("more_body", True):
                    await asyncio.sleep(0.01)

    told(story())


def test_a_database_that_is_gone_is_told_and_nothing_hangs() -> None:
    gone = World("sqlite:////nowhere/at/all.sqlite")

    async def story() -> None:
        async with requesting(subscriptions(gone)) as reply:
            assert reply.status == 503
            [error] = json.loads(await reply.chunk())["errors"]
            assert error["extensions"]["reason"] == "UNAVAILABLE"

    told(story())
