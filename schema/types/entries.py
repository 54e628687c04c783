"""The ledger: what was recorded, once, in order, for good."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, FromClause

from registry import models
from registry.acts import ACT_NAMED
from registry.vocabulary import Basis, Role
from schema.bindings import (
    ChangesField,
    QueryFields,
    ToOne,
    any_kind,
    argument,
    bound_field,
    column,
    computed_value,
    content_field,
    expression,
    listing_arguments,
    object_type,
    one,
    record_type,
    root_field,
)
from schema.entry_summaries import summarise_act
from schema.inputs.filter_conditions import (
    concerns_agreement,
    concerns_area,
    is_in_agreement,
    is_in_area,
)
from schema.inputs.filter_fields import column_among, filter_field, list_words, word_among
from schema.inputs.filters import plain_filter_type
from schema.planner.row_context import RowContext
from schema.scalars import DateTime
from schema.types.connections import Connection
from schema.types.interfaces import Resource

if TYPE_CHECKING:
    from schema.types.partners import Partner


def _recorder(context: RowContext, row: FromClause) -> ColumnElement[bool]:
    return row.c.reference == context.column("actor")


def _list_acts(values: Iterable[Any]) -> list[str]:
    return list_words(values, ACT_NAMED.__contains__, "act; name acts such as MilestoneSet")


def _list_kinds(values: Iterable[Any]) -> list[str]:
    what = "kind of record; name kinds such as targets or partners"
    return list_words(values, models.TABLES.__contains__, what)


@plain_filter_type
class EntryFilter:
    """Which entries of the ledger."""

    act: list[str] | None = filter_field(
        word_among(models.Entry.act, _list_acts),
        "That tell one of these acts, such as MilestoneSet",
    )
    kind: list[str] | None = filter_field(
        word_among(models.Entry.about_kind, _list_kinds),
        "About things of one of these kinds, such as targets",
    )
    about: list[str] | None = filter_field(
        column_among(models.Entry.about), "About one of these things, by reference"
    )
    agreement: list[str] | None = filter_field(
        concerns_agreement,
        "About one of these agreements, or what belongs to it, by reference",
        among_many=is_in_agreement,
    )
    area: list[str] | None = filter_field(
        concerns_area,
        "About one of these areas, its agreements, or what belongs to them, by reference",
        among_many=is_in_area,
    )
    actor: list[str] | None = filter_field(
        column_among(models.Entry.actor), "Recorded by one of these partners, by reference"
    )


@object_type
class EntryField:
    """One field of what an act said."""

    name: str = bound_field(None, "The field's name in tables and files", basis=Basis.FACTS)
    value: str = bound_field(None, "What it says, as text", basis=Basis.FACTS)
    meaning: str | None = bound_field(None, "What the field means", basis=Basis.FACTS)


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
    content: list[EntryField] | None = content_field(
        "What the act said, field by field; of words that were taken off, what remains"
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
        [
            argument("since", int, "The number of the entry; 0 for all", 0),
            argument("recordedFrom", DateTime | None, "Only what was recorded then or later"),
            argument("recordedUntil", DateTime | None, "Only what was recorded before"),
            *listing_arguments(EntryFilter, None),
        ],
    )
