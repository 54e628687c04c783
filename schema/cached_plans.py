"""Queries whose plan is cached, run step by step by a reader that does not block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import strawberry

from registry import Registry, Settings
from schema.contract import build
from schema.execution import make_plan_key
from schema.planner.plan_cache import query_plan_cache
from schema.planner.snapshots import DetachedSource
from schema.planner.statements import Steps
from schema.request import GraphQLRequest

NOTHING: Mapping[str, Any] = {}
# More are tested in one go for so long that nobody else would be served meanwhile.
_CONDITIONS = 20


@dataclass(frozen=True, slots=True)
class CachedQuery:
    """A query whose plan is cached: its cost in points, and its data step by step.

    The steps give out statements that do not wait for each other, and take the rows of each. All
    rows have to be of one state of the record, which whoever reads them has to see to. A step
    raises ``NeedsTransaction`` where the rows of statements are not enough.
    """

    cost: int
    steps: Steps[dict[str, Any]]


def find_cached_query(
    registry: Registry,
    settings: Settings,
    request: GraphQLRequest,
    contract: strawberry.Schema | None = None,
) -> CachedQuery | None:
    """Find the plan of a query that reads nothing but rows, by few conditions; None for others.

    Raises:
        GraphQLError: a value that was given is refused.
    """
    schema = (contract or build())._schema
    key, told = make_plan_key(registry, settings, request, schema), request.variables or NOTHING
    found = query_plan_cache().find(schema, key, told, settings.limits)
    if found is None:
        return None
    plan, given = found
    if plan.conditions > _CONDITIONS:
        return None
    steps = plan.steps(DetachedSource(registry.reader.dialect), given)
    return None if steps is None else CachedQuery(plan.cost, steps)
