"""Recording again what is on record: nothing twice, and nothing else under the same name."""

from registry.errors import Refusal, RefusalCode
from tests.registry.world import World, lead, target


def test_the_same_act_again_keeps_its_first_entry(world: World) -> None:
    world.record(target("T2"))
    before = world.everything()

    recorded = world.record(target("T2"))

    assert (recorded.entries, recorded.repeated) == ((17,), 1)
    assert world.everything() == before


def test_the_same_act_twice_in_one_batch_is_recorded_once(world: World) -> None:
    recorded = world.record(target("T2"), target("T3"), target("T2"))

    assert (recorded.entries, recorded.repeated) == ((17, 18, 17), 1)
    assert world.position().number == 18


def test_the_same_act_in_words_composed_otherwise_is_the_same(world: World) -> None:
    world.record(target("T2", title="Café"))

    recorded = world.record(target("T2", title="Cafe\u0301"))

    assert (recorded.entries, recorded.repeated) == ((17,), 1)


def test_a_key_stands_for_the_act_that_was_recorded_under_it_first(world: World) -> None:
    first = world.record(target("T2"), keys=["once"])

    again = world.record(target("T3"), keys=["once"])

    assert again.entries == first.entries == (17,)
    assert again.repeated == 1
    assert world.rows("targets", reference="T3") == []


def test_the_same_words_under_another_key_are_on_record_already(world: World) -> None:
    world.record(target("T2"), keys=["once"])

    recorded = world.record(target("T2"), keys=["twice"])

    assert (recorded.entries, recorded.repeated) == ((17,), 1)


def test_other_words_under_the_same_reference_are_refused_with_what_differs(world: World) -> None:
    assert world.refused(target("T1", title="Other", unit="%")) == (
        Refusal(
            RefusalCode.DUPLICATE,
            "targets T1 is on record already and says otherwise in: title, unit",
            "Give the record a reference of its own, or correct the one on record "
            "(kind corrections)",
            field="reference",
            value="T1",
        ),
    )


def test_a_lead_that_has_ended_since_is_still_the_same_act(world: World) -> None:
    world.record(lead("POLICE", "2007-04-01"))
    world.record(lead("COUNCIL", "2008-04-01"))

    recorded = world.record(lead("POLICE", "2007-04-01"), lead("COUNCIL", "2008-04-01"))

    assert (recorded.entries, recorded.repeated) == ((17, 18), 2)


def test_a_batch_without_acts_moves_nothing(world: World) -> None:
    before = world.everything()

    recorded = world.record()

    assert (recorded.entries, recorded.repeated) == ((), 0)
    assert world.everything() == before
