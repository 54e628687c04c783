"""How far things have come on a day, and how long they wait."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from registry.acts import (
    AdvicePublished,
    AgreementMade,
    DecisionMade,
    MeasurementReported,
    MilestoneSet,
    NegotiationOpened,
    ProposalMade,
    ProtocolAdopted,
    RequestMade,
    ResponseGiven,
)
from registry.reading import (
    View,
    agreement_status,
    days_waiting,
    is_met,
    is_outturn,
    negotiation_status,
    proposal_status,
    protocol_status,
)
from registry.vocabulary import Outcome, ProposalSubject, Recommendation
from tests.registry.world import World, target, tell

Status = Callable[[View, Any], Any]


def on(world: World, day: str, kind: str, reference: str, status: Status) -> Any:
    view = View(day)
    table = view.table(kind)
    statement = select(status(view, table).label("status"))
    (row,) = world.ask(statement.where(table.c.reference == reference).select_from(table))
    return row["status"]


def proposal(reference: str = "P", at: str | None = "2008-01-10", **fields: Any) -> Any:
    return tell(
        ProposalMade,
        reference=reference,
        negotiation="TALKS",
        by="COUNCIL",
        at=at,
        title="Ask",
        text="We ask.",
        subject=ProposalSubject.FREEDOM,
        **fields,
    )


def response(at: str | None, request: str | None = None) -> Any:
    return tell(
        ResponseGiven,
        proposal="P",
        request=request,
        by="GO",
        at=at,
        outcome=Outcome.AGREED,
        stated="Yes",
    )


def decided(reference: str, at: str, *, approves: bool, talks: str = "TALKS") -> Any:
    return tell(
        DecisionMade,
        reference=reference,
        negotiation=talks,
        by="DEPARTMENT",
        at=at,
        approves=approves,
        reasons="x",
        as_stated=True,
    )


def test_how_far_an_agreement_has_come(world: World) -> None:
    world.record(
        tell(AgreementMade, reference="L", title="x", area="AREA", until="2010-04-01"),
        tell(NegotiationOpened, reference="N", title="x", agreement="L", from_="2007-01-01"),
        decided("D1", "2007-03-01", approves=False, talks="N"),
        decided("D2", "2007-05-01", approves=True, talks="N"),
    )

    days = {
        "2006-12-31": "UNSTATED",
        "2007-01-01": "NEGOTIATING",
        "2007-02-28": "NEGOTIATING",
        "2007-03-01": "DRAFTING",
        "2007-04-30": "DRAFTING",
        "2007-05-01": "AGREED",
        "2010-03-31": "AGREED",
        "2010-04-01": "ENDED",
    }
    assert {day: on(world, day, "agreements", "L", agreement_status) for day in days} == days


def test_a_protocol_is_proposed_in_force_and_superseded_or_ended(world: World) -> None:
    fields = {"title": "x", "agreement": "LAA"}
    world.record(
        tell(ProtocolAdopted, reference="V1", version=1, from_="2007-04-01", **fields),
        tell(
            ProtocolAdopted,
            reference="V2",
            version=2,
            supersedes="V1",
            from_="2008-04-01",
            until="2009-04-01",
            **fields,
        ),
        tell(
            ProtocolAdopted,
            reference="V3",
            version=3,
            supersedes="V2",
            from_="2010-04-01",
            **fields,
        ),
    )

    v1 = {"2007-03-31": "PROPOSED", "2007-04-01": "IN_FORCE", "2008-03-31": "IN_FORCE",
          "2008-04-01": "SUPERSEDED"}  # fmt: skip
    v2 = {"2008-04-01": "IN_FORCE", "2009-04-01": "ENDED", "2010-04-01": "SUPERSEDED"}
    assert {day: on(world, day, "protocols", "V1", protocol_status) for day in v1} == v1
    assert {day: on(world, day, "protocols", "V2", protocol_status) for day in v2} == v2


def test_a_negotiation_is_open_advised_closed_or_decided(world: World) -> None:
    world.record(
        tell(NegotiationOpened, reference="N", title="x", agreement="LAA", until="2007-05-01"),
        tell(
            AdvicePublished,
            reference="A",
            negotiation="N",
            by="INSPECTORATE",
            published_on="2007-03-01",
            recommends=Recommendation.APPROVE,
            text="x",
        ),
        decided("D", "2007-06-01", approves=True, talks="N"),
    )

    days = {"2007-02-28": "OPEN", "2007-03-01": "ADVISED", "2007-05-01": "CLOSED",
            "2007-06-01": "DECIDED"}  # fmt: skip
    assert {day: on(world, day, "negotiations", "N", negotiation_status) for day in days} == days


def test_a_proposal_is_answered_once_every_request_is(world: World) -> None:
    world.record(
        proposal(),
        tell(RequestMade, proposal="P", number=1, text="x"),
        tell(RequestMade, proposal="P", number=2, text="x"),
        response("2008-02-01", "P/1"),
        response("2008-03-01", "P/2"),
        proposal("P2", "2008-05-01", supersedes="P"),
    )

    days = {"2008-01-31": "UNANSWERED", "2008-02-01": "PARTLY_ANSWERED", "2008-03-01": "ANSWERED",
            "2008-04-30": "ANSWERED", "2008-05-01": "SUPERSEDED"}  # fmt: skip
    assert {day: on(world, day, "proposals", "P", proposal_status) for day in days} == days


@pytest.mark.parametrize(
    ("day", "waited"),
    [
        ("2008-01-09", None),
        ("2008-01-10", 0),
        ("2008-03-01", 0),
        ("2008-03-10", 60),
        ("2009-01-01", 60),
    ],
)
def test_a_proposal_waits_until_its_first_response(
    world: World, day: str, waited: int | None
) -> None:
    """The year has a 29 February. Before it answered, no source by the day says that it waited."""
    world.record(proposal(), response("2008-03-10"), response("2008-04-01"))

    assert on(world, day, "proposals", "P", days_waiting) == waited


def test_nobody_knows_how_long_without_a_day(world: World) -> None:
    world.record(proposal(at=None), proposal("Q"), response(None))

    assert on(world, "2009-01-01", "proposals", "P", days_waiting) is None
    assert on(world, "2009-01-10", "proposals", "Q", days_waiting) == 0


@pytest.mark.parametrize(
    ("polarity", "value", "met"),
    [
        ("HIGHER_IS_BETTER", "10.0", True),
        ("HIGHER_IS_BETTER", "9.99", False),
        ("HIGHER_IS_BETTER", "100", True),
        ("LOWER_IS_BETTER", "10.01", False),
        ("LOWER_IS_BETTER", "-4.0", True),
        ("UNSTATED", "10", None),
        ("HIGHER_IS_BETTER", None, None),
    ],
)
def test_a_milestone_is_met_as_its_polarity_has_it(
    world: World, polarity: str, value: str | None, met: bool | None
) -> None:
    world.record(
        target("T2", polarity=polarity),
        tell(MilestoneSet, target="T2", period="2007-08", aim_number="10"),
        tell(
            MeasurementReported,
            target="T2",
            period="2007-08",
            value_number=value,
            reported_on="2008-05-01",
        ),
    )
    view = View("2008-05-01")
    milestone, measured, targets = map(view.table, ("milestones", "measurements", "targets"))
    statement = select(
        is_met(milestone, measured.c.value_number, targets.c.polarity).label("met")
    ).where(
        targets.c.reference == milestone.c.target,
        is_outturn(view, measured, milestone),
    )

    (row,) = world.ask(statement)

    assert (None if row["met"] is None else bool(row["met"])) is met
