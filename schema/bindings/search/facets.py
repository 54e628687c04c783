"""All hits of a search counted: by kind, by area, by standing and by world."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import FromClause

from registry.vocabulary import Standing
from schema.bindings.search.matches import NARROWED, open_matches
from schema.classified import select_classified
from schema.planner.planning_context import PlanningContext, SelectedField
from schema.planner.root_plan import Keys, select_names
from schema.planner.row_context import RowContext
from schema.planner.statements import QueryRun, SqlPart, Statement, Steps
from schema.planner.time_travel import Moment

# Some hits that are alike, as a row: kind, area, the area's name, standing, how many.
Hits = Sequence[Any]
# A value of a hit, and what it is called.
Named = tuple[str | None, str | None]


def _name_of_code(code: str) -> Named:
    return code, code.replace("_", " ").lower()


FACETS: Mapping[str, Callable[[Hits], Named]] = {
    "kind": lambda hits: _name_of_code(hits[0]),
    "area": lambda hits: (hits[1], hits[2]),
    "standing": lambda hits: _name_of_code(hits[3]),
    "world": lambda hits: _name_of_code(Standing(hits[3]).world.value),
}


@dataclass(frozen=True, slots=True)
class FacetsPlan:
    """The counts of all hits.

    Attributes:
        chosen: under which names a run finds the values that hits are narrowed to.
    """

    statement: Statement
    chosen: Mapping[str, str]
    keys: Keys

    def read(self, run: QueryRun) -> Steps[dict[str, Any]]:
        """Read how many hits are alike, and count them by each facet."""
        (rows,) = yield [self.statement.prepare(run)]
        chosen = {name: frozenset(run.value(value)) for name, value in self.chosen.items()}
        return {
            key: "SearchFacets" if name == "__typename" else _show(rows, name, chosen, below)
            for key, name, below in self.keys
        }


def plan_facets(
    work: PlanningContext,
    selected: SelectedField,
    field: SelectedField,
    moment: Moment,
    asked: Mapping[str, Any],
) -> FacetsPlan:
    """Plan one statement, which counts the hits that are alike."""
    context = open_matches(work, moment, selected.arguments["text"], select_classified)
    area = context.join("areas", _is_area, "the area of a hit")
    row = context.row.c
    values: list[SqlPart] = []
    for value in (row.kind, row.area, area.row.c.name, row.standing):
        values += [context.scope.value(value), ", "]
    counted = context.scope.select_values(*values, "count(*)")
    chosen = {name: work.defer(name, value, NARROWED[name][1]) for name, value in asked.items()}
    statement = Statement([*counted, " GROUP BY ", *values[:-1]])
    return FacetsPlan(statement, chosen, select_names(work, field))


def _is_area(hit: RowContext, area: FromClause) -> Any:
    return area.c.reference == hit.row.c.area


def _show(
    rows: Sequence[Hits], name: str, chosen: Mapping[str, frozenset[str]], keys: Keys
) -> list[dict[str, Any]]:
    counts = count_hits(rows, name, chosen)
    return [{key: facet[field] for key, field, _ in keys} for facet in counts]


def count_hits(
    rows: Sequence[Hits], name: str, chosen: Mapping[str, frozenset[str]]
) -> list[dict[str, Any]]:
    """Count hits by one facet, the most first: what all other facets are narrowed to holds."""
    counts: Counter[Named] = Counter()
    for hits in rows:
        named = FACETS[name](hits)
        if named[0] is not None and _is_left(hits, chosen, name):
            counts[named] += hits[-1]
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0][1], item[0][0]))
    return [
        {"__typename": "FacetCount", "value": value, "title": title, "count": count}
        for (value, title), count in ranked
    ]


def _is_left(hits: Hits, chosen: Mapping[str, frozenset[str]], facet: str) -> bool:
    return all(_value_of(hits, name) in values for name, values in chosen.items() if name != facet)


def _value_of(hits: Hits, name: str) -> str | None:
    """Return the value of hits that an argument is compared with."""
    return FACETS[NARROWED[name][0]](hits)[0]
