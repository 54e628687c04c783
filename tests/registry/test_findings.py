"""What does not stand as it should is shown, each in one sentence."""

from typing import Any

import pytest

from registry.acts import (
    AdviceCited,
    AdvicePublished,
    AllocationMade,
    ContributionMade,
    Corrected,
    DecisionMade,
    GrantPaid,
    MeasurementReported,
    MeasureScrapped,
    MilestoneSet,
    ProposalMade,
    ProtocolAdopted,
    ResponseGiven,
    StreamNamed,
    TargetDerived,
    TotalStated,
)
from registry.reading import View
from registry.reading.findings import FINDING_COLUMNS, describe_finding, select_findings
from registry.vocabulary import (
    ContributionTerms,
    DerivationKind,
    FindingKind,
    LeadState,
    Outcome,
    Pence,
    ProposalSubject,
    Recommendation,
    TotalOf,
)
from tests.registry.world import World, lead, target, tell

DAY = "2008-06-01"
NO_DAY = "the sources about it name no day."
TO_THE_DAY = "the sources about it reach to 1 June 2008."


def found(
    world: World, kind: FindingKind, day: str = DAY, known: int | None = None
) -> list[tuple[str, str]]:
    """What is found of a kind: the record that it is about, and the sentence."""
    rows = world.ask(select_findings(View(day, known)))
    return sorted((row["about"], describe_finding(row)) for row in rows if row["kind"] == kind)


@pytest.fixture
def sound(world: World) -> World:
    """A world in which nothing is found."""
    world.record(
        lead("POLICE", "2007-04-01"),
        tell(ProtocolAdopted, reference="P", title="x", agreement="LAA", version=1),
    )
    return world


def test_nothing_is_found_where_everything_stands_as_it_should(sound: World) -> None:
    assert sound.ask(select_findings(View(DAY))) == []


def test_a_finding_says_what_it_is_about_since_when_and_of_which_world(sound: World) -> None:
    sound.record(target("T2", title="Safer streets", from_="2008-01-01"))

    (no_lead,) = sound.ask(select_findings(View(DAY)))

    assert no_lead == {
        "kind": "NO_LEAD",
        "about_kind": "targets",
        "about": "T2",
        "title": "Safer streets",
        "detail": None,
        "more": None,
        "since": "2008-01-01",
        "reach": "2008-01-01",
        "agreement": "LAA",
        "standing": "FICTIONAL",
    }
    assert tuple(no_lead) == FINDING_COLUMNS


def test_a_target_without_a_lead(world: World) -> None:
    words = [("T1", f"No partner is on record as leading “Target T1”; {NO_DAY}")]
    assert found(world, FindingKind.NO_LEAD) == words

    world.record(lead("POLICE", "2008-06-01"))
    assert found(world, FindingKind.NO_LEAD, "2008-05-31") == words
    assert found(world, FindingKind.NO_LEAD, "2008-06-01") == []
    assert found(world, FindingKind.NO_LEAD, known=16) == words

    world.record(lead(None, "2009-06-01", state=LeadState.MISSING))
    (again,) = found(world, FindingKind.NO_LEAD, "2009-06-01")
    assert again[1].endswith("; the sources about it reach to 1 June 2009.")


def test_a_target_that_does_not_hold_needs_no_lead(sound: World) -> None:
    sound.record(target("T2", from_="2008-06-01", until="2009-06-01"))

    days = ("2008-05-31", "2008-06-01", "2009-05-31", "2009-06-01")
    assert [len(found(sound, FindingKind.NO_LEAD, day)) for day in days] == [0, 1, 1, 0]


def test_a_joint_lead_is_one_finding_whatever_partners_share_it(world: World) -> None:
    joint = {"state": LeadState.JOINT, "stated": "LCC & 3 PCT"}
    world.record(lead("COUNCIL", "2007-04-01", **joint), lead("PCT", "2007-04-01", **joint))

    assert found(world, FindingKind.JOINT_LEAD) == [
        ("T1", "“Target T1” has a joint lead, stated as “LCC & 3 PCT”.")
    ]
    assert found(world, FindingKind.NO_LEAD) == []


def test_a_lead_that_cannot_be_told(world: World) -> None:
    world.record(lead(None, state=LeadState.UNRESOLVED, stated="the partnership"))

    assert found(world, FindingKind.UNRESOLVED_LEAD) == [
        ("T1", "Who leads “Target T1” cannot be told from “the partnership”.")
    ]


def test_a_target_without_a_protocol_in_force(world: World) -> None:
    world.record(
        target("T2"),
        tell(
            ProtocolAdopted,
            reference="P",
            title="x",
            agreement="LAA",
            target="T2",
            version=1,
            from_="2008-06-01",
        ),
    )

    t1 = ("T1", f"No protocol in force for “Target T1” is on record; {NO_DAY}")
    t2 = ("T2", f"No protocol in force for “Target T2” is on record; {NO_DAY}")
    assert found(world, FindingKind.NO_PROTOCOL, "2008-05-31") == [t1, t2]
    assert found(world, FindingKind.NO_PROTOCOL, "2008-06-01") == [t1]


def test_a_scrapped_measure_without_an_accountable_partner(world: World) -> None:
    world.record(
        tell(TargetDerived, target="T1", goal="PSA23", how=DerivationKind.ADAPTED),
        tell(MeasureScrapped, derivation="T1/PSA23", target="T1", measure="NI16"),
    )

    assert found(world, FindingKind.NO_ACCOUNTABLE_PARTNER) == [
        (
            "T1",
            "“Target T1” lets the partners scrap a national measure, "
            f"but no partner is on record as accountable for it; {NO_DAY}",
        )
    ]
    world.record(lead("POLICE"))
    assert found(world, FindingKind.NO_ACCOUNTABLE_PARTNER) == []


def contributed(pounds: str) -> Any:
    return tell(
        ContributionMade,
        pool="POOL",
        partner="PCT",
        stream="GRANT",
        amount=Pence.read(pounds),
        terms=ContributionTerms.POOLED,
    )


def test_a_pool_that_gives_more_than_it_was_contributed(world: World) -> None:
    world.record(
        contributed("12345678901.67"),
        tell(
            AllocationMade,
            pool="POOL",
            target="T1",
            amount=Pence.read("12345678901.68"),
            as_stated=True,
        ),
    )

    assert found(world, FindingKind.OVERALLOCATED) == [
        ("POOL", "“The pool” gives £12,345,678,901.68 but was contributed £12,345,678,901.67.")
    ]


def test_a_stated_total_that_differs_from_the_sum_of_its_rows(world: World) -> None:
    world.record(
        contributed("10"),
        tell(GrantPaid, stream="GRANT", area="AREA", financial_year="2007-08", amount=Pence(500)),
        tell(TotalStated, reference="C", of=TotalOf.CONTRIBUTIONS, pool="POOL", amount=Pence(999)),
        tell(TotalStated, reference="A", of=TotalOf.ALLOCATIONS, pool="POOL", amount=Pence(0)),
        tell(TotalStated, reference="G", of=TotalOf.GRANTS, area="AREA", amount=Pence(600)),
        tell(
            TotalStated,
            reference="G8",
            of=TotalOf.GRANTS,
            area="AREA",
            financial_year="2008-09",
            amount=Pence(0),
        ),
    )

    assert found(world, FindingKind.TOTAL_DIFFERS) == [
        ("AREA", "The stated total of “Exampleshire” is £6; its rows add up to £5."),
        ("POOL", "The stated total of “The pool” is £9.99; its rows add up to £10."),
    ]


def test_a_stated_total_of_a_stream_is_compared_with_the_grants_of_that_stream(
    world: World,
) -> None:
    year = {"financial_year": "2009-10"}
    stream_total = {"of": TotalOf.GRANTS, "stream": "GRANT", **year}
    world.record(
        tell(StreamNamed, reference="OTHER", title="Another grant"),
        tell(GrantPaid, stream="GRANT", area="AREA", amount=Pence(67_501), **year),
        tell(GrantPaid, stream="OTHER", area="AREA", amount=Pence(100), **year),
        tell(TotalStated, reference="WHOLE", amount=Pence(67_500), **stream_total),
        tell(TotalStated, reference="RIGHT", amount=Pence(67_501), **stream_total),
        tell(TotalStated, reference="HERE", area="AREA", amount=Pence(67_501), **stream_total),
    )

    assert found(world, FindingKind.TOTAL_DIFFERS) == [
        ("GRANT", "The stated total of “The grant” is £675; its rows add up to £675.01."),
    ]


def test_a_proposal_that_has_had_no_response(world: World) -> None:
    asked = {
        "negotiation": "TALKS",
        "by": "COUNCIL",
        "text": "x",
        "subject": ProposalSubject.FREEDOM,
    }
    world.record(
        tell(ProposalMade, reference="P", title="Ask", at="2008-06-01", **asked),
        tell(ProposalMade, reference="Q", title="Ask again", at="2008-07-01", **asked),
        tell(
            ProposalMade,
            reference="R",
            title="Ask anew",
            at="2008-08-01",
            supersedes="Q",
            **asked,
        ),
        tell(
            ResponseGiven,
            proposal="P",
            by="GO",
            at="2008-07-01",
            outcome=Outcome.REJECTED,
            stated="No",
        ),
    )

    days = ("2008-05-31", "2008-06-01", "2008-06-30", "2008-07-01", "2008-08-01")
    assert [[about for about, _ in found(world, FindingKind.UNANSWERED, day)] for day in days] == [
        [],
        ["P"],
        ["P"],
        ["Q"],
        ["R"],
    ]
    assert found(world, FindingKind.UNANSWERED, DAY) == [
        ("P", f"“Ask” has no response on record; {TO_THE_DAY}")
    ]


def test_a_decision_without_advice(world: World) -> None:
    world.record(
        tell(
            DecisionMade,
            reference="D",
            negotiation="TALKS",
            by="DEPARTMENT",
            at=DAY,
            approves=True,
            reasons="x",
            as_stated=True,
        )
    )

    assert found(world, FindingKind.DECIDED_WITHOUT_ADVICE, "2008-05-31") == []
    assert found(world, FindingKind.DECIDED_WITHOUT_ADVICE) == [
        ("TALKS", f"“The talks” was decided with no published advice on record; {TO_THE_DAY}")
    ]


def test_advice_that_is_cited_beside_a_decision_is_advice(world: World) -> None:
    world.record(
        tell(
            AdvicePublished,
            reference="ADVICE",
            negotiation="TALKS",
            by="INSPECTORATE",
            published_on="2008-05-01",
            recommends=Recommendation.APPROVE,
            text="x",
        ),
        tell(
            DecisionMade,
            reference="D",
            negotiation="TALKS",
            by="DEPARTMENT",
            at=DAY,
            approves=True,
            reasons="x",
            as_stated=True,
        ),
    )
    assert len(found(world, FindingKind.DECIDED_WITHOUT_ADVICE)) == 1

    world.record(tell(AdviceCited, decision="D", advice="ADVICE"))

    assert found(world, FindingKind.DECIDED_WITHOUT_ADVICE) == []


def test_a_milestone_that_was_missed(world: World) -> None:
    world.record(
        target("T2", polarity="LOWER_IS_BETTER"),
        tell(MilestoneSet, target="T2", period="2007-08", aim_number="54.50"),
        tell(
            MeasurementReported,
            target="T2",
            period="2007-08",
            value_number="54.6",
            reported_on=DAY,
        ),
    )

    assert found(world, FindingKind.MISSED_MILESTONE, "2008-05-31") == []
    assert found(world, FindingKind.MISSED_MILESTONE) == [
        ("T2", "“Target T2” missed its milestone for 2007-08: aimed at 54.50, measured 54.6.")
    ]
    world.record(
        tell(
            Corrected,
            kind="milestones",
            record="T2/2007-08",
            field="aim_number",
            value="54.7",
            reason="misprint",
        )
    )
    assert found(world, FindingKind.MISSED_MILESTONE) == []
    assert len(found(world, FindingKind.MISSED_MILESTONE, known=19)) == 1
