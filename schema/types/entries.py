"""The ledger: what was recorded, once, in order, for good."""

from __future__ import annotations

import strawberry
from sqlalchemy import ColumnElement, FromClause

from registry import models
from schema.bindings import To, any_kind, column, expressed, one, worked
from schema.entry_summaries import summary
from schema.planner.row_context import Place
from schema.scalars import DateTime
from schema.types.interfaces import Resource
from schema.types.refs import PartnerRef


def _recorder(place: Place, row: FromClause) -> ColumnElement[bool]:
    return row.c.reference == place.column("actor")


@strawberry.type(description="One act on the ledger; never changed or removed")
class Entry:
    """One act on the ledger; never changed or removed."""

    number: int = column(models.Entry.number)
    recorded_at: DateTime = column(models.Entry.recorded_at)
    actor: PartnerRef | None = one(
        To("partners", _recorder),
        "The partner that recorded the act; empty for the register's keeper",
    )
    act: str = column(models.Entry.act)
    about: Resource | None = any_kind("about_kind", "about", "The thing that the act is about")
    summary: str = worked(
        summary,
        lambda place: [place.column("act"), place.column("payload")],
        "What happened, in one sentence",
    )
    hash: str = column(models.Entry.hash)
    redacted: bool = expressed(
        lambda place: place.column("redacted_by").is_not(None),
        "Whether the act's words were taken off the record",
    )
