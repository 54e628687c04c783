"""Fields that all records have: address, source and history."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select, union, union_all
from sqlalchemy.orm import InstrumentedAttribute

from registry.acts import ACTS, MENDING, direct_parts_of
from registry.models import HISTORY, TABLES, TYPES, Entry, title_column
from registry.reading import View
from registry.vocabulary import Basis
from schema.bindings.arguments import page_arguments
from schema.bindings.connections import ConnectionBinding
from schema.bindings.fields import bound_field, column_of, meaning_of
from schema.bindings.formatting import choose_format
from schema.bindings.relations import to_one
from schema.bindings.values import AddressBinding, ArchivedBinding, ExpressionBinding
from schema.planner.planning_context import SelectedField
from schema.planner.relation_paths import Route
from schema.planner.result_builders import (
    ComputedBuilder,
    LeafBuilder,
    ResultBuilder,
    build_leaf,
)
from schema.planner.row_context import RowContext


@dataclass(frozen=True, slots=True)
class OwnerBinding:
    """A column of the record that cites a source, shown on the source."""

    name: str

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Select the column of the citing row."""
        assert context.owner is not None
        column = context.owner.c[self.name]
        return build_leaf(context.select(column), choose_format(selected.type.name, column))


@dataclass(frozen=True, slots=True)
class AboutKind:
    """The condition that an entry is about a record of a kind."""

    kind: str

    def __call__(self, item: RowContext) -> ColumnElement[bool]:
        """Make the condition."""
        return item.row.c.about_kind == self.kind


@dataclass(frozen=True, slots=True)
class EntriesOfPart:
    """The entries about records that belong to others: those that made each version of theirs."""

    kind: str
    __name__ = "entries"

    def __call__(self, view: View) -> Select[Any]:
        """Select the entries of a view, each with the record (``part``)."""
        entries = select_entries(view).subquery()
        made = (
            select(table.c.reference.label("part"), table.c.entry)
            for table in (TABLES[self.kind], HISTORY[self.kind])
        )
        mended = select(Entry.about, Entry.number).where(Entry.about_kind == self.kind)
        parts = union(*made, mended).subquery()
        return select(*entries.c, parts.c.part).join(parts, parts.c.entry == entries.c.number)


@dataclass(frozen=True, slots=True)
class EntriesOfHolder:
    """The entries about records of a kind (``holder``), and those that mended what belongs to them.

    Whoever reads the history of a target sees that one of its milestones was corrected.
    """

    kind: str
    __name__ = "entries"

    def __call__(self, view: View) -> Select[Any]:
        """Select the entries of a view, each with the record."""
        known = select_entries(view)
        own = known.add_columns(Entry.about.label("holder")).where(Entry.about_kind == self.kind)
        # From what mends the record, which is little: entries about such things are many.
        parts = [
            known.add_columns(TABLES[part].c[owner.column].label("holder"))
            .join(TABLES[mending], TABLES[mending].c.entry == Entry.number)
            .join(TABLES[part], TABLES[part].c.reference == TABLES[mending].c.record)
            .where(TABLES[mending].c.kind == part)
            for part, owner in direct_parts_of(self.kind).items()
            for mending in MENDING
        ]
        rows = union_all(own, *parts).subquery()
        return select(*rows.c)


@dataclass(frozen=True, slots=True)
class HistoryBinding:
    """The entries of the ledger about a record."""

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Plan a page of entries, found by kind and reference."""
        kind = context.kind
        if ACTS[kind].ABOUT[0] == kind and kind not in MENDING:
            route = Route(select_entries, "about", where=AboutKind(kind))
            if direct_parts_of(kind):
                route = Route(EntriesOfHolder(kind), "holder")
        else:
            route = Route(EntriesOfPart(kind), "part")
        return ConnectionBinding(route, unique=("number",)).plan_result(context, selected)


@dataclass(frozen=True, slots=True)
class KeyBinding:
    """The id of the record, with the day and the instant that were asked for."""

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Join the id and the two times."""
        moment = context.moment
        times = [moment.as_of, moment.known_at]
        if times == [None, None]:
            return build_leaf(context.select(context.row.c.id))
        asked = context.work.defer("times", times, _join_times)
        return ComputedBuilder(_join_key, (context.select(context.row.c.id),), asked)


def _join_times(times: list[str | None]) -> str:
    """Return the two times as one word, as they stand behind the id."""
    return "".join(f"@{time or ''}" for time in times).removesuffix("@")


def _join_key(times: str, identifier: str) -> str:
    return f"{identifier}{times}"


@dataclass(frozen=True, slots=True)
class TitleBinding:
    """What the record is called."""

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Select its title or name; a record without either is called by kind and reference."""
        name = title_column(context.kind)
        if name is not None:
            return build_leaf(context.select(context.row.c[name]))
        words = _write_words(TYPES[context.kind].TYPE)
        reference = context.select(context.row.c.reference)
        return LeafBuilder(reference, lambda reference: f"{words} {reference}")


def _write_words(type_name: str) -> str:
    """Return the name of a type as words: ``TargetChange`` is a target change."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type_name).capitalize()


def select_entries(view: View) -> Select[Any]:
    """Select the ledger as it stood at a moment."""
    known = select(*Entry.__table__.c)
    return known if view.known is None else known.where(Entry.number <= view.known)


def address(description: str) -> Any:
    """Declare a field that shows the record's permanent address."""
    return bound_field(AddressBinding(), description, basis=Basis.FACTS)


def archived_copy(attribute: InstrumentedAttribute[Any], description: str) -> Any:
    """Declare a field that shows where an archived copy of the page at a column's address is."""
    binding = ArchivedBinding(column_of(attribute).name)
    return bound_field(binding, description, basis=Basis.FACTS)


def record_key(description: str) -> Any:
    """Declare a field by which caches know a record, each of its versions apart."""
    return bound_field(KeyBinding(), description, basis=Basis.FACTS)


def record_title(description: str) -> Any:
    """Declare a field that shows what a record is called."""
    return bound_field(TitleBinding(), description, basis=Basis.FACTS)


def owner_column(attribute: InstrumentedAttribute[Any]) -> Any:
    """Declare a field of a source that shows a column of the record that cites it."""
    binding = OwnerBinding(column_of(attribute).name)
    return bound_field(binding, meaning_of(attribute), basis=Basis.FACTS)


def citation(attribute: InstrumentedAttribute[Any]) -> Any:
    """Declare a field that shows the document that the record cites."""
    return bound_field(to_one(attribute), meaning_of(attribute), basis=Basis.FACTS)


def history(description: str) -> Any:
    """Declare a field that pages through the entries about the record."""
    return bound_field(HistoryBinding(), description, page_arguments(), basis=Basis.FACTS)


def day_field(description: str) -> Any:
    """Declare a field that shows the day of ``asOf``."""
    binding = ExpressionBinding(lambda context: context.moment.day)
    return bound_field(binding, description, basis=Basis.FACTS)


def instant_field(description: str) -> Any:
    """Declare a field that shows the instant of ``knownAt``."""
    binding = ExpressionBinding(lambda context: context.moment.instant)
    return bound_field(binding, description, basis=Basis.FACTS)
