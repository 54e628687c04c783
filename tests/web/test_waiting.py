"""A question is worked on as long as somebody waits for its answer, and no longer."""

import asyncio
from collections.abc import Iterator
from threading import Event

import pytest
from starlette.types import Message

from schema import Stop
from web.waiting import Threads


@pytest.fixture
def threads() -> Iterator[Threads]:
    threads = Threads(1)
    yield threads
    threads.close()


async def stays() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


async def leaves() -> Message:
    return {"type": "http.disconnect"}


def until(stop: Stop) -> str:
    while not stop.due:
        Event().wait(0.01)
    return "stopped"


def test_the_outcome_is_there_for_who_waits(threads: Threads) -> None:
    assert asyncio.run(threads.run(lambda: "done", Stop(seconds=10), stays)) == "done"


def test_work_ends_when_its_asker_leaves(threads: Threads) -> None:
    stop = Stop(seconds=3_600)
    assert asyncio.run(threads.run(lambda: until(stop), stop, leaves)) is None
    assert stop.due


def test_work_ends_when_its_time_is_up(threads: Threads) -> None:
    stop = Stop(seconds=0.3)
    assert asyncio.run(threads.run(lambda: until(stop), stop, stays)) == "stopped"


def test_what_goes_wrong_is_told_to_who_waits(threads: Threads) -> None:
    def fail() -> str:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        asyncio.run(threads.run(fail, Stop(seconds=10), stays))
