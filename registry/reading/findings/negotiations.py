"""Findings about negotiations: proposals without a response, decisions without advice."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, exists, not_, or_

from registry.reading.findings.about import NEGOTIATIONS, PROPOSALS, About
from registry.reading.findings.finding import Finding, Part
from registry.reading.statuses import answered_at_all, by
from registry.reading.views import View
from registry.vocabulary import FindingKind


def _unanswered(view: View, about: About) -> Select[Any]:
    proposal, later = view.table("proposals"), view.table("proposals")
    superseded = exists().where(later.c.supersedes == proposal.c.reference, by(later.c.at, view.on))
    return about.select(view, proposal, since=proposal.c.at).where(
        or_(proposal.c.at.is_(None), proposal.c.at <= view.on),
        not_(answered_at_all(view, proposal)),
        not_(superseded),
    )


def _decided_without_advice(view: View, about: About) -> Select[Any]:
    decision, negotiation = view.table("decisions"), view.table("negotiations")
    return (
        about.select(view, negotiation, since=decision.c.at)
        .join_from(decision, negotiation, decision.c.negotiation == negotiation.c.reference)
        .where(decision.c.advice.is_(None), or_(decision.c.at.is_(None), decision.c.at <= view.on))
    )


UNANSWERED = Finding(
    FindingKind.UNANSWERED,
    "“{title}” has had no response.",
    (Part(PROPOSALS, _unanswered),),
)
DECIDED_WITHOUT_ADVICE = Finding(
    FindingKind.DECIDED_WITHOUT_ADVICE,
    "“{title}” was decided without published advice.",
    (Part(NEGOTIATIONS, _decided_without_advice),),
    sorted_by=("about", "since"),
)
