"""Rule 5: a minister decides on published advice of a third party, and says when departing."""

from typing import Any

import pytest

from registry.acts import (
    AdviceCited,
    AdvicePublished,
    AgreementSigned,
    DecisionMade,
    NegotiationOpened,
    ProposalJoined,
    ProposalMade,
)
from registry.vocabulary import PartnerKind, ProposalSubject, Recommendation
from tests.registry.world import World, partner, tell


def advice(by: str = "INSPECTORATE", **fields: Any) -> Any:
    return tell(
        AdvicePublished,
        **{
            "reference": "ADVICE",
            "negotiation": "TALKS",
            "by": by,
            "published_on": "2007-03-01",
            "recommends": Recommendation.APPROVE,
            "text": "Let them.",
            **fields,
        },
    )


def decision(**fields: Any) -> Any:
    return tell(
        DecisionMade,
        **{
            "reference": "DECISION",
            "negotiation": "TALKS",
            "by": "DEPARTMENT",
            "at": "2007-03-20",
            "approves": True,
            "advice": "ADVICE",
            "reasons": "As advised.",
            **fields,
        },
    )


def proposal(**fields: Any) -> Any:
    return tell(
        ProposalMade,
        **{
            "reference": "P1",
            "negotiation": "TALKS",
            "by": "POLICE",
            "title": "Ask",
            "text": "We ask.",
            "subject": ProposalSubject.FREEDOM,
            **fields,
        },
    )


def test_a_decision_on_public_advice_cites_it(world: World) -> None:
    world.record(advice(), decision())

    assert world.row("decisions", "DECISION")["advice"] == "ADVICE"
    assert [
        (row["reference"], row["decision"], row["advice"]) for row in world.rows("citations")
    ] == [("DECISION/ADVICE", "DECISION", "ADVICE")]


def test_the_same_citation_told_again_is_on_record_already(world: World) -> None:
    world.record(advice(), decision())

    recorded = world.record(tell(AdviceCited, decision="DECISION", advice="ADVICE"))

    assert (recorded.entries, recorded.repeated) == ((18,), 1)


def test_a_decision_without_advice_is_refused_unless_the_source_tells_of_none(
    world: World,
) -> None:
    assert world.refusal(decision(advice=None)) == (
        "OUT_OF_ORDER: a decision cites no published advice"
    )

    world.record(decision(advice=None, as_stated=True))

    assert world.row("decisions", "DECISION")["as_stated"] is True
    assert world.rows("citations") == []


def test_advice_is_public_before_the_decision_or_on_its_day(world: World) -> None:
    world.record(advice(published_on="2007-03-20"))

    assert world.refusal(decision(at="2007-03-19")) == (
        "OUT_OF_ORDER: ADVICE was published on 2007-03-20, after the decision of 2007-03-19"
    )
    world.record(decision(at="2007-03-20"))


@pytest.mark.parametrize("by", ["COUNCIL", "GO", "POLICE", "PCT", "FIRE"])
def test_a_party_to_the_agreement_cannot_advise_on_it(world: World, by: str) -> None:
    """The area's council, the broker, a proposer, one who joined in, a signatory."""
    world.record(
        partner("FIRE", PartnerKind.FIRE_AND_RESCUE),
        tell(AgreementSigned, agreement="LAA", partner="FIRE"),
        proposal(),
        tell(ProposalJoined, proposal="P1", partner="PCT"),
        advice(by),
    )

    decided_by = {"by": "INSPECTORATE"}  # to whom none of them answers
    assert world.refusal(decision(**decided_by)) == (
        f"OUT_OF_ORDER: {by} advised but is a party to the agreement"
    )


def test_who_proposed_in_talks_without_an_agreement_is_a_party_too(world: World) -> None:
    world.record(
        tell(NegotiationOpened, reference="OPEN", title="x"),
        proposal(negotiation="OPEN"),
        advice("POLICE", negotiation="OPEN"),
    )

    assert world.refusal(decision(negotiation="OPEN")) == (
        "OUT_OF_ORDER: POLICE advised but is a party to the agreement"
    )


def test_nobody_advises_who_answers_to_the_one_who_decides(world: World) -> None:
    world.record(
        partner("AGENCY", PartnerKind.AGENCY, parent="DEPARTMENT"),
        partner("UNIT", PartnerKind.OTHER, parent="AGENCY"),
        advice("UNIT"),
        advice("DEPARTMENT", reference="OWN"),
    )

    assert world.refusal(decision()) == (
        "OUT_OF_ORDER: UNIT advised but is answerable to DEPARTMENT, which decides"
    )
    assert world.refusal(decision(advice="OWN")) == (
        "OUT_OF_ORDER: DEPARTMENT advised but is answerable to DEPARTMENT, which decides"
    )


@pytest.mark.parametrize(
    ("recommends", "approves", "departs"),
    [
        (Recommendation.APPROVE, True, False),
        (Recommendation.APPROVE, False, True),
        (Recommendation.MODIFY, True, True),
        (Recommendation.MODIFY, False, False),
        (Recommendation.REJECT, True, True),
        (Recommendation.REJECT, False, False),
    ],
)
def test_a_decision_that_departs_from_the_advice_says_so(
    world: World, recommends: Recommendation, approves: bool, departs: bool
) -> None:
    world.record(advice(recommends=recommends))

    if departs:
        assert world.refusal(decision(approves=approves)) == (
            "OUT_OF_ORDER: the decision departs from ADVICE, "
            f"which recommends to {recommends.value.lower()}"
        )
    world.record(decision(approves=approves, departs_from_advice=departs))


def test_advice_in_other_talks_is_no_advice_on_these(world: World) -> None:
    world.record(tell(NegotiationOpened, reference="OTHER", title="x"), advice(negotiation="OTHER"))

    words = "ADVICE belongs to negotiation OTHER, "
    assert world.refusal(decision()) == f"INVALID: {words}not to TALKS"
    world.record(advice(reference="A2"), decision(advice="A2"))
    assert world.refusal(tell(AdviceCited, decision="DECISION", advice="ADVICE")) == (
        f"INVALID: {words}but DECISION to TALKS"
    )
