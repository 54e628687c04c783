"""Recording again what is on record: nothing twice, and nothing else under the same name."""

import pytest

from registry import REGISTRAR, Author, Refusal, RefusalCode, Role
from tests.registry.test_corrections import correction
from tests.registry.test_redactions import redaction
from tests.registry.world import World, lead, target

COUNCIL, POLICE = Author("COUNCIL", Role.COUNCIL), Author("POLICE", Role.SCRUTINY_COMMITTEE)


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


def taken(key: str, entry: int, index: int = 0) -> Refusal:
    return Refusal(
        RefusalCode.DUPLICATE,
        f"the key {key} stands for entry {entry}, which says otherwise",
        "Send the act of that entry again, or give this one a key of its own",
        field="key",
        value=key,
        index=index,
    )


def test_a_key_stands_for_the_act_with_which_it_was_first_given(world: World) -> None:
    first = world.record(target("T2"), keys=["once"])
    before = world.everything()

    again = world.record(target("T2"), keys=["once"])

    assert again.entries == first.entries == (17,)
    assert again.repeated == 1
    assert world.everything() == before


def test_the_same_key_with_other_words_is_refused_with_the_first_entry(world: World) -> None:
    world.record(target("T2"), keys=["once"])

    assert world.refused(target("T3"), keys=["once"]) == (taken("once", 17),)


def test_the_same_key_with_other_words_is_refused_within_one_batch(world: World) -> None:
    assert world.refused(target("T2"), target("T3"), keys=["once", "once"]) == (
        taken("once", 17, index=1),
    )


def test_a_key_that_was_refused_stands_for_nothing(world: World) -> None:
    world.refused(target("T2", measure="NONE"), keys=["once"])

    assert world.record(target("T3"), keys=["once"]).entries == (17,)


def test_a_refused_batch_leaves_its_other_keys_free(world: World) -> None:
    world.refused(target("T2"), target("T3", measure="NONE"), keys=["one", "other"])

    assert world.record(target("T4"), keys=["one"]).entries == (17,)


@pytest.mark.parametrize("other", [COUNCIL, Author("POLICE", Role.PARTNER), REGISTRAR])
def test_a_key_belongs_to_its_author(world: World, other: Author) -> None:
    first = world.record(target("T2"), author=POLICE, keys=["once"])

    second = world.record(target("T3"), author=other, keys=["once"])

    assert (first.entries, second.entries) == ((17,), (18,))
    assert world.refused(target("T4"), author=other, keys=["once"]) == (taken("once", 18),)
    assert world.refused(target("T4"), author=POLICE, keys=["once"]) == (taken("once", 17),)


def test_the_same_words_under_another_key_are_on_record_already(world: World) -> None:
    world.record(target("T2"), keys=["once"])

    recorded = world.record(target("T2"), keys=["twice"])

    assert (recorded.entries, recorded.repeated) == ((17,), 1)
    assert world.position().number == 17
    assert world.refused(target("T3"), keys=["twice"]) == (taken("twice", 17),)


def test_words_without_a_key_are_known_by_themselves(world: World) -> None:
    world.record(target("T2"), author=POLICE, keys=["once"])

    recorded = world.record(target("T2"), target("T3"), keys=[None, "other"])

    assert (recorded.entries, recorded.repeated) == ((17, 18), 1)


def test_a_correction_under_a_key_is_the_same_although_the_record_changed_since(
    world: World,
) -> None:
    first = correction("targets", "T1", "title", "First")
    world.record(first, keys=["once"])
    world.record(correction("targets", "T1", "title", "Second"))

    again = world.record(first, keys=["once"])

    assert (again.entries, again.repeated) == ((17,), 1)
    assert world.row("targets", "T1")["title"] == "Second"
    assert world.record(first, keys=["another"]).entries == (19,)
    assert world.row("targets", "T1")["title"] == "First"


def test_a_redaction_under_a_key_is_recorded_once(world: World) -> None:
    taking = redaction("targets", "T1", 13, "title")
    world.record(taking, keys=["once"])

    again = world.record(taking, keys=["once"])

    assert (again.entries, again.repeated) == ((17,), 1)
    assert world.refused(target("T2"), keys=["once"]) == (taken("once", 17),)


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
