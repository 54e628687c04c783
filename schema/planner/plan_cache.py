"""The cache of plans: it holds no data, only how to read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from graphql import GraphQLInputType, GraphQLSchema, VariableDefinitionNode, type_from_ast
from graphql.execution.values import VariableValues, get_variable_values

from registry import Limits
from schema.lru_cache import LruCache
from schema.planner.filters import bound_only_types
from schema.planner.plans import Plan
from schema.planner.variables import is_storable, open_values

# Each field of a plan is two or three objects, all of which the garbage collector looks through now
# and then while somebody waits: a hundred thousand of them take it 50 ms.
_FIELDS = 10_000
# A plan counts as so many fields at the least: there are 500 at the most.
_LEAST = _FIELDS // 500
_DOCUMENTS = 500
Definitions = Sequence[VariableDefinitionNode]


@dataclass(frozen=True, slots=True)
class RequestVariables:
    """The variables of a request: as given, and with references for what is only bound."""

    values: Mapping[str, Any]
    open: VariableValues
    page_size: int

    @property
    def shape(self) -> str:
        """Return what of them the statements depend on, and whether the document may run.

        How many nodes a document selects depends on the sizes of its pages: a plan that was cached
        for small ones must not let large ones pass unmeasured.
        """
        return repr((self.open.coerced, list(_page_sizes(self.values, self.page_size))))


def _page_sizes(given: Any, most: int) -> Iterator[int]:
    """Return all numbers that can be the size of a page; greater ones are refused anyway."""
    if isinstance(given, Mapping):
        for value in given.values():
            yield from _page_sizes(value, most)
    elif isinstance(given, list):
        for value in given:
            yield from _page_sizes(value, most)
    elif isinstance(given, int) and 0 <= given <= most:
        yield int(given)


def read_variables(
    schema: GraphQLSchema, definitions: Definitions, stated: Mapping[str, Any], page_size: int
) -> RequestVariables | None:
    """Read the variables of an operation; None where graphql-core has to say what is wrong."""
    values = get_variable_values(schema, definitions, dict(stated))
    if not isinstance(values, VariableValues):
        return None
    given, left_open = values.coerced, {}
    for definition in definitions:
        name = definition.variable.name.value
        if name in given:
            kind: GraphQLInputType = type_from_ast(schema, definition.type)  # type: ignore[assignment]  # a validated document names types that are there
            left_open[name] = open_values(kind, given[name], (name,), bound_only_types(schema))
    return RequestVariables(given, values._replace(coerced=left_open), page_size)


@dataclass(slots=True)
class PlanCache:
    """Plans by document and operation, and by the shape of the variables."""

    asked: LruCache[object, Definitions] = field(default_factory=lambda: LruCache(_DOCUMENTS))
    plans: LruCache[object, Plan] = field(default_factory=lambda: LruCache(_FIELDS))

    def find(
        self, schema: GraphQLSchema, key: object, stated: Mapping[str, Any], limits: Limits
    ) -> tuple[Plan, Mapping[str, Any]] | None:
        """Return the plan of a request and the values that it takes, if it is cached."""
        definitions = self.asked.get(key)
        if definitions is None:
            return None
        variables = read_variables(schema, definitions, stated, limits.page_size)
        if variables is None or not is_storable(variables.values, limits.text):
            return None
        plan = self.plans.get((key, variables.shape))
        return None if plan is None else (plan, variables.values)

    def put(
        self, key: object, definitions: Definitions, shape: str, plan: Plan, size: int = 1
    ) -> None:
        """Cache the plan of a document of so many fields that is known to be valid."""
        self.asked.put(key, definitions)
        self.plans.put((key, shape), plan, max(size, _LEAST))

    def clear(self) -> None:
        """Drop all plans: their keys are documents, which hold words that were asked for."""
        self.asked.clear()
        self.plans.clear()


@cache
def query_plan_cache() -> PlanCache:
    """Return the plan cache of this process."""
    return PlanCache()
