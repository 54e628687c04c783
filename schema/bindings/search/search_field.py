"""The field of Query that searches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from graphql import GraphQLObjectType

from schema.bindings.search.facets import FacetsPlan, plan_facets
from schema.bindings.search.matches import NARROWED, check_kinds, narrow, open_matches
from schema.bindings.search.suggestions import SuggestionsPlan, plan_suggestions
from schema.classified import select_classified
from schema.full_text import select_searched
from schema.planner.connection_plan import plan_page
from schema.planner.connection_run import ConnectionPage
from schema.planner.list_query import OpenList, describe_list
from schema.planner.plan_execution import read_together
from schema.planner.planning_context import PlanningContext, SelectedField
from schema.planner.root_plan import moment_of
from schema.planner.statements import QueryRun, Steps
from schema.planner.time_travel import Moment, Rows

# What is read of all hits, whichever of them a page shows.
Aside: TypeAlias = FacetsPlan | SuggestionsPlan


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page of hits, and what is said of all hits."""

    page: ConnectionPage
    asides: Mapping[str, Aside]

    def read(self, run: QueryRun) -> Steps[dict[str, Any]]:
        """Read the page and what stands beside it, together."""
        branches: list[Steps[Any]] = [aside.read(run) for aside in self.asides.values()]
        page, *told = yield from read_together([self.page.read(run), *branches])
        shown: dict[str, Any] = page
        shown.update(zip(self.asides, told, strict=True))
        return shown


@dataclass(frozen=True, slots=True)
class SearchField:
    """The records that match the words of a search."""

    def plan(self, work: PlanningContext, selected: SelectedField) -> SearchPage:
        """Plan the statements of the page, and of what stands beside it.

        Raises:
            GraphQLError: what is asked for as a kind is none.
        """
        moment, path = moment_of(work, selected), selected.path
        given = {name: selected.arguments.get(name) for name in NARROWED}
        asked = {name: value for name, value in given.items() if value is not None}
        if "kind" in asked:
            work.defer("kinds", asked["kind"], lambda kinds: check_kinds(kinds, path))
        # To know area and standing costs look-ups for each hit: only where hits are told by them.
        rows: Rows = select_searched if asked.keys() <= {"kind"} else select_classified

        def open_list() -> OpenList:
            typed = selected.arguments["text"]
            context = open_matches(work, moment, typed, rows)
            for name, value in asked.items():
                make = partial(narrow, context, name)
                context.scope.require(context.make_once(("narrowed by", name), make, value))
            given = context.make_once("typed", lambda typed: {"typed": context.bind(typed)}, typed)
            return OpenList(None, context.as_part(given, "typed"))

        page = plan_page(selected, describe_list(open_list, selected, moment, ("number",)))
        return SearchPage(page, dict(_plan_asides(work, selected, moment, asked)))


def _plan_asides(
    work: PlanningContext, selected: SelectedField, moment: Moment, asked: Mapping[str, Any]
) -> Iterator[tuple[str, Aside]]:
    object_type = selected.type
    assert isinstance(object_type, GraphQLObjectType)
    for field in work.select_fields(object_type, selected.details, selected.path):
        if field.name == "facets":
            yield field.key, plan_facets(work, selected, field, moment, asked)
        elif field.name == "suggestions":
            yield field.key, plan_suggestions(work, selected, moment)
