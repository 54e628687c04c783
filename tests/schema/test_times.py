"""Two times: when it held in the world (asOf), and when the register knew it (knownAt)."""

from collections.abc import Iterator
from typing import Any

import pytest

from registry import REGISTRAR, Registry, record
from registry.acts import (
    AccountabilityTaken,
    Act,
    AgreementMade,
    AreaCodeGiven,
    AreaRecorded,
    Corrected,
    NegotiationOpened,
    PartnerRecorded,
    ProposalMade,
    RegionNamed,
    ResponseGiven,
    SourceCited,
    TargetSet,
)
from registry.vocabulary import (
    AccountabilityRole,
    AreaKind,
    LeadState,
    Outcome,
    PartnerKind,
    ProposalSubject,
    Standing,
)
from tests.schema.asking import Asking

FICTION: dict[str, Any] = {"standing": Standing.FICTIONAL}
SOURCED: dict[str, Any] = {"standing": Standing.FICTIONAL, "source": "S"}


def first_records() -> list[Act]:
    return [
        SourceCited(reference="S", title="A made-up source", **FICTION),
        RegionNamed(reference="R", name="Region", **SOURCED),
        AreaRecorded(
            reference="A",
            name="Oldshire",
            kind=AreaKind.COUNTY,
            region="R",
            until="2009-04-01",
            **SOURCED,
        ),
        AreaCodeGiven(area="A", scheme="GSS", value="E10000099", **SOURCED),
        PartnerRecorded(
            reference="P1", name="Council", kind=PartnerKind.COUNCIL, area="A", **SOURCED
        ),
        PartnerRecorded(
            reference="P2", name="Police", kind=PartnerKind.POLICE, area="A", **SOURCED
        ),
        PartnerRecorded(reference="D", name="Department", kind=PartnerKind.DEPARTMENT, **SOURCED),
        AgreementMade(reference="L", title="Agreement", area="A", **SOURCED),
        TargetSet(reference="T", title="Fewer buglaries", agreement="L", **SOURCED),
        lead("P2", "2006-04-01"),
        NegotiationOpened(reference="N", title="Negotiation", agreement="L", **SOURCED),
        ProposalMade(
            reference="Q",
            negotiation="N",
            by="P1",
            at="2006-06-01",
            title="Keep the savings",
            text="Keep them",
            subject=ProposalSubject.FREEDOM,
            **SOURCED,
        ),
    ]


def lead(partner: str, from_: str) -> Act:
    return AccountabilityTaken(
        target="T",
        role=AccountabilityRole.LEAD,
        partner=partner,
        state=LeadState.SINGLE,
        from_=from_,
        **SOURCED,
    )


@pytest.fixture
def told(database_url: str) -> Iterator[Asking]:
    """A story told in three instalments, on the first of January, February and March 2026."""
    days = iter(["2026-01-01", "2026-02-01", "2026-03-01"])
    registry = Registry.open(database_url, clock=lambda: f"{next(days)}T12:00:00.000000Z")
    with registry.writing() as session:
        record(session, first_records(), author=REGISTRAR)
    with registry.writing() as session:
        record(session, [lead("P1", "2007-10-01"), answer()], author=REGISTRAR)
    with registry.writing() as session:
        record(session, [spelt_right()], author=REGISTRAR)
    yield Asking(registry)
    registry.close()


def answer() -> Act:
    return ResponseGiven(
        proposal="Q", by="D", at="2006-09-09", outcome=Outcome.REJECTED, stated="No.", **SOURCED
    )


def spelt_right() -> Act:
    return Corrected(
        kind="targets",
        record="T",
        field="title",
        value="Fewer burglaries",
        corrects=9,
        reason="A letter was missing",
        **SOURCED,
    )


WHO = """
query Who($on: Date, $known: DateTime) {
  target(by: { reference: "T" }, asOf: $on, knownAt: $known) {
    title
    lead { state partner { name } from until }
    leads { partner { name } }
  }
}
"""


def who(told: Asking, on: str | None = None, known: str | None = None) -> Any:
    return told.data(WHO, on=on, known=known)["target"]


def test_the_lead_is_the_one_of_the_day(told: Asking) -> None:
    def leader(on: str) -> Any:
        return who(told, on)["lead"]

    assert leader("2006-03-31") == {
        "state": "MISSING",
        "partner": None,
        "from": None,
        "until": None,
    }
    # That the Council would take the lead had not happened yet.
    assert leader("2007-09-30") == {
        "state": "SINGLE",
        "partner": {"name": "Police"},
        "from": "2006-04-01",
        "until": None,
    }
    # The day from which the old term held no more is the first of the new one.
    assert leader("2007-10-01") == {
        "state": "SINGLE",
        "partner": {"name": "Council"},
        "from": "2007-10-01",
        "until": None,
    }


def test_what_was_known_stays_as_it_was_known(told: Asking) -> None:
    then = who(told, "2008-01-01", "2026-01-15T00:00:00Z")
    assert then["lead"]["partner"] == {"name": "Police"}
    assert then["lead"]["until"] is None
    assert then["leads"] == [{"partner": {"name": "Police"}}]

    later = who(told, "2008-01-01", "2026-02-15T00:00:00Z")
    assert later["lead"]["partner"] == {"name": "Council"}
    assert [term["partner"]["name"] for term in later["leads"]] == ["Police", "Council"]


def test_a_correction_is_known_from_its_own_instant(told: Asking) -> None:
    assert who(told, known="2026-02-15T00:00:00Z")["title"] == "Fewer buglaries"
    assert who(told, known="2026-03-01T12:00:00Z")["title"] == "Fewer burglaries"
    assert who(told)["title"] == "Fewer burglaries"


def test_before_the_first_entry_nothing_is_known(told: Asking) -> None:
    assert who(told, known="2025-12-31T23:59:59Z") is None


def test_an_instant_is_the_same_wherever_the_clock_hangs(told: Asking) -> None:
    assert who(told, known="2026-01-01T13:30:00+02:00") is None
    assert who(told, known="2026-01-01T14:00:00+02:00") is not None


LISTS = """
query Lists($on: Date, $known: DateTime) {
  areas(first: 2, asOf: $on, knownAt: $known) {
    totalCount
    nodes { name agreements(first: 5) { nodes { negotiations(first: 5) { nodes {
      proposals { nodes { status daysWaiting responses { outcome days } } }
      timeline { totalCount }
    } } } } }
  }
  area(by: { gssCode: "E10000099" }, asOf: $on, knownAt: $known) { name until }
}
"""


def proposals(found: Any) -> Any:
    (area,) = found["areas"]["nodes"]
    (negotiation,) = area["agreements"]["nodes"][0]["negotiations"]["nodes"]
    return negotiation["proposals"]["nodes"]


def test_a_list_holds_what_existed_and_a_look_up_finds_the_thing_always(told: Asking) -> None:
    assert told.data(LISTS)["areas"]["totalCount"] == 1
    later = told.data(LISTS, on="2009-04-01")
    assert later["areas"] == {"totalCount": 0, "nodes": []}
    assert later["area"] == {"name": "Oldshire", "until": "2009-04-01"}


def test_events_that_were_still_to_come_are_left_out(told: Asking) -> None:
    assert proposals(told.data(LISTS, on="2006-05-31")) == []
    assert proposals(told.data(LISTS, on="2006-06-11")) == [
        {"status": "UNANSWERED", "daysWaiting": 0, "responses": []}
    ]
    assert proposals(told.data(LISTS, on="2006-12-31")) == [
        {
            "status": "ANSWERED",
            "daysWaiting": 100,
            "responses": [{"outcome": "REJECTED", "days": 100}],
        }
    ]


def test_both_times_hold_together_and_for_everything_below(told: Asking) -> None:
    known = proposals(told.data(LISTS, on="2006-12-31", known="2026-01-15T00:00:00Z"))
    assert known == [{"status": "UNANSWERED", "daysWaiting": 0, "responses": []}]


def test_two_times_in_one_question_do_not_mix(told: Asking) -> None:
    found = told.data(
        """{
          before: target(by: { reference: "T" }, asOf: "2007-01-01") { lead { partner { name } } }
          after: target(by: { reference: "T" }, asOf: "2008-01-01") { lead { partner { name } } }
          unknown: target(
            by: { reference: "T" }, asOf: "2008-01-01", knownAt: "2026-01-15T00:00:00Z"
          ) {
            lead { partner { name } }
          }
        }"""
    )
    assert [found[key]["lead"]["partner"]["name"] for key in ("before", "after", "unknown")] == [
        "Police",
        "Council",
        "Police",
    ]


def test_history_tells_what_was_recorded_and_by_when(told: Asking) -> None:
    question = """
    query Known($known: DateTime) {
      target(by: { reference: "T" }, knownAt: $known) {
        history { totalCount nodes { number act summary recordedAt } }
      }
    }
    """
    entries = told.data(question)["target"]["history"]
    assert [(entry["number"], entry["act"]) for entry in entries["nodes"]] == [
        (9, "TargetSet"),
        (10, "AccountabilityTaken"),
        (13, "AccountabilityTaken"),
        (15, "Corrected"),
    ]
    assert entries["nodes"][0]["summary"] == (
        "The partners of an agreement set a target: Fewer buglaries."
    )
    then = told.data(question, known="2026-01-15T00:00:00Z")["target"]["history"]
    assert then["totalCount"] == 2


def test_a_wrong_day_is_refused_with_a_code(told: Asking) -> None:
    answer = told.ask('{ areas(asOf: "2007-02-30") { totalCount } }')
    assert answer.data is None
    assert answer.errors[0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    answer = told.ask(LISTS, on="yesterday")
    assert answer.errors[0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


@pytest.mark.parametrize("known", ["0001-01-01T00:00:00Z", "0999-01-01T00:00:00Z"])
def test_before_the_year_1000_nothing_was_known(known: str, told: Asking) -> None:
    assert told.data(LISTS, known="2026-01-15T00:00:00Z")["areas"]["totalCount"] > 0

    found = told.data(LISTS, known=known)

    assert found == told.data(LISTS, known="1999-01-01T00:00:00Z")
    assert found["areas"]["totalCount"] == 0


def test_an_instant_in_another_notation_is_refused_with_the_right_one(told: Asking) -> None:
    (error,) = told.ask(LISTS, known="2027-05-01 10:00:00Z").errors

    assert error["extensions"] == {"code": "GRAPHQL_VALIDATION_FAILED", "reason": "INVALID"}
    assert error["message"].endswith(
        "DateTime cannot represent '2027-05-01 10:00:00Z': write an instant with its offset from"
        " UTC (RFC 3339); answers are in UTC, such as 2007-05-01T12:00:00.000000Z"
    )
