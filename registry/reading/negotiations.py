"""Derived facts of negotiations: how far one has come."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, case, exists

from registry.reading.days import happened_by
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
