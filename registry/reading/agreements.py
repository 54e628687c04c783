"""Derived facts of agreements: how far one has come."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, case, exists, func, select

from registry.reading.days import happened_by
from registry.reading.views import View
from registry.vocabulary import AgreementStatus


def agreement_status(view: View, agreement: FromClause) -> ColumnElement[str]:
    """Return how far an agreement has come: by its term, its latest decision, or as stated."""
    decision, decided = view.table("decisions"), view.table("negotiations")
    approves = (
        select(decision.c.approves)
        .select_from(decision.join(decided, decision.c.negotiation == decided.c.reference))
        .where(decided.c.agreement == agreement.c.reference, happened_by(decision.c.at, view.on))
        .order_by(func.coalesce(decision.c.at, "").desc(), decision.c.reference.desc())
        .limit(1)
        .correlate(agreement)
        .scalar_subquery()
    )
    negotiation = view.table("negotiations")
    negotiated = exists().where(
        negotiation.c.agreement == agreement.c.reference,
        happened_by(negotiation.c["from"], view.on),
    )
    return case(
        (agreement.c.until <= view.on, AgreementStatus.ENDED.value),
        (approves.is_(True), AgreementStatus.AGREED.value),
        (approves.is_(False), AgreementStatus.DRAFTING.value),
        (agreement.c.stage != AgreementStatus.UNSTATED.value, agreement.c.stage),
        (negotiated, AgreementStatus.NEGOTIATING.value),
        else_=AgreementStatus.UNSTATED.value,
    )
