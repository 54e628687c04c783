"""What follows from the facts on a day: how far things have come, and how long they wait.

Each function takes a view and the columns of one record, and gives a SQL expression.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Exists,
    FromClause,
    Numeric,
    ScalarSelect,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
)

from registry.reading.views import Day, View, days_between
from registry.vocabulary import (
    AgreementStatus,
    NegotiationStatus,
    Polarity,
    ProposalStatus,
    ProtocolStatus,
)


def by(column: ColumnElement[Any], day: Day) -> ColumnElement[bool]:
    """Whether something had happened by a day; what has no day happened at some time before."""
    return or_(column.is_(None), column <= day)


def _latest_approves(view: View, negotiations: ColumnElement[bool], table: FromClause) -> Any:
    """Whether the latest decision on some negotiations approves; NULL where there is none."""
    decision = view.table("decisions")
    return (
        select(decision.c.approves)
        .select_from(decision.join(table, decision.c.negotiation == table.c.reference))
        .where(negotiations, by(decision.c.at, view.on))
        .order_by(func.coalesce(decision.c.at, "").desc(), decision.c.reference.desc())
        .limit(1)
    )


def agreement_status(view: View, agreement: FromClause) -> ColumnElement[str]:
    """How far an agreement has come: by its term, the latest decision, or as its source says."""
    negotiation = view.table("negotiations")
    mine = negotiation.c.agreement == agreement.c.reference
    approves = _latest_approves(view, mine, negotiation).correlate(agreement).scalar_subquery()
    other = view.table("negotiations")
    negotiated = exists().where(
        other.c.agreement == agreement.c.reference, by(other.c["from"], view.on)
    )
    return case(
        (agreement.c.until <= view.on, AgreementStatus.ENDED.value),
        (approves.is_(True), AgreementStatus.AGREED.value),
        (approves.is_(False), AgreementStatus.DRAFTING.value),
        (agreement.c.stage != AgreementStatus.UNSTATED.value, agreement.c.stage),
        (negotiated, AgreementStatus.NEGOTIATING.value),
        else_=AgreementStatus.UNSTATED.value,
    )


def protocol_status(view: View, protocol: FromClause) -> ColumnElement[str]:
    """Whether a protocol is in force."""
    later = view.table("protocols")
    superseded = exists().where(
        later.c.supersedes == protocol.c.reference, by(later.c["from"], view.on)
    )
    over = protocol.c.until <= view.on
    return case(
        (protocol.c["from"] > view.on, ProtocolStatus.PROPOSED.value),
        (and_(over, superseded), ProtocolStatus.SUPERSEDED.value),
        (over, ProtocolStatus.ENDED.value),
        else_=ProtocolStatus.IN_FORCE.value,
    )


def negotiation_status(view: View, negotiation: FromClause) -> ColumnElement[str]:
    """How far a negotiation has come."""
    decision, advice = view.table("decisions"), view.table("advice")
    approved = exists().where(
        decision.c.negotiation == negotiation.c.reference,
        decision.c.approves.is_(True),
        by(decision.c.at, view.on),
    )
    advised = exists().where(
        advice.c.negotiation == negotiation.c.reference, advice.c.published_on <= view.on
    )
    return case(
        (approved, NegotiationStatus.DECIDED.value),
        (negotiation.c.until <= view.on, NegotiationStatus.CLOSED.value),
        (advised, NegotiationStatus.ADVISED.value),
        else_=NegotiationStatus.OPEN.value,
    )


def proposal_status(view: View, proposal: FromClause) -> ColumnElement[str]:
    """Whether a proposal, as a whole or request by request, has been answered."""
    later, request = view.table("proposals"), view.table("requests")
    superseded = exists().where(later.c.supersedes == proposal.c.reference, by(later.c.at, view.on))
    asked = exists().where(request.c.proposal == proposal.c.reference)
    open_request = view.table("requests")
    left_open = exists().where(
        open_request.c.proposal == proposal.c.reference,
        ~_answered(view, proposal, open_request.c.reference).correlate(proposal, open_request),
    )
    return case(
        (superseded, ProposalStatus.SUPERSEDED.value),
        (_answered(view, proposal, None), ProposalStatus.ANSWERED.value),
        (and_(asked, ~left_open), ProposalStatus.ANSWERED.value),
        (answered_at_all(view, proposal), ProposalStatus.PARTLY_ANSWERED.value),
        else_=ProposalStatus.UNANSWERED.value,
    )


def _answered(view: View, proposal: FromClause, request: ColumnElement[str] | None) -> Exists:
    """Whether a response speaks of one request; without a request, of the whole proposal."""
    response = view.table("responses")
    about = response.c.request.is_(None) if request is None else response.c.request == request
    return exists().where(
        response.c.proposal == proposal.c.reference, about, by(response.c.at, view.on)
    )


def answered_at_all(view: View, proposal: FromClause) -> ColumnElement[bool]:
    """Whether there is any response to a proposal."""
    response = view.table("responses")
    return exists().where(response.c.proposal == proposal.c.reference, by(response.c.at, view.on))


def days_waiting(view: View, proposal: FromClause) -> ColumnElement[int]:
    """Days from a proposal to its first response, or to the view's day; NULL where unsaid."""
    response = view.table("responses")
    first = (
        select(func.min(response.c.at))
        .where(response.c.proposal == proposal.c.reference, response.c.at <= view.on)
        .scalar_subquery()
    )
    return case(
        (proposal.c.at > view.on, None),
        (first.is_not(None), days_between(proposal.c.at, first)),
        (~answered_at_all(view, proposal), days_between(proposal.c.at, view.on)),
        else_=None,
    )


def milestone_outturn(view: View, milestone: FromClause, column: str) -> ScalarSelect[Any]:
    """A column of the latest measurement for a milestone's period."""
    measurement = view.table("measurements")
    return (
        select(measurement.c[column])
        .where(
            measurement.c.target == milestone.c.target,
            measurement.c.period == milestone.c.period,
            by(measurement.c.reported_on, view.on),
        )
        .order_by(
            func.coalesce(measurement.c.reported_on, "").desc(), measurement.c.reference.desc()
        )
        .limit(1)
        .scalar_subquery()
    )


def milestone_met(view: View, milestone: FromClause, polarity: ColumnElement[str]) -> Any:
    """Whether a milestone was met; NULL where it cannot be told."""
    return met(milestone, milestone_outturn(view, milestone, "value_number"), polarity)


def met(milestone: FromClause, measured: ColumnElement[str], polarity: ColumnElement[str]) -> Any:
    """Whether a milestone was met by what was measured; NULL where it cannot be told."""
    aim, outturn = cast(milestone.c.aim_number, Numeric), cast(measured, Numeric)
    return case(
        (or_(aim.is_(None), outturn.is_(None)), None),
        (polarity == Polarity.HIGHER_IS_BETTER.value, outturn >= aim),
        (polarity == Polarity.LOWER_IS_BETTER.value, outturn <= aim),
        else_=literal(None),
    )
