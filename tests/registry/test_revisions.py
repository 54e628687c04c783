"""Rule 6: targets change only by a revision and with consent; at most 35 are designated at once."""

from itertools import permutations
from typing import Any

import pytest

from registry import verify
from registry.acts import (
    AgreementMade,
    AgreementRevised,
    RevisionConsented,
    TargetChanged,
    TargetDesignated,
)
from registry.vocabulary import AccountabilityRole, Designation
from tests.registry.world import World, lead, target, tell


def revision(reference: str = "REV", on: str = "2008-04-01", *consented: str) -> list[Any]:
    return [
        tell(AgreementRevised, reference=reference, agreement="LAA", title="Refresh", on=on),
        *(tell(RevisionConsented, revision=reference, partner=partner) for partner in consented),
    ]


def change(value: str, revision: str = "REV", field: str = "title", **fields: Any) -> Any:
    return tell(
        TargetChanged,
        **{"target": "T1", "revision": revision, "field": field, "value": value, **fields},
    )


def designated(
    target: str, from_: str | None = "2008-04-01", to: str = "DESIGNATED", **fields: Any
) -> Any:
    return tell(TargetDesignated, target=target, designation=Designation(to), from_=from_, **fields)


def test_a_revision_that_was_consented_to_changes_what_a_target_says(world: World) -> None:
    world.record(*revision("REV", "2008-04-01", "COUNCIL"))

    world.record(change("Fewer burglaries", was="Target T1"))

    assert world.row("targets", "T1")["title"] == "Fewer burglaries"
    assert [row["title"] for row in world.history("targets", "T1")] == ["Target T1"]
    assert verify(world.registry).entries == 19


def test_nobody_consented(world: World) -> None:
    world.record(*revision())

    assert world.refusal(change("x")) == "OUT_OF_ORDER: REV names nobody who consented"


def test_each_partner_that_answers_for_a_target_consents_to_its_change(world: World) -> None:
    accountable = {"role": AccountabilityRole.ACCOUNTABLE}
    world.record(
        lead("POLICE", "2007-04-01"),
        lead("PCT", "2007-04-01", **accountable),
        lead("GO", "2007-04-01", until="2008-04-01", **accountable),
        *revision("REV", "2008-04-01", "COUNCIL"),
    )

    assert world.refusal(change("x")) == (
        "OUT_OF_ORDER: T1 is not designated and PCT, POLICE did not consent"
    )
    world.record(
        tell(RevisionConsented, revision="REV", partner="PCT"),
        tell(RevisionConsented, revision="REV", partner="POLICE"),
        change("x"),
    )


def test_a_designated_target_needs_the_consent_of_somebody_named(world: World) -> None:
    world.record(
        lead("POLICE", "2007-04-01"),
        designated("T1", "2007-04-01"),
        *revision("REV", "2008-04-01", "DEPARTMENT"),
        change("x"),
    )

    assert world.row("targets", "T1")["title"] == "x"


def test_what_was_designated_until_the_day_of_a_revision_counts_as_such(world: World) -> None:
    world.record(
        lead("POLICE", "2007-04-01"),
        designated("T1", "2007-04-01"),
        designated("T1", "2008-04-01", "LOCAL"),
        *revision("REV", "2008-04-01", "DEPARTMENT"),
    )

    world.record(change("x"))


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (
            change("LAA2", field="agreement"),
            "INVALID: a target has no field agreement that a revision could change",
        ),
        (
            change("x", field="colour"),
            "INVALID: a target has no field colour that a revision could change",
        ),
        (
            change("NI999", field="measure"),
            "NOT_FOUND: measure names NI999, which is not among the measures on record",
        ),
        (change("1 May", field="from"), "INVALID: from is not a day"),
        (change("UP", field="polarity"), "INVALID: polarity is not one of its words"),
    ],
    ids=str,
)
def test_a_change_follows_the_rules_of_targets(world: World, act: Any, refusal: str) -> None:
    world.record(*revision("REV", "2008-04-01", "COUNCIL"))

    assert world.refusal(act) == refusal


def test_a_revision_changes_targets_of_its_own_agreement(world: World) -> None:
    world.record(
        tell(AgreementMade, reference="LAA2", title="x", area="AREA"),
        target("T2", agreement="LAA2"),
        *revision("REV", "2008-04-01", "COUNCIL"),
    )

    words = "INVALID: T2 belongs to agreement LAA2, but REV to LAA"
    assert world.refusal(change("x", target="T2")) == words
    assert world.refusal(designated("T2", revision="REV")) == words


@pytest.mark.parametrize("order", list(permutations((0, 1, 2))), ids=str)
def test_the_change_of_the_latest_revision_holds_whatever_comes_in_first(
    world: World, order: tuple[int, ...]
) -> None:
    world.record(
        *revision("R1", "2008-04-01", "COUNCIL"),
        *revision("R2", "2009-04-01", "COUNCIL"),
        *revision("R3", "2009-04-01", "COUNCIL"),
    )
    changes = [change("first", "R1"), change("second", "R2"), change("third", "R3")]

    world.record(*(changes[place] for place in order))

    assert world.row("targets", "T1")["title"] == "third"
    assert verify(world.registry).entries == 25


def test_thirty_five_targets_are_designated_at_once_and_no_more(world: World) -> None:
    targets = [target(f"X{number:02}") for number in range(36)]
    world.record(*targets)
    world.record(*(designated(f"X{number:02}") for number in range(35)))

    assert world.refusal(designated("X35")) == (
        "OUT_OF_ORDER: LAA would have 36 designated targets at once"
    )
    assert world.refusal(designated("X35", None)) == (
        "OUT_OF_ORDER: LAA would have 36 designated targets at once"
    )
    world.record(designated("X35", to="LOCAL"))


def test_a_designation_is_revoked_by_another_and_leaves_room_from_that_day(world: World) -> None:
    world.record(*(target(f"X{number:02}") for number in range(36)))
    world.record(*(designated(f"X{number:02}") for number in range(35)))

    world.record(designated("X00", "2009-04-01", "LOCAL"))

    row = world.row("target_designations", "X00/DESIGNATED/2008-04-01")
    assert (row["until"], row["entry"]) == ("2009-04-01", 88)
    assert world.refusal(designated("X35", "2009-03-31")) == (
        "OUT_OF_ORDER: LAA would have 36 designated targets at once"
    )
    world.record(designated("X35", "2009-04-01"))


def test_only_designations_of_one_and_the_same_day_count_together(world: World) -> None:
    world.record(*(target(f"X{number:02}") for number in range(37)))
    world.record(
        *(designated(f"X{number:02}", "2007-04-01") for number in range(34)),
        designated("X34", "2007-04-01", until="2008-04-01"),
        designated("X35", "2008-04-01", until="2009-04-01"),
    )

    assert world.refusal(designated("X36", "2007-05-01")) == (
        "OUT_OF_ORDER: LAA would have 36 designated targets at once"
    )
    world.record(designated("X36", "2009-04-01"))
