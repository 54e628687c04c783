"""The ledger: what was recorded, once, in order, for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, FromClause

from registry import models
from registry.vocabulary import Basis, Role
from schema.bindings import (
    ChangesField,
    QueryFields,
    ToOne,
    any_kind,
    argument,
    column,
    computed_value,
    expression,
    one,
    page_arguments,
    record_type,
    root_field,
)
from schema.entry_summaries import summarise_act
from schema.planner.row_context import RowContext
from schema.scalars import DateTime
from schema.types.connections import Connection
from schema.types.interfaces import Resource

if TYPE_CHECKING:
    from schema.types.partners import Partner


def _recorder(context: RowContext, row: FromClause) -> ColumnElement[bool]:
    return row.c.reference == context.column("actor")


@record_type(models.Entry)
class Entry:
    number: int = column(models.Entry.number)
    recorded_at: DateTime = column(models.Entry.recorded_at)
    actor: Partner | None = one(
        ToOne("partners", _recorder),
        "The partner that recorded the act; empty for the register's keeper",
        basis=Basis.FACTS,
    )
    role: Role | None = column(models.Entry.role)
    act: str = column(models.Entry.act)
    about: Resource | None = any_kind("about_kind", "about", "The thing that the act is about")
    summary: str = computed_value(
        summarise_act,
        lambda context: [context.column("act"), context.column("payload")],
        "What happened, in one sentence",
        basis=Basis.FACTS,
    )
    hash: str = column(models.Entry.hash)
    redacted: bool = expression(
        lambda context: context.column("redacted_by").is_not(None),
        "Whether the act's words were taken off the record",
        basis=Basis.FACTS,
    )


class EntryQueries(QueryFields):
    """The root field for entries of the ledger."""

    changes: Connection[Entry] = root_field(
        ChangesField(),
        "What was recorded after an entry, the first first",
        [argument("since", int, "The number of the entry; 0 for all", 0), *page_arguments()],
    )
