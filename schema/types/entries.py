"""The ledger: what was recorded, once, in order, for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, FromClause

from registry import models
from schema.bindings import (
    Changes,
    QueryFields,
    To,
    any_kind,
    argument,
    column,
    expressed,
    one,
    page_arguments,
    record_type,
    root,
    worked,
)
from schema.entry_summaries import summary
from schema.planner.row_context import Place
from schema.scalars import DateTime
from schema.types.connections import Connection
from schema.types.interfaces import Resource

if TYPE_CHECKING:
    from schema.types.partners import Partner


def _recorder(place: Place, row: FromClause) -> ColumnElement[bool]:
    return row.c.reference == place.column("actor")


@record_type(models.Entry)
class Entry:
    number: int = column(models.Entry.number)
    recorded_at: DateTime = column(models.Entry.recorded_at)
    actor: Partner | None = one(
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


class EntryQueries(QueryFields):
    """The root field for entries of the ledger."""

    changes: Connection[Entry] = root(
        Changes(),
        "What was recorded after an entry, the first first",
        [argument("since", int, "The number of the entry; 0 for all", 0), *page_arguments()],
    )
