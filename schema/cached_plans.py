"""Questions that were asked before, answered step by step by whoever reads without waiting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import strawberry

from registry import Registry, Settings
from schema.contract import build
from schema.execution import key_of
from schema.planner.plan_cache import kept_plans
from schema.planner.snapshots import Glance
from schema.planner.statements import Steps
from schema.request import GraphQLRequest

NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Quick:
    """A question whose plan is kept: what it costs in points, and its data step by step.

    The steps give out statements that do not wait for each other, and take the rows of each. All
    rows have to be of one state of the record, which whoever reads them has to see to. A step
    raises ``Unheld`` where the rows of statements are not enough.
    """

    cost: int
    steps: Steps[dict[str, Any]]


def asked_before(
    registry: Registry,
    settings: Settings,
    request: GraphQLRequest,
    contract: strawberry.Schema | None = None,
) -> Quick | None:
    """A question that reads nothing but rows, if its plan is kept; None for all others.

    Raises:
        GraphQLError: a value that was given is refused.
    """
    schema = (contract or build())._schema
    key, told = key_of(registry, settings, request, schema), request.variables or NOTHING
    found = kept_plans().find(schema, key, told, settings.limits.page_size)
    if found is None:
        return None
    plan, given = found
    steps = plan.steps(Glance(registry.reader.dialect), given)
    return None if steps is None else Quick(plan.cost, steps)
