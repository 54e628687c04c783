"""Findings about the protocols that say who answers for a target."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, exists, not_, select

from registry.reading.findings.about import TARGETS, About
from registry.reading.findings.finding import Finding, Part
from registry.reading.views import View, holds
from registry.vocabulary import Basis, FindingKind


def _select_without_protocol(view: View, about: About) -> Select[Any]:
    target, agreement = view.table("targets"), view.table("agreements")
    own, shared = view.table("protocols"), view.table("protocols")
    # There are few agreements and many targets, so that agreements are asked, and asked first:
    # DISTINCT has PostgreSQL work them out once.
    without = (
        select(agreement.c.reference)
        .where(
            ~exists().where(
                shared.c.target.is_(None),
                shared.c.agreement == agreement.c.reference,
                holds(shared, view.on),
            )
        )
        .distinct()
    )
    there = exists().where(own.c.target == target.c.reference, holds(own, view.on))
    found = about.select(view, target, since=target.c["from"], absent=True)
    return found.where(holds(target, view.on)).where(target.c.agreement.in_(without), not_(there))


NO_PROTOCOL = Finding(
    FindingKind.NO_PROTOCOL,
    Basis.ABSENCE,
    "No protocol in force for “{title}” is on record; {reach}.",
    (Part(TARGETS, _select_without_protocol),),
)
