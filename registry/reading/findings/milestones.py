"""Findings about milestones that were missed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, Text, cast, literal

from registry.reading.findings.about import TARGETS, About
from registry.reading.findings.finding import Finding, Part
from registry.reading.milestones import is_met, is_outturn
from registry.reading.views import View
from registry.vocabulary import Basis, FindingKind


def _select_missed(view: View, about: About) -> Select[Any]:
    measured, milestone = view.table("measurements"), view.table("milestones")
    target = view.table("targets")
    words = (
        literal("aimed at ")
        + milestone.c.aim_number
        + literal(", measured ")
        + cast(measured.c.value_number, Text)
    )
    # Led by what was measured: milestones that nothing was measured for yet cost nothing.
    rows = measured.join(milestone, is_outturn(view, measured, milestone)).join(
        target, target.c.reference == measured.c.target
    )
    found = about.select(
        view, target, about=measured.c.target, detail=measured.c.period, more=words
    )
    return found.select_from(rows).where(
        is_met(milestone, measured.c.value_number, target.c.polarity).is_(False),
    )


MISSED_MILESTONE = Finding(
    FindingKind.MISSED_MILESTONE,
    Basis.ARITHMETIC,
    "“{title}” missed its milestone for {detail}: {more}.",
    (Part(TARGETS, _select_missed),),
    sorted_by=("about", "detail", "more"),
)
