"""Fields of Query, declared with their bindings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import BigInteger, ColumnElement
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.info import Info

from registry.vocabulary import Basis
from schema.bindings.arguments import argument, listing_arguments, time_arguments
from schema.bindings.fields import BoundField
from schema.bindings.record_fields import select_entries
from schema.bindings.since import PageSince, check_since
from schema.planner.captures import RequestValue
from schema.planner.connection_plan import plan_page
from schema.planner.filters import plan_filter
from schema.planner.list_query import OpenList, describe_list
from schema.planner.planning_context import PlanningContext, SelectedField
from schema.planner.root_plan import (
    FunctionField,
    ListField,
    LookUpField,
    NamesField,
    RootBinding,
    moment_of,
)
from schema.planner.row_context import RowContext
from schema.planner.select_builder import SelectBuilder


class QueryFields:
    """Base of classes whose fields become fields of Query, one class per module of types."""


class RootField(BoundField):
    """A field of Query; where graphql-core completes it, the planner reads all below it."""

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:
        """Return what the planner reads for the field."""
        assert info is not None
        return info.context.answer_field(info)


def root_field(binding: RootBinding, description: str, arguments: list[StrawberryArgument]) -> Any:
    """Declare a field of Query: what it selects is on record, what it shows says from what."""
    metadata = {"binding": binding, "basis": Basis.FACTS}
    field = RootField(metadata=metadata, description=description)
    field.arguments = arguments
    return field


def look_up(kind: str, by: type, description: str, name: str = "by") -> Any:
    """Declare a field that finds one record."""
    way = argument(name, by, "Which one, by one of its names")
    return root_field(LookUpField(kind), description, [way, *time_arguments()])


def page_of(
    kind: Any,
    filters: type | None,
    orders: type | None,
    description: str,
    *,
    unique: tuple[str, ...] = ("reference",),
    times: bool = True,
) -> Any:
    """Declare a field that pages through all records of a kind."""
    further = time_arguments() if times else time_arguments()[:1]
    return root_field(
        ListField(kind, unique), description, listing_arguments(filters, orders) + further
    )


@dataclass(frozen=True, slots=True)
class ChangesField:
    """The entries of the ledger after a number."""

    def plan(self, work: PlanningContext, selected: SelectedField) -> PageSince:
        """Plan the statements of the page."""
        moment = moment_of(work, selected)
        since, path = selected.arguments["since"], selected.path
        checked = work.defer("since", since, lambda since: check_since(since, path))

        def open_list() -> OpenList:
            scope = SelectBuilder(select_entries, moment)
            number = scope.base.c.number
            context = RowContext(work, scope, scope.base, "entries", moment)

            def later(since: RequestValue) -> ColumnElement[bool]:
                return number > context.bind(since, int, BigInteger())

            scope.require(context.make_once("since", later, since))
            scope.require(*_recorded_between(context, selected), *plan_filter(context, selected))
            return OpenList(None, context)

        page = plan_page(selected, describe_list(open_list, selected, moment, ("number",)))
        return PageSince(page, checked, path)


def _recorded_between(
    context: RowContext, selected: SelectedField
) -> Iterator[ColumnElement[bool]]:
    for name, test in (("recordedFrom", _recorded_from), ("recordedUntil", _recorded_until)):
        instant = selected.arguments.get(name)
        if instant is not None:
            yield context.make_once(("recorded", name), partial(test, context), instant)


def _recorded_from(item: RowContext, instant: RequestValue) -> ColumnElement[bool]:
    return item.row.c.recorded_at >= item.bind(instant)


def _recorded_until(item: RowContext, instant: RequestValue) -> ColumnElement[bool]:
    return item.row.c.recorded_at < item.bind(instant)


__all__ = [
    "NamesField",
    "QueryFields",
    "RootField",
    "FunctionField",
    "look_up",
    "page_of",
    "root_field",
]
