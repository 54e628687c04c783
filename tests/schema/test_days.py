"""As of a day, only what had happened by then: each kind of record tells its day in its own way."""

from collections.abc import Iterator
from typing import Any

import pytest

from registry import REGISTRAR, Registry, record
from registry.acts import (
    AccountabilityTaken,
    Act,
    AdviceCited,
    AdvicePublished,
    AgreementMade,
    AgreementRevised,
    AreaRecorded,
    AreaReplaced,
    DecisionMade,
    NegotiationOpened,
    PartnerRecorded,
    RegionNamed,
    RevisionConsented,
    SourceCited,
    TargetChanged,
    TargetSet,
)
from registry.vocabulary import (
    AccountabilityRole,
    AreaKind,
    PartnerKind,
    Recommendation,
    Standing,
)
from tests.schema.asking import Asking

FICTION: dict[str, Any] = {"standing": Standing.FICTIONAL}
SOURCED: dict[str, Any] = {"standing": Standing.FICTIONAL, "source": "S"}
COUNCIL, AUDITOR = PartnerKind.COUNCIL, PartnerKind.INSPECTORATE


def agreed() -> list[Act]:
    areas = {"kind": AreaKind.COUNTY, "region": "R", **SOURCED}
    return [
        SourceCited(reference="S", title="A made-up source", **FICTION),
        RegionNamed(reference="R", name="Region", **SOURCED),
        AreaRecorded(reference="A", name="Oldshire", **areas),
        AreaRecorded(reference="B", name="Newshire", **areas),
        AreaReplaced(area="A", by="B", on="2009-04-01", **SOURCED),
        PartnerRecorded(reference="P", name="Council", kind=COUNCIL, area="A", **SOURCED),
        PartnerRecorded(reference="I", name="Auditor", kind=AUDITOR, **SOURCED),
        PartnerRecorded(reference="D", name="Department", kind=PartnerKind.DEPARTMENT, **SOURCED),
        AgreementMade(reference="L", title="Agreement", area="A", from_="2007-04-01", **SOURCED),
        TargetSet(reference="T", title="Less waste", agreement="L", **SOURCED),
        AccountabilityTaken(
            target="T", role=AccountabilityRole.LEAD, partner="P", from_="2007-04-01", **SOURCED
        ),
    ]


def revised() -> list[Act]:
    return [
        AgreementRevised(reference="V", agreement="L", title="Refresh", on="2008-04-01", **SOURCED),
        RevisionConsented(revision="V", partner="P", on="2008-03-10", **SOURCED),
        RevisionConsented(revision="V", partner="D", **SOURCED),
        TargetChanged(
            target="T", revision="V", field="target_stated", value="Half the waste", **SOURCED
        ),
    ]


def decided() -> list[Act]:
    advice = {"negotiation": "N", "by": "I", "recommends": Recommendation.APPROVE, **SOURCED}
    return [
        NegotiationOpened(reference="N", title="Negotiation", agreement="L", **SOURCED),
        AdvicePublished(reference="U", text="Yes", published_on="2007-01-05", **advice),
        AdvicePublished(reference="W", text="Yes, now", published_on="2006-12-01", **advice),
        DecisionMade(
            reference="M",
            negotiation="N",
            by="D",
            at="2007-02-01",
            approves=True,
            advice="W",
            reasons="All agreed",
            **SOURCED,
        ),
        AdviceCited(decision="M", advice="U", **SOURCED),
    ]


@pytest.fixture
def told(database_url: str) -> Iterator[Asking]:
    registry = Registry.open(database_url)
    with registry.writing() as session:
        record(session, [*agreed(), *revised(), *decided()], author=REGISTRAR)
    yield Asking(registry)
    registry.close()


AGREEMENT = """
query Agreement($on: Date, $known: DateTime) {
  agreement(by: { reference: "L" }, asOf: $on, knownAt: $known) {
    revisions { on consents { partner { name } } }
    negotiations(first: 5) { nodes { advice { text } } }
  }
  target(by: { reference: "T" }, asOf: $on, knownAt: $known) { changes { value } }
  area(by: { reference: "A" }, asOf: $on, knownAt: $known) { replacedBy { name } }
}
"""


def revisions(told: Asking, on: str | None, known: str | None = None) -> list[tuple[str, set[str]]]:
    found = told.data(AGREEMENT, on=on, known=known)["agreement"]["revisions"]
    return [
        (each["on"], {consent["partner"]["name"] for consent in each["consents"]}) for each in found
    ]


def test_a_later_revision_is_not_listed_nor_what_it_changed(told: Asking) -> None:
    assert revisions(told, "2008-03-31") == []
    assert revisions(told, "2008-04-01") == [("2008-04-01", {"Council", "Department"})]
    assert revisions(told, None) == [("2008-04-01", {"Council", "Department"})]

    def changes(on: str | None) -> Any:
        return told.data(AGREEMENT, on=on)["target"]["changes"]

    assert changes("2008-03-31") == []
    assert changes("2008-04-01") == changes(None) == [{"value": "Half the waste"}]


def test_a_day_is_told_in_what_was_known_as_well(told: Asking) -> None:
    known = "2999-01-01T00:00:00Z"

    assert revisions(told, "2008-03-31", known) == []
    assert revisions(told, "2008-04-01", known) == [("2008-04-01", {"Council", "Department"})]


def test_who_took_an_areas_place_is_not_told_before_it_did(told: Asking) -> None:
    def successors(on: str) -> Any:
        return told.data(AGREEMENT, on=on)["area"]["replacedBy"]

    assert successors("2009-03-31") == []
    assert successors("2009-04-01") == [{"name": "Newshire"}]


def test_advice_without_a_day_of_its_own_is_there_once_it_is_published(told: Asking) -> None:
    def advice(on: str) -> list[str]:
        (negotiation,) = told.data(AGREEMENT, on=on)["agreement"]["negotiations"]["nodes"]
        return sorted(each["text"] for each in negotiation["advice"])

    assert advice("2006-11-30") == []
    assert advice("2007-01-04") == ["Yes, now"]
    assert advice("2007-01-05") == ["Yes", "Yes, now"]
