"""Findings about milestones that were missed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, Text, and_, cast, exists, func, literal, not_, tuple_

from registry.reading.findings.about import TARGETS, About
from registry.reading.findings.finding import Finding, Part
from registry.reading.statuses import by, met
from registry.reading.views import View
from registry.vocabulary import FindingKind


def _missed(view: View, about: About) -> Select[Any]:
    measured, later = view.table("measurements"), view.table("measurements")
    milestone, target = view.table("milestones"), view.table("targets")
    # Led by what was measured: milestones that nothing was measured for yet cost nothing.
    replaced = exists().where(
        later.c.target == measured.c.target,
        later.c.period == measured.c.period,
        by(later.c.reported_on, view.on),
        tuple_(func.coalesce(later.c.reported_on, ""), later.c.reference)
        > tuple_(func.coalesce(measured.c.reported_on, ""), measured.c.reference),
    )
    words = (
        literal("aimed at ")
        + milestone.c.aim_number
        + literal(", measured ")
        + cast(measured.c.value_number, Text)
    )
    rows = measured.join(
        milestone,
        and_(milestone.c.target == measured.c.target, milestone.c.period == measured.c.period),
    ).join(target, target.c.reference == measured.c.target)
    found = about.select(
        view, target, about=measured.c.target, detail=measured.c.period, more=words
    )
    return found.select_from(rows).where(
        by(measured.c.reported_on, view.on),
        met(milestone, measured.c.value_number, target.c.polarity).is_(False),
        not_(replaced),
    )


MISSED_MILESTONE = Finding(
    FindingKind.MISSED_MILESTONE,
    "“{title}” missed its milestone for {detail}: {more}.",
    (Part(TARGETS, _missed),),
    sorted_by=("about", "detail", "more"),
)
