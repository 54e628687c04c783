"""Findings about negotiations: proposals without a response, decisions without advice."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, not_

from registry.reading.days import happened_by
from registry.reading.findings.about import NEGOTIATIONS, PROPOSALS, About
from registry.reading.findings.finding import Finding, Part
from registry.reading.negotiations import lacks_advice
from registry.reading.proposals import has_response, is_superseded
from registry.reading.views import View
from registry.vocabulary import Basis, FindingKind


def _select_unanswered(view: View, about: About) -> Select[Any]:
    proposal = view.table("proposals")
    return about.select(view, proposal, since=proposal.c.at, absent=True).where(
        happened_by(proposal.c.at, view.on),
        not_(has_response(view, proposal)),
        not_(is_superseded(view, proposal)),
    )


def _select_decided_without_advice(view: View, about: About) -> Select[Any]:
    decision, negotiation = view.table("decisions"), view.table("negotiations")
    return (
        about.select(view, negotiation, since=decision.c.at, absent=True)
        .join_from(decision, negotiation, decision.c.negotiation == negotiation.c.reference)
        .where(lacks_advice(view, decision), happened_by(decision.c.at, view.on))
    )


UNANSWERED = Finding(
    FindingKind.UNANSWERED,
    Basis.ABSENCE,
    "“{title}” has no response on record; {reach}.",
    (Part(PROPOSALS, _select_unanswered),),
)
DECIDED_WITHOUT_ADVICE = Finding(
    FindingKind.DECIDED_WITHOUT_ADVICE,
    Basis.ABSENCE,
    "“{title}” was decided with no published advice on record; {reach}.",
    (Part(NEGOTIATIONS, _select_decided_without_advice),),
    sorted_by=("about", "since"),
)
