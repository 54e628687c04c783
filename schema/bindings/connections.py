"""Fields that page through other records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement

from registry.vocabulary import Basis
from schema.bindings.arguments import listing_arguments, page_arguments
from schema.bindings.fields import bound_field
from schema.planner.connection_plan import plan_page
from schema.planner.filters import plan_filter
from schema.planner.list_query import OpenList, describe_list
from schema.planner.planning_context import SelectedField
from schema.planner.relation_paths import Route
from schema.planner.result_builders import ChildBuilder, ResultBuilder
from schema.planner.row_context import RowContext


@dataclass(frozen=True, slots=True)
class ConnectionBinding:
    """A page of what a route leads to, per object."""

    route: Route
    unique: tuple[str, ...] = ("reference",)

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Plan the page: its statements serve all objects."""
        return plan_connection(
            context, selected, self.route, self.unique, lambda item: plan_filter(item, selected)
        )


def plan_connection(
    context: RowContext,
    selected: SelectedField,
    route: Route,
    unique: tuple[str, ...],
    narrow: Callable[[RowContext], Iterable[ColumnElement[bool]]],
) -> ResultBuilder:
    """Plan a page of what a route leads to, of which only some is kept."""
    work, moment = context.work, context.moment

    def open_list() -> OpenList:
        key, item = route.open(work, moment)
        item.scope.require(*narrow(item))
        return OpenList(key, item)

    alone = context.scope.alone
    page = plan_page(selected, describe_list(open_list, selected, moment, unique, alone=alone))
    return ChildBuilder(page, context.select(context.column(route.own)), dict)


def connection(
    route: Route,
    description: str,
    *,
    filters: type | None = None,
    orders: type | None = None,
    unique: tuple[str, ...] = ("reference",),
) -> Any:
    """Declare a field that pages through what a route leads to."""
    return bound_field(
        ConnectionBinding(route, unique),
        description,
        listing_arguments(filters, orders),
        basis=Basis.FACTS,
    )


def events(route: Route, description: str) -> Any:
    """Declare a field that pages through events of several kinds, by their days."""
    return bound_field(
        ConnectionBinding(route, ("at", "kind", "reference")),
        description,
        page_arguments(),
        basis=Basis.FACTS,
    )
