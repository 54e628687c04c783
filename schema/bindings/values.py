"""Fields whose value stands in the row, or is made of values that do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from registry.vocabulary import uri_of
from schema.bindings.fields import bound, column_of, meaning_of
from schema.bindings.formatting import form_of
from schema.planner.planning_context import Selected
from schema.planner.result_builders import Computed, Constant, Leaf, Shape, leaf
from schema.planner.row_context import Place, plan_selected


@dataclass(frozen=True, slots=True)
class Value:
    """A value of the row by its name."""

    name: str

    def shape(self, place: Place, selected: Selected) -> Shape:
        """Select the column."""
        key = self.name if self.name in place.given else None
        column = place.column(self.name)
        return leaf(place.put(column, key), form_of(selected.type.name, column))


@dataclass(frozen=True, slots=True)
class Expressed:
    """A value that the database works out."""

    expression: Callable[[Place], ColumnElement[Any]]

    def shape(self, place: Place, selected: Selected) -> Shape:
        """Select the expression."""
        key = (self, "expressed")
        expression = place.kept(self, lambda: self.expression(place))
        return leaf(place.put(expression, key), form_of(selected.type.name, expression))


@dataclass(frozen=True, slots=True)
class Worked:
    """A value that a function makes of several values of the row."""

    function: Callable[..., Any]
    values: Callable[[Place], list[ColumnElement[Any]]]

    def shape(self, place: Place, selected: Selected) -> Shape:
        """Select what the function wants."""
        found = place.kept(self, lambda: self.values(place))
        return Computed(self.function, tuple(place.put(v, (self, i)) for i, v in enumerate(found)))


@dataclass(frozen=True, slots=True)
class Address:
    """The permanent address of the row's record."""

    def shape(self, place: Place, selected: Selected) -> Shape:
        """Put the base address, the kind and the reference together."""
        base, kind = place.work.base_url, place.kind
        return Leaf(
            place.put(place.row.c.reference), lambda reference: uri_of(base, kind, reference)
        )


@dataclass(frozen=True, slots=True)
class Always:
    """The same value everywhere."""

    value: str

    def shape(self, place: Place, selected: Selected) -> Shape:
        """The value."""
        return Constant(self.value)


@dataclass(frozen=True, slots=True)
class Part:
    """An object that is made of some values of the row, such as Money."""

    given: Callable[[Place], Mapping[str, ColumnElement[Any]]]
    presence: Callable[[Mapping[str, ColumnElement[Any]]], ColumnElement[Any]] | None = None

    def shape(self, place: Place, selected: Selected) -> Shape:
        """The object; nothing where what makes it present is missing."""
        given = place.kept(self, lambda: self.given(place))
        presence = None
        if (told := self.presence) is not None:
            expression = place.kept((self, "presence"), lambda: told(given))
            presence = place.put(expression, (self, "presence"))
        return plan_selected(place.part(given, self), selected, presence)


def column(attribute: InstrumentedAttribute[Any], *, name: str | None = None) -> Any:
    """A field that shows a column, in the column's own words."""
    return bound(Value(column_of(attribute).name), meaning_of(attribute), name=name)


def value(name: str, says: str, **options: Any) -> Any:
    """A field that shows a value of the row, or of what is given of it."""
    return bound(Value(name), says, **options)


def expressed(expression: Callable[[Place], ColumnElement[Any]], says: str) -> Any:
    """A field that shows what the database works out."""
    return bound(Expressed(expression), says)


def worked(
    function: Callable[..., Any], values: Callable[[Place], list[ColumnElement[Any]]], says: str
) -> Any:
    """A field that shows what a function makes of values of the row."""
    return bound(Worked(function, values), says)


def part(
    given: Callable[[Place], Mapping[str, ColumnElement[Any]]],
    says: str,
    presence: Callable[[Mapping[str, ColumnElement[Any]]], ColumnElement[Any]] | None = None,
) -> Any:
    """A field that shows some values of the row as an object of their own."""
    return bound(Part(given, presence), says)
