"""Fields that all records have: address, source and history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute

from registry.models import Entry
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
from schema.planner.result_builders import ResultBuilder, build_leaf
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
class HistoryBinding:
    """The entries of the ledger about a record."""

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Plan a page of entries, found by kind and reference."""
        route = Route(select_entries, "about", where=AboutKind(context.kind))
        return ConnectionBinding(route, unique=("number",)).plan_result(context, selected)


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
