"""The field that pages through the entries about a record and all that belongs to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select

from registry.reading import View, select_belonging, select_dated_acts
from registry.vocabulary import Basis
from schema.bindings.arguments import argument, page_arguments
from schema.bindings.connections import plan_connection
from schema.bindings.fields import bound_field
from schema.bindings.record_fields import select_entries
from schema.planner.captures import RequestValue
from schema.planner.planning_context import SelectedField
from schema.planner.relation_paths import Route, always
from schema.planner.result_builders import ResultBuilder
from schema.planner.row_context import RowContext
from schema.scalars import Date, DateTime


@dataclass(frozen=True, slots=True)
class BelongingEntries:
    """The entries about records of a kind and what belongs to them, each with the ``owner``."""

    kind: str
    __name__ = "entries"

    def __call__(self, view: View) -> Select[Any]:
        """Select the entries of a view."""
        entry = select_entries(view).subquery()
        belonging = select_belonging(view, self.kind).subquery()
        about = and_(entry.c.about_kind == belonging.c.kind, entry.c.about == belonging.c.reference)
        return select(*entry.c, belonging.c.owner).join(belonging, about)


@dataclass(frozen=True, slots=True)
class DatedEntries:
    """Those of the entries that tell a ``day`` of their own."""

    kind: str
    __name__ = "entries"

    def __call__(self, view: View) -> Select[Any]:
        """Select the entries of a view."""
        entry = select_entries(view).subquery()
        acts = select_dated_acts(view, self.kind).subquery()
        columns = (*entry.c, acts.c.owner, acts.c.day)
        mine = and_(acts.c.entry == entry.c.number, acts.c.act == entry.c.act)
        return select(*columns).join(acts, mine)


def _since(item: RowContext, day: RequestValue) -> ColumnElement[bool]:
    return item.row.c.day >= item.bind(day)


def _before(item: RowContext, day: RequestValue) -> ColumnElement[bool]:
    return item.row.c.day < item.bind(day)


def _recorded_by(item: RowContext, instant: RequestValue) -> ColumnElement[bool]:
    return item.row.c.recorded_at <= item.bind(instant)


BOUNDS = ("from", "until")
CONDITIONS: Mapping[str, Any] = MappingProxyType(
    {"from": _since, "until": _before, "knownAt": _recorded_by}
)


@dataclass(frozen=True, slots=True)
class BelongingChangesBinding:
    """The entries about the record and all that belongs to it."""

    kind: str

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Plan a page: by the acts' own days where a day is asked for, else as recorded."""
        asked = {
            name: value
            for name in CONDITIONS
            if (value := selected.arguments.get(name)) is not None
        }
        dated = any(name in asked for name in BOUNDS)
        rows = DatedEntries(self.kind) if dated else BelongingEntries(self.kind)

        def narrow(item: RowContext) -> Iterator[ColumnElement[bool]]:
            for name, value in asked.items():
                yield item.make_once(("bound", name), partial(CONDITIONS[name], item), value)

        unique = ("day", "number") if dated else ("number",)
        route = Route(rows, "owner", where=always)
        return plan_connection(context, selected, route, unique, narrow)


def belonging_changes(kind: str, description: str) -> Any:
    """Declare a field that pages through the entries about a record and what belongs to it."""
    bounds = [
        argument("from", Date | None, "Only acts whose own day is this one or later"),
        argument("until", Date | None, "Only acts whose own day is before this one"),
        argument("knownAt", DateTime | None, "Only what was on record by this instant"),
    ]
    arguments = [*bounds, *page_arguments()]
    return bound_field(BelongingChangesBinding(kind), description, arguments, basis=Basis.FACTS)
