"""Rule 3: a mistake is corrected by a new act that points at the old one."""

from typing import Any

import pytest

from registry import verify
from registry.acts import (
    AgreementMade,
    Corrected,
    NegotiationOpened,
    ProtocolAdopted,
    SourceCited,
)
from registry.vocabulary import Standing
from tests.registry.world import World, lead, target, tell


def correction(kind: str, record: str, field: str, value: str | None, **fields: Any) -> Any:
    return tell(
        Corrected,
        **{"kind": kind, "record": record, "field": field, "value": value, **fields},
        reason="misread",
    )


def test_a_correction_makes_a_new_version_and_keeps_the_old_one(world: World) -> None:
    old = world.row("targets", "T1")

    recorded = world.record(correction("targets", "T1", "title", "Fewer burglaries"))

    assert recorded.entries == (17,)
    new = world.row("targets", "T1")
    assert new == {
        **old,
        "title": "Fewer burglaries",
        "entry": 17,
        "recorded_at": "2026-01-01T00:00:02.000000Z",
    }
    assert world.history("targets", "T1") == [{**old, "until_entry": 17}]
    (visible,) = world.rows("corrections")
    assert (visible["record"], visible["field"], visible["value"]) == (
        "T1",
        "title",
        "Fewer burglaries",
    )
    assert (visible["corrects"], visible["reason"]) == (13, "misread")
    assert visible["reference"] == "T1/title/13"
    assert world.rows_of_search("T1") == [("Fewer burglaries", "T1", "burglari fewer t1")]


def test_a_field_may_be_corrected_to_say_nothing(world: World) -> None:
    world.record(correction("agreements", "LAA", "broker", None))

    assert world.row("agreements", "LAA")["broker"] is None


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (
            correction("targets", "T1", "title", "x", corrects=12),
            "STALE: T1 has changed since: it stands in entry 13",
        ),
        (
            correction("targets", "T1", "title", "Target T1"),
            "DUPLICATE: title of T1 already says so",
        ),
        (
            correction("targets", "T1", "unit", None),
            "DUPLICATE: unit of T1 already says so",
        ),
        (
            correction("goalposts", "T1", "title", "x"),
            "INVALID: there is no kind of record goalposts",
        ),
        (
            correction("corrections", "T1", "reason", "x"),
            "INVALID: there is no kind of record corrections",
        ),
        (
            correction("targets", "T9", "title", "x"),
            "NOT_FOUND: T9 is not among the targets on record",
        ),
        (
            correction("targets", "T1", "colour", "red"),
            "INVALID: targets have no field colour that could be corrected",
        ),
        (
            correction("targets", "T1", "reference", "T2"),
            "INVALID: targets have no field reference that could be corrected",
        ),
        (
            correction("targets", "T1", "entry", "1"),
            "INVALID: targets have no field entry that could be corrected",
        ),
        (correction("targets", "T1", "title", None), "INVALID: title is missing"),
        (
            correction("targets", "T1", "polarity", "UP"),
            "INVALID: polarity is not one of its words",
        ),
        (
            correction("targets", "T1", "from", "1 May"),
            "INVALID: from is not a day",
        ),
        (
            correction("targets", "T1", "measure", "NI999"),
            "NOT_FOUND: measure names NI999, which is not among the measures on record",
        ),
        (
            correction("agreements", "LAA", "until", "2007-04-01"),
            "INVALID: it ends on 2007-04-01 but begins on 2007-04-01",
        ),
    ],
    ids=str,
)
def test_a_correction_that_cannot_stand_is_refused(world: World, act: Any, refusal: str) -> None:
    assert world.refusal(act) == refusal


def test_a_correction_tells_of_its_value_whatever_rule_it_breaks(world: World) -> None:
    (refusal,) = world.refused(correction("targets", "T1", "measure", "NI999"))

    assert (refusal.field, refusal.value) == ("value", "NI999")


def test_corrections_follow_one_another_in_one_batch(world: World) -> None:
    world.record(
        correction("targets", "T1", "title", "First"),
        correction("targets", "T1", "title", "Second", corrects=17),
        correction("targets", "T1", "unit", "%"),
    )

    row = world.row("targets", "T1")
    assert (row["title"], row["unit"], row["entry"]) == ("Second", "%", 19)
    assert [
        (version["title"], version["entry"], version["until_entry"])
        for version in world.history("targets", "T1")
    ] == [("Target T1", 13, 17), ("First", 17, 18), ("Second", 18, 19)]
    assert [row["corrects"] for row in world.rows("corrections")] == [13, 17, 18]
    assert verify(world.registry).entries == 19


def test_a_reference_derived_from_what_was_wrong_stays(world: World) -> None:
    world.record(lead("POLICE", "2007-04-01"))

    world.record(correction("accountability", "T1/LEAD/POLICE/2007-04-01", "partner", "PCT"))

    assert world.row("accountability", "T1/LEAD/POLICE/2007-04-01")["partner"] == "PCT"
    assert verify(world.registry).entries == 18


def test_a_record_that_others_name_cannot_be_moved_from_under_them(world: World) -> None:
    world.record(
        tell(AgreementMade, reference="LAA2", title="x", area="AREA"),
        tell(ProtocolAdopted, reference="P", title="x", agreement="LAA", target="T1", version=1),
    )

    assert world.refusal(correction("targets", "T1", "agreement", "LAA2")) == (
        "INVALID: protocols P: T1 belongs to agreement LAA2, not to LAA"
    )


def test_a_source_cannot_leave_the_world_of_what_cites_it(world: World) -> None:
    refusals = world.refused(
        correction("sources", "S", "standing", "VERBATIM"),
    )

    assert len(refusals) == 15
    assert refusals[0].message == (
        "regions R: source names S, which is real, but the record itself is fictional"
    )


def test_a_record_is_corrected_out_of_its_own_world(world: World) -> None:
    real = {"standing": Standing.VERBATIM}
    world.record(tell(SourceCited, reference="REAL", title="x", **real))

    assert (
        world.refusal(correction("targets", "T1", "title", "x", source="REAL", **real))
        == "INVALID: T1 is fictional, but the record itself is real"
    )


def test_what_is_right_must_belong_together_too(world: World) -> None:
    world.record(
        tell(AgreementMade, reference="LAA2", title="x", area="AREA"),
        target("T2", agreement="LAA2"),
        tell(NegotiationOpened, reference="TALKS2", title="x", agreement="LAA2"),
        tell(ProtocolAdopted, reference="P", title="x", agreement="LAA", version=1),
    )

    assert world.refusal(correction("protocols", "P", "target", "T2")) == (
        "INVALID: T2 belongs to agreement LAA2, not to LAA"
    )
