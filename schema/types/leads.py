"""Who leads a target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, FromClause, and_, func

from registry import models
from registry.reading import lead_of, select_lead_partners
from registry.vocabulary import LeadState
from schema.bindings import (
    Route,
    ToOne,
    always,
    citation,
    column,
    expression,
    list_of,
    object_type,
    one,
)
from schema.planner.row_context import RowContext
from schema.scalars import Date
from schema.types.values import Source

if TYPE_CHECKING:
    from schema.types.partners import Partner


def _the_lead(context: RowContext, row: FromClause) -> ColumnElement[bool]:
    return and_(
        row.c.reference == context.column("partner"),
        context.column("state") == LeadState.SINGLE.value,
    )


@object_type
class Lead:
    """Who leads a target: what is stated, what it resolves to, since when."""

    state: LeadState = expression(
        lambda context: func.coalesce(context.column("state"), LeadState.MISSING.value),
        "What is known of the lead: single, joint, unresolved, missing",
    )
    partner: Partner | None = one(
        ToOne("partners", _the_lead), "The one partner that leads, if there is exactly one"
    )
    partners: list[Partner] = list_of(
        Route(select_lead_partners, "term", ("partner", "partners"), where=always, keep=always),
        "The partners that the stated wording resolves to",
    )
    stated: str | None = column(models.Accountability.stated)
    from_: Date | None = column(models.Accountability.from_, name="from")
    until: Date | None = column(models.Accountability.until)
    source: Source | None = citation(models.Accountability.source)


LEAD_OF_THE_DAY = ToOne(
    "accountability",
    lambda context, row: (
        row.c.reference == lead_of(context.moment.view, context.column("reference"))
    ),
    always=True,
)
