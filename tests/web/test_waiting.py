"""A question is worked on as long as somebody waits for its answer, and no longer."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event, Lock

import pytest
from starlette.types import Message, Receive

from schema import RequestDeadline
from web.graphql.executor import ThreadExecutor


@pytest.fixture
def threads() -> Iterator[ThreadExecutor]:
    threads = ThreadExecutor(1)
    yield threads
    threads.close()


async def stays() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


async def leaves() -> Message:
    return {"type": "http.disconnect"}


def until(stop: RequestDeadline) -> str:
    while not stop.is_over:
        Event().wait(0.01)
    return "stopped"


def test_the_outcome_is_there_for_who_waits(threads: ThreadExecutor) -> None:
    assert asyncio.run(threads.run(lambda: "done", RequestDeadline(seconds=10), stays)) == "done"


def test_work_ends_when_its_asker_leaves(threads: ThreadExecutor) -> None:
    stop = RequestDeadline(seconds=3_600)
    assert asyncio.run(threads.run(lambda: until(stop), stop, leaves)) is None
    assert stop.is_over


def test_work_ends_when_its_time_is_up(threads: ThreadExecutor) -> None:
    stop = RequestDeadline(seconds=0.3)
    assert asyncio.run(threads.run(lambda: until(stop), stop, stays)) == "stopped"


def test_what_goes_wrong_is_told_to_who_waits(threads: ThreadExecutor) -> None:
    def fail() -> str:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        asyncio.run(threads.run(fail, RequestDeadline(seconds=10), stays))


class Crowd:
    """Work of which each piece notes that it began, and goes on until it may end."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.most = 0
        self._at_work = 0
        self._lock = Lock()
        self._may_end = Event()

    def end(self) -> None:
        self._may_end.set()

    def work(self, name: str) -> str:
        with self._lock:
            self.begun.append(name)
            self._at_work += 1
            self.most = max(self.most, self._at_work)
        self._may_end.wait()
        with self._lock:
            self._at_work -= 1
        return name


def asked(
    threads: ThreadExecutor,
    crowd: Crowd,
    name: str,
    receive: Receive = stays,
    asker: str | None = None,
) -> asyncio.Task[str | None]:
    work = partial(crowd.work, name)
    return asyncio.ensure_future(threads.run(work, RequestDeadline(seconds=3_600), receive, asker))


async def until_begun(crowd: Crowd, count: int) -> None:
    while len(crowd.begun) < count:
        await asyncio.sleep(0.001)


@contextmanager
def patient(count: int, young: int, aging: float) -> Iterator[tuple[ThreadExecutor, Crowd]]:
    threads, crowd = ThreadExecutor(count, young, aging), Crowd()
    try:
        yield threads, crowd
    finally:
        crowd.end()
        threads.close()


def test_slow_questions_do_not_hold_up_a_quick_one() -> None:
    async def story(threads: ThreadExecutor, crowd: Crowd) -> None:
        slow = [asked(threads, crowd, f"slow {i}") for i in range(3)]
        await asyncio.sleep(0)
        assert await threads.run(lambda: "quick", RequestDeadline(seconds=3_600), stays) == "quick"
        assert crowd.begun == ["slow 0", "slow 1", "slow 2"]
        assert threads.busy == 3
        crowd.end()
        assert await asyncio.gather(*slow) == ["slow 0", "slow 1", "slow 2"]
        assert threads.busy == 0

    with patient(count=4, young=1, aging=0.02) as (threads, crowd):
        asyncio.run(story(threads, crowd))


def test_one_client_has_two_slow_questions_at_a_time() -> None:
    async def story(threads: ThreadExecutor, crowd: Crowd) -> None:
        slow = [asked(threads, crowd, f"slow {i}", asker="one") for i in range(9)]
        leaver = asked(threads, crowd, "leaver", leaves, asker="one")
        await until_begun(crowd, 2)
        # Everybody else is served meanwhile, also the machine itself, which nobody counts.
        stop = RequestDeadline(seconds=3_600)
        for asker in ("other", "other", "third", None):
            assert await threads.run(lambda: "quick", stop, stays, asker) == "quick"
        assert await leaver is None
        assert crowd.begun == ["slow 0", "slow 1"]
        assert threads.busy == 9
        crowd.end()
        assert await asyncio.gather(*slow) == [f"slow {i}" for i in range(9)]
        assert threads.busy == 0

    with patient(count=8, young=2, aging=0.02) as (threads, crowd):
        asyncio.run(story(threads, crowd))
    assert crowd.most == 2
    assert sorted(crowd.begun) == [f"slow {i}" for i in range(9)]


def test_so_many_young_questions_are_worked_on_at_a_time_in_order() -> None:
    async def story(threads: ThreadExecutor, crowd: Crowd) -> None:
        questions = [asked(threads, crowd, name) for name in "abcdef"]
        await until_begun(crowd, 2)
        assert threads.busy == 6
        crowd.end()
        assert await asyncio.gather(*questions) == [*"abcdef"]

    with patient(count=8, young=2, aging=3_600) as (threads, crowd):
        asyncio.run(story(threads, crowd))
    assert crowd.most == 2
    # Two begin together, each in a thread of its own.
    assert sorted(crowd.begun[:2]) == ["a", "b"]
    assert sorted(crowd.begun) == [*"abcdef"]


def test_who_waits_is_served_in_order() -> None:
    async def story(threads: ThreadExecutor, crowd: Crowd) -> None:
        questions = [asked(threads, crowd, name) for name in "abcdef"]
        await until_begun(crowd, 1)
        crowd.end()
        await asyncio.gather(*questions)

    with patient(count=8, young=1, aging=3_600) as (threads, crowd):
        asyncio.run(story(threads, crowd))
    assert crowd.begun == [*"abcdef"]


def test_who_leaves_before_their_turn_is_forgotten() -> None:
    async def story(threads: ThreadExecutor, crowd: Crowd) -> None:
        first = asked(threads, crowd, "first")
        leaver = asked(threads, crowd, "leaver", leaves)
        last = asked(threads, crowd, "last")
        assert await leaver is None
        assert threads.busy == 2
        crowd.end()
        assert [await first, await last] == ["first", "last"]
        assert threads.busy == 0

    with patient(count=8, young=1, aging=3_600) as (threads, crowd):
        asyncio.run(story(threads, crowd))
    assert crowd.begun == ["first", "last"]


def test_who_is_sent_home_before_their_turn_frees_the_place() -> None:
    async def story(threads: ThreadExecutor, crowd: Crowd) -> None:
        first = asked(threads, crowd, "first")
        second = asked(threads, crowd, "second")
        last = asked(threads, crowd, "last")
        await until_begun(crowd, 1)
        second.cancel()
        crowd.end()
        assert [await first, await last] == ["first", "last"]
        assert second.cancelled()
        assert threads.busy == 0

    with patient(count=8, young=1, aging=3_600) as (threads, crowd):
        asyncio.run(story(threads, crowd))
    assert crowd.begun == ["first", "last"]
