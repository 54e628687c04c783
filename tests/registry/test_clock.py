"""A wrong clock pins time for good: nothing is recorded while the clock cannot be right."""

from datetime import timedelta

import pytest

from registry import REGISTRAR, Registry, Unavailable, record
from tests.registry.world import World, target

YEAR = timedelta(days=365)


def refuse_to_record(world: World) -> str:
    before = world.everything()
    with pytest.raises(Unavailable) as refused:
        world.record(target("T2"))
    assert world.everything() == before
    return str(refused.value)


def test_nothing_is_recorded_by_a_clock_of_2099(world: World) -> None:
    world.clock.moment = world.clock.moment.replace(year=2099)

    assert refuse_to_record(world) == (
        "Nothing was recorded: the clock of this machine (2099-01-01T00:00:02.000000Z) is more "
        "than 10 years ahead of the newest entry (2026-01-01T00:00:01.000000Z). Set the clock and "
        "try again; if it is right, run the command with ANSWERABLE_CLOCK_CHECKED=yes"
    )


def test_nothing_is_recorded_by_a_clock_behind_the_newest_entry(world: World) -> None:
    world.clock.moment -= timedelta(minutes=6)

    assert refuse_to_record(world) == (
        "Nothing was recorded: the clock of this machine (2025-12-31T23:54:02.000000Z) is behind "
        "the newest entry (2026-01-01T00:00:01.000000Z). Set the clock and try again; if it is "
        "right, that entry was recorded with a wrong one: restore the backup from before it"
    )


def test_once_the_clock_is_set_right_recording_goes_on(world: World) -> None:
    right = world.clock.moment
    world.clock.moment = right.replace(year=2099)
    refuse_to_record(world)
    world.clock.moment = right

    assert world.record(target("T2")).entries == (17,)
    assert world.entry(17)["recorded_at"] == "2026-01-01T00:00:02.000000Z"


def test_a_register_left_alone_for_nine_years_records_again(world: World) -> None:
    world.clock.moment += 9 * YEAR

    assert world.record(target("T2")).entries == (17,)


def test_the_keeper_may_vouch_for_the_clock(world: World) -> None:
    world.clock.moment += 20 * YEAR
    vouched = Registry.open(world.url, clock=world.clock, clock_checked=True)

    with vouched.writing() as session:
        recorded = record(session, [target("T2")], author=REGISTRAR)
    vouched.close()

    assert recorded.entries == (17,)
    assert world.entry(17)["recorded_at"] == "2045-12-27T00:00:02.000000Z"


def test_what_is_on_record_already_needs_no_clock(world: World) -> None:
    world.record(target("T2"))
    world.clock.moment = world.clock.moment.replace(year=2099)

    assert world.record(target("T2")).entries == (17,)
