"""Fields whose value is in the row or computed from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from registry.vocabulary import Basis, make_archived_address, uri_of
from schema.bindings.fields import bound_field, column_of, meaning_of
from schema.bindings.formatting import choose_format
from schema.planner.planning_context import SelectedField
from schema.planner.result_builders import (
    ComputedBuilder,
    ConstantBuilder,
    LeafBuilder,
    ResultBuilder,
    build_leaf,
)
from schema.planner.row_context import RowContext, plan_selected


@dataclass(frozen=True, slots=True)
class ColumnBinding:
    """A value of the row by its name."""

    name: str

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Select the column."""
        key = self.name if self.name in context.part_values else None
        column = context.column(self.name)
        return build_leaf(context.select(column, key), choose_format(selected.type.name, column))


@dataclass(frozen=True, slots=True)
class ExpressionBinding:
    """A value that the database computes."""

    expression: Callable[[RowContext], ColumnElement[Any]]

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Select the expression."""
        key = (self, "expressed")
        expression = context.make_once(self, lambda: self.expression(context))
        return build_leaf(
            context.select(expression, key), choose_format(selected.type.name, expression)
        )


@dataclass(frozen=True, slots=True)
class ComputedBinding:
    """A value that a Python function computes from values of the row."""

    function: Callable[..., Any]
    values: Callable[[RowContext], list[ColumnElement[Any]]]

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Select the arguments of the function."""
        found = context.make_once(self, lambda: self.values(context))
        return ComputedBuilder(
            self.function, tuple(context.select(v, (self, i)) for i, v in enumerate(found))
        )


@dataclass(frozen=True, slots=True)
class AddressBinding:
    """The permanent address of the row's record."""

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Join the base address, the kind and the reference."""
        base, kind = context.work.base_url, context.kind
        return LeafBuilder(
            context.select(context.row.c.reference), lambda reference: uri_of(base, kind, reference)
        )


@dataclass(frozen=True, slots=True)
class ArchivedBinding:
    """Where an archived copy of the page is, whose address is in a column."""

    name: str

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Fill the address into the template of the archive, where there is one."""
        archive = context.work.archive_url
        return LeafBuilder(
            context.select(context.row.c[self.name]),
            lambda address: make_archived_address(address, archive),
        )


@dataclass(frozen=True, slots=True)
class ConstantBinding:
    """The same value for every row."""

    value: str | None

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Return the constant."""
        return ConstantBuilder(self.value)


@dataclass(frozen=True, slots=True)
class PartBinding:
    """An object made of some values of the row, such as Money."""

    values: Callable[[RowContext], Mapping[str, ColumnElement[Any]]]
    presence: Callable[[Mapping[str, ColumnElement[Any]]], ColumnElement[Any]] | None = None

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Plan the object; it is null where the value that makes it present is missing."""
        given = context.make_once(self, lambda: self.values(context))
        presence = None
        if (told := self.presence) is not None:
            expression = context.make_once((self, "presence"), lambda: told(given))
            presence = context.select(expression, (self, "presence"))
        return plan_selected(context.as_part(given, self), selected, presence)


def column(attribute: InstrumentedAttribute[Any], *, name: str | None = None) -> Any:
    """Declare a field that shows a column, described by the column."""
    return bound_field(
        ColumnBinding(column_of(attribute).name),
        meaning_of(attribute),
        name=name,
        basis=Basis.FACTS,
    )


def value(
    name: str, description: str, *, basis: Basis = Basis.FACTS, said_by: str | None = None
) -> Any:
    """Declare a field that shows a value of the row, or of a part of it."""
    return bound_field(ColumnBinding(name), description, basis=basis, said_by=said_by)


def expression(
    expression: Callable[[RowContext], ColumnElement[Any]],
    description: str,
    *,
    basis: Basis,
    said_by: str | None = None,
) -> Any:
    """Declare a field that shows what the database computes."""
    return bound_field(ExpressionBinding(expression), description, basis=basis, said_by=said_by)


def computed_value(
    function: Callable[..., Any],
    values: Callable[[RowContext], list[ColumnElement[Any]]],
    description: str,
    *,
    basis: Basis,
    said_by: str | None = None,
) -> Any:
    """Declare a field that shows what a function computes from values of the row."""
    binding = ComputedBinding(function, values)
    return bound_field(binding, description, basis=basis, said_by=said_by)


def part(
    given: Callable[[RowContext], Mapping[str, ColumnElement[Any]]],
    description: str,
    presence: Callable[[Mapping[str, ColumnElement[Any]]], ColumnElement[Any]] | None = None,
    *,
    basis: Basis,
) -> Any:
    """Declare a field that shows some values of the row as an object."""
    return bound_field(PartBinding(given, presence), description, basis=basis)
