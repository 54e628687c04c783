"""Who leads a target."""

from __future__ import annotations

import strawberry
from sqlalchemy import ColumnElement, FromClause, and_, func

from registry import models
from registry.vocabulary import LeadState
from schema.bindings import (
    Route,
    To,
    always,
    cited,
    column,
    expressed,
    listed,
    one,
)
from schema.derived_rows import lead_of, lead_partners
from schema.planner.row_context import Place
from schema.scalars import Date
from schema.types.refs import PartnerRef
from schema.types.values import Source


def _the_lead(place: Place, row: FromClause) -> ColumnElement[bool]:
    return and_(
        row.c.reference == place.column("partner"),
        place.column("state") == LeadState.SINGLE.value,
    )


@strawberry.type(description="Who leads a target: what is stated, what it resolves to, since when")
class Lead:
    """Who leads a target: what is stated, what it resolves to, since when."""

    state: LeadState = expressed(
        lambda place: func.coalesce(place.column("state"), LeadState.MISSING.value),
        "What is known of the lead: single, joint, unresolved, missing",
    )
    partner: PartnerRef | None = one(
        To("partners", _the_lead), "The one partner that leads, if there is exactly one"
    )
    partners: list[PartnerRef] = listed(
        Route(lead_partners, "term", ("partner", "partners"), where=always, keep=always),
        "The partners that the stated wording resolves to",
    )
    stated: str | None = column(models.Accountability.stated)
    from_: Date | None = column(models.Accountability.from_, name="from")
    until: Date | None = column(models.Accountability.until)
    source: Source | None = cited(models.Accountability.source)


LEAD_OF_THE_DAY = To(
    "accountability",
    lambda place, row: row.c.reference == lead_of(place.moment, place.row),
    always=True,
)
