"""How the record itself was mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, FromClause

from registry import models
from registry.reading.corrections import format_former, raw_former
from registry.vocabulary import Basis
from schema.bindings import (
    ThroughBinding,
    ToOne,
    any_kind,
    bound_field,
    column,
    computed_value,
    one,
    record_type,
)
from schema.bindings.record_fields import select_entries
from schema.planner.row_context import RowContext
from schema.types.interfaces import Resource

if TYPE_CHECKING:
    from schema.types.entries import Entry
    from schema.types.partners import Partner


def _its_entry(context: RowContext, row: FromClause) -> ColumnElement[bool]:
    return row.c.number == context.column("entry")


def _its_actor(context: RowContext, row: FromClause) -> ColumnElement[bool]:
    return row.c.reference == context.column("actor")


def _former_values(context: RowContext) -> list[ColumnElement[Any]]:
    return [context.column("kind"), context.column("field"), raw_former(context.row)]


ENTRY = ToOne(select_entries, _its_entry, always=True)


@record_type(models.Correction)
class Correction(Resource):
    kind: str = column(models.Correction.kind)
    record: Resource | None = any_kind("kind", "record", "The record that was wrong")
    field: str = column(models.Correction.field)
    was: str | None = computed_value(
        format_former, _former_values, "What the field said before", basis=Basis.FACTS
    )
    value: str | None = column(models.Correction.value)
    reason: str = column(models.Correction.reason)
    by: Partner | None = bound_field(
        ThroughBinding(ENTRY, ToOne("partners", _its_actor)),
        "The partner that recorded the correction; empty for the register's keeper",
        basis=Basis.FACTS,
    )
    entry: Entry = one(ENTRY, "The entry that made the correction", basis=Basis.FACTS)


@record_type(models.Redaction)
class Redaction(Resource):
    kind: str = column(models.Redaction.kind)
    record: Resource | None = any_kind("kind", "record", "The record that held the words")
    fields: str = column(models.Redaction.fields)
    reason: str = column(models.Redaction.reason)
