"""Fields whose value is in the row or computed from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from registry.vocabulary import uri_of
from schema.bindings.fields import bound_field, column_of, meaning_of
from schema.bindings.formatting import choose_format
from schema.planner.planning_context import Selected
from schema.planner.result_builders import (
    ComputedBuilder,
    ConstantBuilder,
    LeafBuilder,
    ResultBuilder,
    build_leaf,
)
from schema.planner.row_context import Place, plan_selected


@dataclass(frozen=True, slots=True)
class ColumnBinding:
    """A value of the row by its name."""

    name: str

    def shape(self, place: Place, selected: Selected) -> ResultBuilder:
        """Select the column."""
        key = self.name if self.name in place.given else None
        column = place.column(self.name)
        return build_leaf(place.put(column, key), choose_format(selected.type.name, column))


@dataclass(frozen=True, slots=True)
class ExpressionBinding:
    """A value that the database computes."""

    expression: Callable[[Place], ColumnElement[Any]]

    def shape(self, place: Place, selected: Selected) -> ResultBuilder:
        """Select the expression."""
        key = (self, "expressed")
        expression = place.kept(self, lambda: self.expression(place))
        return build_leaf(place.put(expression, key), choose_format(selected.type.name, expression))


@dataclass(frozen=True, slots=True)
class ComputedBinding:
    """A value that a Python function computes from values of the row."""

    function: Callable[..., Any]
    values: Callable[[Place], list[ColumnElement[Any]]]

    def shape(self, place: Place, selected: Selected) -> ResultBuilder:
        """Select the arguments of the function."""
        found = place.kept(self, lambda: self.values(place))
        return ComputedBuilder(
            self.function, tuple(place.put(v, (self, i)) for i, v in enumerate(found))
        )


@dataclass(frozen=True, slots=True)
class AddressBinding:
    """The permanent address of the row's record."""

    def shape(self, place: Place, selected: Selected) -> ResultBuilder:
        """Join the base address, the kind and the reference."""
        base, kind = place.work.base_url, place.kind
        return LeafBuilder(
            place.put(place.row.c.reference), lambda reference: uri_of(base, kind, reference)
        )


@dataclass(frozen=True, slots=True)
class ConstantBinding:
    """The same value for every row."""

    value: str

    def shape(self, place: Place, selected: Selected) -> ResultBuilder:
        """Return the constant."""
        return ConstantBuilder(self.value)


@dataclass(frozen=True, slots=True)
class PartBinding:
    """An object made of some values of the row, such as Money."""

    given: Callable[[Place], Mapping[str, ColumnElement[Any]]]
    presence: Callable[[Mapping[str, ColumnElement[Any]]], ColumnElement[Any]] | None = None

    def shape(self, place: Place, selected: Selected) -> ResultBuilder:
        """Plan the object; it is null where the value that makes it present is missing."""
        given = place.kept(self, lambda: self.given(place))
        presence = None
        if (told := self.presence) is not None:
            expression = place.kept((self, "presence"), lambda: told(given))
            presence = place.put(expression, (self, "presence"))
        return plan_selected(place.part(given, self), selected, presence)


def column(attribute: InstrumentedAttribute[Any], *, name: str | None = None) -> Any:
    """Declare a field that shows a column, described by the column."""
    return bound_field(ColumnBinding(column_of(attribute).name), meaning_of(attribute), name=name)


def value(name: str, says: str, **options: Any) -> Any:
    """Declare a field that shows a value of the row, or of a part of it."""
    return bound_field(ColumnBinding(name), says, **options)


def expression(expression: Callable[[Place], ColumnElement[Any]], says: str) -> Any:
    """Declare a field that shows what the database computes."""
    return bound_field(ExpressionBinding(expression), says)


def computed_value(
    function: Callable[..., Any], values: Callable[[Place], list[ColumnElement[Any]]], says: str
) -> Any:
    """Declare a field that shows what a function computes from values of the row."""
    return bound_field(ComputedBinding(function, values), says)


def part(
    given: Callable[[Place], Mapping[str, ColumnElement[Any]]],
    says: str,
    presence: Callable[[Mapping[str, ColumnElement[Any]]], ColumnElement[Any]] | None = None,
) -> Any:
    """Declare a field that shows some values of the row as an object."""
    return bound_field(PartBinding(given, presence), says)
