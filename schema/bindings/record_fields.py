"""Fields that all records have: address, source and history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute

from registry.models import Entry
from schema.bindings.arguments import page_arguments
from schema.bindings.connections import Connected
from schema.bindings.fields import bound, column_of, meaning_of
from schema.bindings.formatting import form_of
from schema.bindings.relations import to
from schema.bindings.values import Address, Expressed
from schema.planner.planning_context import Selected
from schema.planner.relation_paths import Route
from schema.planner.result_builders import Shape, leaf
from schema.planner.row_context import Place
from schema.planner.time_travel import Moment


@dataclass(frozen=True, slots=True)
class Owned:
    """A value of the row that cites, shown on the source that it cites."""

    name: str

    def shape(self, place: Place, selected: Selected) -> Shape:
        """Select the citing row's column."""
        assert place.owner is not None
        column = place.owner.c[self.name]
        return leaf(place.put(column), form_of(selected.type.name, column))


@dataclass(frozen=True, slots=True)
class About:
    """Only entries about things of a kind."""

    kind: str

    def __call__(self, item: Place) -> ColumnElement[bool]:
        """The condition."""
        return item.row.c.about_kind == self.kind


@dataclass(frozen=True, slots=True)
class History:
    """The entries of the ledger about the row's record."""

    def shape(self, place: Place, selected: Selected) -> Shape:
        """A page of entries, found by kind and reference."""
        route = Route(entries, "about", where=About(place.kind))
        return Connected(route, unique=("number",)).shape(place, selected)


def entries(moment: Moment) -> Select[Any]:
    """The ledger as it stood at a moment."""
    number = moment.number()
    known = select(*Entry.__table__.c)
    return known if number is None else known.where(Entry.number <= number)


def address(says: str) -> Any:
    """A field that shows the record's permanent address."""
    return bound(Address(), says)


def owned(attribute: InstrumentedAttribute[Any]) -> Any:
    """A field of a source that shows a column of the row that cites it."""
    return bound(Owned(column_of(attribute).name), meaning_of(attribute))


def cited(attribute: InstrumentedAttribute[Any]) -> Any:
    """A field that shows the document that the record cites."""
    return bound(to(attribute), meaning_of(attribute))


def histories(says: str) -> Any:
    """A field that pages through the entries about the record."""
    return bound(History(), says, page_arguments())


def asked_day(says: str) -> Any:
    """A field that shows the day that is asked about."""
    return bound(Expressed(lambda place: place.moment.day), says)


def asked_instant(says: str) -> Any:
    """A field that shows the instant that is asked about."""
    return bound(Expressed(lambda place: place.moment.instant), says)
