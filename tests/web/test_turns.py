"""Turns in threads go first to whoever has worked least of late."""

import asyncio
from collections.abc import Awaitable, Callable

from web.graphql.turns import Debts, Turns

Future = asyncio.Future[None]


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def tell(story: Callable[[Clock], Awaitable[None]]) -> None:
    async def run() -> None:
        await story(Clock())

    asyncio.run(run())


def work(turns: Turns, clock: Clock, turn: Future, seconds: float) -> None:
    """Let the work of a turn take so long, from beginning to end."""
    assert turn.done()
    clock.now += seconds
    turns.give_back(turn)
    turns.end(turn)


def begun(turns: list[Future]) -> list[bool]:
    return [turn.done() for turn in turns]


def test_who_has_worked_least_goes_first_and_others_in_order() -> None:
    async def story(clock: Clock) -> None:
        turns = Turns(1, 1, clock)
        work(turns, clock, turns.take("much"), 0.02)
        work(turns, clock, turns.take("little"), 0.01)
        first = turns.take("first")
        waiting = [turns.take(each) for each in ("much", "little", "new", "newer", None)]
        order = []
        current = first
        for _ in waiting:
            work(turns, clock, current, 0.0)
            (current,) = [turn for turn in waiting if turn.done() and turn not in order]
            order.append(current)
        assert [waiting.index(turn) for turn in order] == [2, 3, 4, 1, 0]

    tell(story)


def test_busy_clients_share_turns_of_their_own() -> None:
    async def story(clock: Clock) -> None:
        turns = Turns(1, 2, clock)
        for name in "abc":
            work(turns, clock, turns.take(name), 5.0)
        busy = [turns.take(name) for name in "abc"]
        assert begun(busy) == [True, True, False]
        # They hold no turn of anybody else's.
        stranger = turns.take("stranger")
        assert stranger.done()
        work(turns, clock, stranger, 0.01)
        assert begun(busy) == [True, True, False]
        # Their turns last as long as their work.
        turns.give_back(busy[0])
        assert begun(busy) == [True, True, False]
        turns.end(busy[0])
        assert begun(busy) == [True, True, True]

    tell(story)


def test_who_has_something_under_way_goes_after_who_has_nothing() -> None:
    async def story(clock: Clock) -> None:
        turns = Turns(1, 1, clock)
        first, second, stranger = turns.take("a"), turns.take("a"), turns.take("b")
        turns.give_back(first)
        assert begun([second, stranger]) == [False, True]

    tell(story)


def test_what_is_slow_now_counts_before_it_ends() -> None:
    async def story(clock: Clock) -> None:
        turns = Turns(1, 1, clock)
        slow = turns.take("slow")
        clock.now += 0.1
        turns.give_back(slow)
        other, again, third = turns.take("other"), turns.take("slow"), turns.take("slow")
        assert begun([other, again, third]) == [True, True, False]

    tell(story)


def test_who_leaves_before_their_turn_is_forgotten() -> None:
    async def story(clock: Clock) -> None:
        turns = Turns(1, 1, clock)
        first, leaver, last = turns.take("a"), turns.take("b"), turns.take("c")
        turns.give_back(leaver)
        turns.end(leaver)
        work(turns, clock, first, 0.0)
        assert begun([leaver, last]) == [False, True]

    tell(story)


def test_debts_drain_away_within_a_minute_and_are_forgotten() -> None:
    clock = Clock()
    debts = Debts(clock)
    debts.add("a", 1.0)
    assert debts.of("a") == 1.0
    clock.now += 3.0
    assert debts.of("a") == 0.5
    debts.add("a", 3_600.0)
    assert debts.of("a") == 10.0
    clock.now += 60.0
    assert debts.of("a") == 0.0
    for number in range(3_000):
        debts.add(str(number), 0.001)
        clock.now += 1.0
    assert len(debts) < 1_000
