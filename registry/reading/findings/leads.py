"""Findings about who leads a target, and who is accountable for it."""

from __future__ import annotations

from functools import partial
from typing import Any

from sqlalchemy import Select, exists, not_, select

from registry.reading.findings.about import TARGETS, About
from registry.reading.findings.finding import Finding, Part
from registry.reading.leads import has_lead, lead_of
from registry.reading.views import View, holds
from registry.vocabulary import Basis, FindingKind, LeadState


def _select_without_lead(view: View, about: About) -> Select[Any]:
    target = view.table("targets")
    found = about.select(view, target, since=target.c["from"], absent=True)
    return found.where(holds(target, view.on), not_(has_lead(view, target.c.reference)))


def _select_led_as(state: LeadState, view: View, about: About) -> Select[Any]:
    target, term = view.table("targets"), view.table("accountability")
    found = about.select(view, target, detail=term.c.stated, since=term.c["from"])
    return found.join_from(term, target, term.c.target == target.c.reference).where(
        holds(target, view.on),
        term.c.state == state.value,
        # In the words of the index of leads that are anything but one known partner.
        term.c.state != LeadState.SINGLE.value,
        term.c.reference == lead_of(view, target),
    )


def _select_scrapped_unaccountably(view: View, about: About) -> Select[Any]:
    target, term = view.table("targets"), view.table("accountability")
    scrap = view.driving_table("scraps")
    there = exists().where(
        term.c.target == scrap.c.target, term.c.partner.is_not(None), holds(term, view.on)
    )
    alone = select(scrap.c.target).where(~there).group_by(scrap.c.target).subquery()
    found = about.select(view, target, since=target.c["from"], absent=True)
    return found.where(holds(target, view.on)).join_from(
        alone, target, alone.c.target == target.c.reference
    )


NO_LEAD = Finding(
    FindingKind.NO_LEAD,
    Basis.ABSENCE,
    "No partner is on record as leading “{title}”; {reach}.",
    (Part(TARGETS, _select_without_lead),),
)
JOINT_LEAD = Finding(
    FindingKind.JOINT_LEAD,
    Basis.FACTS,
    "“{title}” has a joint lead, stated as “{detail}”.",
    (Part(TARGETS, partial(_select_led_as, LeadState.JOINT)),),
)
UNRESOLVED_LEAD = Finding(
    FindingKind.UNRESOLVED_LEAD,
    Basis.FACTS,
    "Who leads “{title}” cannot be told from “{detail}”.",
    (Part(TARGETS, partial(_select_led_as, LeadState.UNRESOLVED)),),
)
NO_ACCOUNTABLE_PARTNER = Finding(
    FindingKind.NO_ACCOUNTABLE_PARTNER,
    Basis.ABSENCE,
    "“{title}” lets the partners scrap a national measure, but no partner is on record as "
    "accountable for it; {reach}.",
    (Part(TARGETS, _select_scrapped_unaccountably),),
)
