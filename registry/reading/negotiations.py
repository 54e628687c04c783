"""Derived facts of negotiations: how far one has come, what happened in it, what was decided."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    ScalarSelect,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    not_,
    select,
    union,
    union_all,
)

from registry.reading.days import happened_by, is_present
from registry.reading.views import View
from registry.vocabulary import NegotiationStatus


def negotiation_status(view: View, negotiation: FromClause) -> ColumnElement[str]:
    """Return how far a negotiation has come."""
    decision, advice = view.table("decisions"), view.table("advice")
    approved = exists().where(
        decision.c.negotiation == negotiation.c.reference,
        decision.c.approves.is_(True),
        happened_by(decision.c.at, view.on),
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


def latest_decision(view: View, negotiation: FromClause) -> ScalarSelect[Any]:
    """Select the reference of the latest decision in a negotiation."""
    decision = view.table("decisions")
    found = select(decision.c.reference).where(decision.c.negotiation == negotiation.c.reference)
    return (
        found.where(is_present(view, "decisions", decision))
        .order_by(func.coalesce(decision.c.at, "").desc(), decision.c.reference.desc())
        .limit(1)
        .correlate(negotiation)
        .scalar_subquery()
    )


def select_timeline(view: View) -> Select[Any]:
    """Select what happened in a negotiation: proposals, responses, advice and decisions."""
    parts = []
    for kind in ("proposals", "advice", "decisions"):
        row = view.table(kind)
        parts.append(
            _select_events(kind, row, row.c.negotiation).where(is_present(view, kind, row))
        )
    response, proposal = view.table("responses"), view.table("proposals")
    parts.append(
        _select_events("responses", response, proposal.c.negotiation)
        .join_from(response, proposal, proposal.c.reference == response.c.proposal)
        .where(is_present(view, "responses", response), is_present(view, "proposals", proposal))
    )
    rows = union_all(*parts).subquery()
    return select(*rows.c)


def _select_events(kind: str, row: FromClause, negotiation: ColumnElement[Any]) -> Select[Any]:
    return select(
        negotiation.label("negotiation"),
        literal(kind).label("kind"),
        row.c.reference,
        row.c.at,
    )


def lacks_advice(view: View, decision: FromClause) -> ColumnElement[bool]:
    """Return whether a decision cites no published advice, neither itself nor beside it."""
    citation = view.table("citations")
    further = exists().where(citation.c.decision == decision.c.reference)
    return and_(decision.c.advice.is_(None), not_(further))


def select_cited_advice(view: View) -> Select[Any]:
    """Select the advice that decisions cite: in the decision itself, then in citations."""
    decision, citation = view.table("decisions"), view.table("citations")
    first = select(decision.c.reference.label("decision"), decision.c.advice).where(
        decision.c.advice.is_not(None)
    )
    rows = union(first, select(citation.c.decision, citation.c.advice)).subquery()
    return select(*rows.c)
