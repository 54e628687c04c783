"""Which assigned targets a local target adapts or scraps, as far as the record says."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, or_, select

from registry.reading.views import View
from registry.vocabulary import DerivationKind


def select_assigned(view: View) -> Select[Any]:
    """Select each local target with the assigned targets that it adapts or scraps.

    Both come out of one goal, and the body to which the one was assigned is accountable for the
    other, or leads or led it. The local target scraps the measure by which the assigned one is
    counted; or it adapts the goal, and is counted by the same measure or the assigned one by none.
    """
    assigned, derivation = view.table("assigned_targets"), view.table("derivations")
    term, target, scrap = (view.table(kind) for kind in ("accountability", "targets", "scraps"))
    adapting = (DerivationKind.ADAPTED, DerivationKind.COMBINED)
    adapts = and_(
        or_(*(derivation.c.how == how.value for how in adapting)),
        or_(assigned.c.measure.is_(None), assigned.c.measure == target.c.measure),
    )
    scraps = and_(
        scrap.c.derivation == derivation.c.reference, scrap.c.measure == assigned.c.measure
    )
    rows = (
        assigned.join(derivation, derivation.c.goal == assigned.c.goal)
        .join(target, target.c.reference == derivation.c.target)
        .join(term, and_(term.c.target == target.c.reference, term.c.partner == assigned.c.partner))
        .outerjoin(scrap, scraps)
    )
    columns = (target.c.reference.label("target"), assigned.c.reference.label("assigned"))
    found = select(*columns).select_from(rows)
    return found.where(or_(scrap.c.reference.is_not(None), adapts)).distinct()
