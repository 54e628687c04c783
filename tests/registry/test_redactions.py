"""Rule 3: words can be taken off the record, visibly, with a reason, and the proof still holds."""

from typing import Any

import pytest

from registry import REGISTRAR, Refused, record, verify
from registry import make_redaction as take_off
from registry.acts import (
    AdvicePublished,
    AgreementRevised,
    Corrected,
    DecisionMade,
    PartnerIdentified,
    Redacted,
    RevisionConsented,
    SourceCited,
    TargetChanged,
)
from registry.ledger import compute_leaf_hash, compute_root, make_inclusion_proof, verify_inclusion
from registry.models import Entry
from registry.vocabulary import Recommendation, Standing
from tests.registry.world import World, lead, tell

T1 = 13  # the entry of the setting that set target T1


def redaction(kind: str, record: str, redacts: int, fields: str, **more: Any) -> Any:
    return tell(
        Redacted,
        **{"kind": kind, "record": record, "redacts": redacts, "fields": fields, **more},
        reason="names a private person",
    )


def correction(field: str, value: str | None, **more: Any) -> Any:
    return tell(
        Corrected, kind="targets", record="T1", field=field, value=value, reason="misread", **more
    )


def titles(world: World) -> list[str]:
    """What target T1 was called in all its versions, the current one last."""
    return [row["title"] for row in (*world.history("targets", "T1"), world.row("targets", "T1"))]


def proven(world: World, number: int) -> bool:
    with world.registry.reading() as session:
        connection = session.connection
        size = world.position().number
        entry = connection.execute(Entry.__table__.select().where(Entry.number == number)).one()
        proof = [bytes.fromhex(part) for part in make_inclusion_proof(connection, number)]
        return verify_inclusion(
            compute_leaf_hash(entry),
            number - 1,
            size,
            proof,
            bytes.fromhex(compute_root(connection)),
        )


def test_words_are_taken_off_and_that_they_were_there_stays_visible(world: World) -> None:
    before = world.entry(T1)

    recorded = world.record(redaction("targets", "T1", T1, "title"))

    assert recorded.entries == (17,)
    assert world.entry(T1) == {
        **before,
        "payload": None,
        "salt": None,
        "key": "redacted 13",
        "redacted_by": 17,
    }
    assert titles(world) == ["[redacted]"]
    assert world.rows_of_search("T1") == [("[redacted]", "T1", "redact t1")]
    (visible,) = world.rows("redactions")
    assert (visible["redacts"], visible["fields"], visible["reason"]) == (
        T1,
        "title",
        "names a private person",
    )
    assert visible["remains"] == (
        '{"agreement":"LAA","polarity":"UNSTATED","reference":"T1","source":"S",'
        '"standing":"FICTIONAL","title":"[redacted]"}'
    )
    assert "Target T1" not in str(world.everything())
    assert proven(world, T1)
    assert verify(world.registry).entries == 17


def test_later_versions_that_only_carried_the_words_lose_them_too(world: World) -> None:
    world.record(
        correction("unit", "%"), correction("title", "Fewer burglaries"), correction("unit", None)
    )

    world.record(redaction("targets", "T1", T1, "title"))

    assert titles(world) == ["[redacted]", "[redacted]", "Fewer burglaries", "Fewer burglaries"]
    assert verify(world.registry).entries == 20


def test_words_that_a_correction_said_go_from_both_records(world: World) -> None:
    world.record(correction("title", "Mrs Smith"), correction("unit", "%"))

    world.record(redaction("corrections", f"T1/title/{T1}", 17, "value"))

    assert titles(world) == ["Target T1", "[redacted]", "[redacted]"]
    assert [row["value"] for row in world.rows("corrections")] == ["[redacted]", "%"]
    assert "Smith" not in str(world.everything())
    assert verify(world.registry).entries == 19


def changed(revision: str, on: str, title: str) -> list[Any]:
    return [
        tell(AgreementRevised, reference=revision, agreement="LAA", title="x", on=on),
        tell(RevisionConsented, revision=revision, partner="COUNCIL"),
        tell(TargetChanged, target="T1", revision=revision, field="title", value=title),
    ]


def test_words_that_a_change_says_again_stay_until_they_are_redacted_there(world: World) -> None:
    world.record(*changed("R1", "2008-04-01", "Target T1"))

    world.record(redaction("targets", "T1", T1, "title"))
    assert titles(world) == ["[redacted]", "Target T1"]
    assert verify(world.registry).entries == 20

    world.record(redaction("target_changes", "T1/R1/title", 19, "value"))
    assert titles(world) == ["[redacted]", "[redacted]"]
    assert "Target T1" not in str(world.everything())
    assert verify(world.registry).entries == 21


def test_a_change_that_never_held_takes_no_other_words_along(world: World) -> None:
    world.record(*changed("R2", "2009-04-01", "The later title"))
    world.record(*changed("R1", "2008-04-01", "Mrs Smith"))
    world.record(correction("unit", "%"))

    world.record(redaction("target_changes", "T1/R1/title", 22, "value"))

    assert titles(world) == ["Target T1", "The later title", "The later title"]
    assert "Smith" not in str(world.everything())
    assert verify(world.registry).entries == 24


def redacted(world: World, number: int, fields: str, **more: str) -> int:
    """Redact an entry as the command does; returns the entry that did so."""
    told = {"reason": "names a private person", "source": "S", **more}
    with world.registry.writing() as session:
        act = take_off(session.connection, number, fields=fields, **told)
        return record(session, [act], author=REGISTRAR).entries[0]


def test_one_entry_may_be_redacted_again(world: World) -> None:
    """What the first redaction left holds the words of the second: it goes as well."""
    world.record(tell(SourceCited, reference="S2", title="Mrs Smith", publisher="Mr Jones"))
    assert redacted(world, 17, "title") == 18
    assert "Jones" in world.row("redactions", "S2/17")["remains"]

    assert redacted(world, 17, "publisher") == 19

    row = world.row("sources", "S2")
    assert (row["title"], row["publisher"]) == ("[redacted]", "[redacted]")
    assert [world.entry(number)["redacted_by"] for number in (17, 18)] == [19, 20]
    assert [row["fields"] for row in world.rows("redactions", redacts=17)] == ["title", "publisher"]
    (further,) = world.rows("redactions", redacts=18)
    assert (further["fields"], further["reason"]) == ("remains", "names a private person")
    assert not {"Smith", "Jones"} & set(str(world.everything()).replace('"', " ").split())
    assert verify(world.registry).entries == 20


def test_what_redactions_of_redactions_left_goes_too(world: World) -> None:
    address = "https://x.example"
    world.record(
        tell(SourceCited, reference="S2", title="Mrs Smith", publisher="Jones", url=address)
    )
    redacted(world, 17, "title", reason="For Mrs Smith")
    redacted(world, 18, "reason")
    redacted(world, 17, "url")

    redacted(world, 17, "publisher")

    assert "Jones" not in str(world.everything())
    assert "Smith" not in str(world.everything())
    assert (
        redacted(world, 17, "publisher") == world.rows("redactions", fields="publisher")[0]["entry"]
    )
    verify(world.registry)


def test_what_the_latest_redaction_left_cannot_be_taken_off(world: World) -> None:
    world.record(redaction("targets", "T1", T1, "title"))

    assert world.refusal(redaction("redactions", f"T1/{T1}", 17, "remains")) == (
        "INVALID: remains of entry 17 holds no words that could be taken off"
    )


def test_words_of_a_decision_go_from_its_citation_and_from_what_that_was(world: World) -> None:
    world.record(
        tell(
            AdvicePublished,
            reference="ADVICE",
            negotiation="TALKS",
            by="INSPECTORATE",
            published_on="2007-01-01",
            recommends=Recommendation.APPROVE,
            text="x",
        ),
        tell(
            DecisionMade,
            reference="D",
            negotiation="TALKS",
            by="DEPARTMENT",
            approves=True,
            advice="ADVICE",
            reasons="x",
            locator="Letter of Mrs Smith",
        ),
        tell(SourceCited, reference="S2", title="x"),
        tell(
            Corrected,
            kind="citations",
            record="D/ADVICE",
            field="source",
            value="S2",
            reason="misread",
        ),
    )

    redacted(world, 18, "locator")

    versions = (*world.history("citations", "D/ADVICE"), world.row("citations", "D/ADVICE"))
    assert [row["locator"] for row in versions] == ["[redacted]", "[redacted]"]
    assert "Smith" not in str(world.everything())
    assert verify(world.registry).entries == 21


def test_the_reason_of_a_redaction_may_itself_be_redacted(world: World) -> None:
    world.record(redaction("targets", "T1", T1, "title"))

    world.record(redaction("redactions", f"T1/{T1}", 17, "reason"))

    assert world.row("redactions", f"T1/{T1}")["reason"] == "[redacted]"
    assert titles(world) == ["[redacted]"]
    assert verify(world.registry).entries == 18


def test_a_redaction_amid_a_batch_blinds_the_acts_after_it(world: World) -> None:
    world.record(
        lead("POLICE", "2007-04-01", stated="Inspector Smith"),
        redaction("accountability", "T1/LEAD/POLICE/2007-04-01", 17, "stated"),
        lead("COUNCIL", "2008-04-01"),
    )

    row = world.row("accountability", "T1/LEAD/POLICE/2007-04-01")
    assert (row["stated"], row["until"], row["entry"]) == ("[redacted]", "2008-04-01", 19)
    assert "Smith" not in str(world.everything())
    assert verify(world.registry).entries == 19


def test_a_batch_with_a_redaction_is_recorded_whole_or_not_at_all(world: World) -> None:
    before = world.everything()

    with world.registry.writing() as session, pytest.raises(Refused) as caught:
        record(
            session,
            [redaction("targets", "T1", T1, "title"), lead("NOBODY", "2007-04-01")],
            author=REGISTRAR,
        )

    assert [(refusal.index, refusal.code) for refusal in caught.value.refusals] == [
        (1, "NOT_FOUND")
    ]
    assert world.everything() == before


def test_the_same_redaction_again_records_nothing(world: World) -> None:
    world.record(redaction("targets", "T1", T1, "title"))

    recorded = world.record(redaction("targets", "T1", T1, "title"))

    assert (recorded.entries, recorded.repeated) == ((17,), 1)


def test_words_that_were_redacted_do_not_come_back_by_the_same_act(world: World) -> None:
    world.record(tell(SourceCited, reference="S2", title="Mrs Smith"))
    world.record(redaction("sources", "S2", 17, "title"))

    recorded = world.record(tell(SourceCited, reference="S2", title="Mrs Smith"))

    assert (recorded.entries, recorded.repeated) == ((17,), 1)
    assert world.row("sources", "S2")["title"] == "[redacted]"


def test_nothing_that_stays_lets_guesses_at_redacted_words_be_tried(world: World) -> None:
    """The leaf's hash commits to no unsalted digest of them."""
    world.record(redaction("targets", "T1", T1, "title"))
    before = world.entry(T1)
    world.sql_without_triggers("UPDATE entries SET key = 'other' WHERE number = 13")

    with world.registry.reading() as session:
        entry = session.connection.execute(Entry.__table__.select().where(Entry.number == T1)).one()
    assert compute_leaf_hash(entry).hex() == before["hash"]


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (
            redaction("targets", "T1", 99, "title"),
            "NOT_FOUND: entry 99 is not about targets T1",
        ),
        (
            redaction("targets", "T1", 12, "title"),
            "NOT_FOUND: entry 12 is not about targets T1",
        ),
        (
            redaction("targets", "T1", T1, "agreement"),
            "INVALID: agreement of entry 13 holds no words that could be taken off",
        ),
        (
            redaction("targets", "T1", T1, "unit"),
            "INVALID: unit of entry 13 holds no words that could be taken off",
        ),
        (
            redaction("targets", "T1", T1, "colour"),
            "INVALID: colour of entry 13 holds no words that could be taken off",
        ),
    ],
    ids=str,
)
def test_only_words_that_an_entry_holds_can_be_taken_off(
    world: World, act: Redacted, refusal: str
) -> None:
    assert world.refusal(act) == refusal


@pytest.mark.parametrize("field", ["kind", "record", "field", "value"])
def test_what_tells_a_correction_where_to_go_is_no_mere_word(world: World, field: str) -> None:
    world.record(correction("measure", "NI16"))

    assert world.refusal(redaction("corrections", f"T1/measure/{T1}", 17, field)) == (
        f"INVALID: {field} of entry 17 holds no words that could be taken off"
    )


def test_words_of_which_a_reference_is_made_cannot_be_taken_off(world: World) -> None:
    world.record(tell(PartnerIdentified, partner="PCT", scheme="GB-NHS", value="5NF"))

    assert (
        world.refusal(redaction("partner_identifiers", "PCT/GB-NHS/5NF", 17, "value"))
        == "INVALID: value of entry 17 holds no words that could be taken off"
    )


def test_a_record_is_redacted_out_of_its_own_world(world: World) -> None:
    real = {"standing": Standing.VERBATIM}
    world.record(tell(SourceCited, reference="REAL", title="x", **real))

    assert world.refusal(redaction("targets", "T1", T1, "title", source="REAL", **real)) == (
        "INVALID: T1 is fictional, but the record itself is real"
    )
