"""Derived facts of targets: whether one is designated on a day."""

from __future__ import annotations

from typing import Any

from sqlalchemy import FromClause, ScalarSelect, func, select

from registry.reading.views import View, holds


def designation_of(view: View, target: FromClause) -> ScalarSelect[Any]:
    """Select whether a target is designated on the day; NULL where nothing says."""
    term = view.table("target_designations")
    return (
        select(term.c.designation)
        .where(term.c.target == target.c.reference, holds(term, view.on))
        .order_by(func.coalesce(term.c["from"], "").desc(), term.c.reference)
        .limit(1)
        .correlate(target)
        .scalar_subquery()
    )
