"""Fields that lead to pages of other records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from schema.bindings.arguments import listing_arguments, page_arguments
from schema.bindings.fields import bound
from schema.planner.connection_plan import Opened, listing, plan_page
from schema.planner.filters import conditions
from schema.planner.planning_context import Selected
from schema.planner.relation_paths import Route
from schema.planner.result_builders import Below, Shape
from schema.planner.row_context import Place


@dataclass(frozen=True, slots=True)
class Connected:
    """A page of what a route leads to, below each object."""

    route: Route
    unique: tuple[str, ...] = ("reference",)

    def shape(self, place: Place, selected: Selected) -> Shape:
        """A place that the statements of the page fill for all objects."""
        work, moment = place.work, place.moment

        def opened() -> Opened:
            key, item = self.route.open(work, moment)
            item.scope.require(*conditions(item, selected))
            return Opened(key, item)

        alone = place.scope.alone
        page = plan_page(selected, listing(opened, selected, moment, self.unique, alone=alone))
        return Below(page, place.put(place.column(self.route.own)), dict)


def connection(
    route: Route,
    says: str,
    *,
    filters: type | None = None,
    orders: type | None = None,
    unique: tuple[str, ...] = ("reference",),
) -> Any:
    """A field that pages through what a route leads to."""
    return bound(Connected(route, unique), says, listing_arguments(filters, orders))


def events(route: Route, says: str) -> Any:
    """A field that pages through events of several kinds, in the order of their days."""
    return bound(Connected(route, ("at", "kind", "reference")), says, page_arguments())
