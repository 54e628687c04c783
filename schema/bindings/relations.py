"""Fields that lead to other records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, FromClause
from sqlalchemy.orm import InstrumentedAttribute
from strawberry.types.arguments import StrawberryArgument

from registry.vocabulary import Basis
from schema.bindings.fields import bound_field, column_of, meaning_of, referenced_table
from schema.bindings.values import ColumnBinding
from schema.planner.list_plan import plan_list
from schema.planner.planning_context import SelectedField
from schema.planner.polymorphic import plan_kinds
from schema.planner.relation_paths import Condition, Route, present
from schema.planner.result_builders import ResultBuilder, SlotBuilder
from schema.planner.row_context import Binding, RowContext, plan_selected
from schema.planner.time_travel import Rows


@dataclass(frozen=True, slots=True)
class ToOne:
    """A row that belongs to this one: at most one.

    Attributes:
        kind: the rows among which it is.
        on: the condition under which it belongs to a place.
        always: whether the object is shown even where there is no such row.
    """

    kind: Rows
    on: Callable[[RowContext, FromClause], ColumnElement[bool]]
    always: bool = False

    def join_row(self, context: RowContext) -> RowContext:
        """Join the row and return its context."""
        return context.join(self.kind, self.on, self)

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Join the row and plan its selected fields."""
        there = replace(self.join_row(context), owner=context.row)
        shape = plan_selected(there, selected)
        if not self.always:
            shape.presence = there.scope.presence(there.row)
        return shape


@dataclass(frozen=True, slots=True)
class ThroughBinding:
    """A field of a joined row."""

    target: ToOne
    binding: Binding

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Join the row and plan the field there."""
        return self.binding.plan_result(self.target.join_row(context), selected)


@dataclass(frozen=True, slots=True)
class SameRowBinding:
    """The same row as an object of another type."""

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Plan the selected fields of the same row."""
        return plan_selected(context, selected)


@dataclass(frozen=True, slots=True)
class ToMany:
    """All the rows that name this one."""

    route: Route
    order: tuple[str, ...]

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Plan a list: one statement serves all objects."""
        return plan_list(context, selected, self.route, self.order)


@dataclass(frozen=True, slots=True)
class AnyKindBinding:
    """A record of any kind, named by two columns together."""

    kind: str
    reference: str

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Plan one statement per kind."""
        places = (
            context.select(context.column(self.kind)),
            context.select(context.column(self.reference)),
        )
        return SlotBuilder(plan_kinds(context.work, context.moment, selected), places, selected.key)


def to_one(attribute: InstrumentedAttribute[Any]) -> ToOne:
    """Return the binding to the row that a column names."""
    name = column_of(attribute).name
    return ToOne(
        referenced_table(attribute), lambda context, row: row.c.reference == context.column(name)
    )


def relation(attribute: InstrumentedAttribute[Any], *, name: str | None = None) -> Any:
    """Declare a field that shows the record that a column names, described by the column."""
    return bound_field(to_one(attribute), meaning_of(attribute), name=name, basis=Basis.FACTS)


def relation_column(
    attribute: InstrumentedAttribute[Any], shown: InstrumentedAttribute[Any]
) -> Any:
    """Declare a field that shows a column of the record that a column names."""
    return bound_field(
        ThroughBinding(to_one(attribute), ColumnBinding(column_of(shown).name)),
        meaning_of(attribute),
        basis=Basis.FACTS,
    )


def row_column(target: ToOne, shown: InstrumentedAttribute[Any]) -> Any:
    """Declare a field that shows a column of a joined row, described by the column."""
    return bound_field(
        ThroughBinding(target, ColumnBinding(column_of(shown).name)),
        meaning_of(shown),
        basis=Basis.FACTS,
    )


def one(target: ToOne, description: str, *, basis: Basis) -> Any:
    """Declare a field that shows a joined row."""
    return bound_field(target, description, basis=basis)


def same_row(description: str) -> Any:
    """Declare a field that shows the same row as an object of another type."""
    return bound_field(SameRowBinding(), description, basis=Basis.FACTS)


def many(
    attribute: InstrumentedAttribute[Any],
    description: str,
    *,
    to: InstrumentedAttribute[Any] | None = None,
    where: Condition = present,
    order: tuple[str, ...] = (),
    narrow: StrawberryArgument | None = None,
) -> Any:
    """Declare a field that lists the rows whose column names this one, or what those rows name.

    ``narrow`` is an argument of the name of a column: only items with its value are listed.
    """
    arguments = [] if narrow is None else [narrow]
    return bound_field(
        ToMany(route_of(attribute, to=to, where=where), order),
        description,
        arguments,
        basis=Basis.FACTS,
    )


def list_of(route: Route, description: str, *, basis: Basis, order: tuple[str, ...] = ()) -> Any:
    """Declare a field that lists what a route leads to."""
    return bound_field(ToMany(route, order), description, basis=basis)


def any_kind(kind: str, reference: str, description: str) -> Any:
    """Declare a field that shows a record of any kind."""
    return bound_field(AnyKindBinding(kind, reference), description, basis=Basis.FACTS)


def route_of(
    attribute: InstrumentedAttribute[Any],
    *,
    to: InstrumentedAttribute[Any] | None = None,
    where: Condition = present,
) -> Route:
    """Return the route from a record to the rows whose column names it, and on along ``to``."""
    column = column_of(attribute)
    onward = None if to is None else (column_of(to).name, referenced_table(to))
    return Route(column.table.name, column.name, onward, where=where)
