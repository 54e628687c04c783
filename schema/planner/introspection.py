"""Introspection from memory: the contract is read once per process, requests only walk it.

Every value comes from graphql-core's own resolvers, so that it is what its executor would return.
No field of introspection has an abstract type: what a selection selects does not depend on the
object, and is collected once for all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_object_type,
)

from schema.introspection_cost import introspection_refusal, usual_values
from schema.planner.planning_context import PlanningContext, SelectedField
from schema.planner.variables import resolve

# The fields of Query that are about the contract, not about what is on record.
META = ("__schema", "__type", "__typename")
# These occur in many places; an argument or an enum value occurs in one, and is cached there.
_SHARED = ("__Schema", "__Type")
_UNKNOWN = object()


class IntrospectionField(NamedTuple):
    """A selected field of introspection: its response key and how it is read."""

    key: str
    # The field's name and arguments, by which an object caches its value.
    words: str
    definition: GraphQLField
    arguments: Mapping[str, Any]
    below: IntrospectionSelection | None


@dataclass(frozen=True, slots=True)
class _Info:
    """As much of the resolver's info as introspection's resolvers look at."""

    schema: GraphQLSchema
    parent_type: GraphQLObjectType


@dataclass(frozen=True, slots=True)
class IntrospectedSchema:
    """The contract as objects; each type is one object wherever it occurs."""

    schema: GraphQLSchema
    things: dict[str, IntrospectedObject] = field(default_factory=dict)

    def read_field(
        self,
        parent: GraphQLObjectType,
        definition: GraphQLField,
        source: Any,
        arguments: Mapping[str, Any],
    ) -> Any:
        """Read a field: a leaf as it is in responses, an object, or a list of either."""
        assert definition.resolve is not None
        info: Any = _Info(self.schema, parent)
        return self._complete_value(definition.type, definition.resolve(source, info, **arguments))

    def _complete_value(self, kind: GraphQLOutputType, value: Any) -> Any:
        named = get_nullable_type(kind)
        if value is None:
            return None
        if is_list_type(named):
            return [self._complete_value(named.of_type, each) for each in value]
        if is_leaf_type(named):
            return named.coerce_output_value(value)
        assert is_object_type(named)
        if named.name not in _SHARED:
            return IntrospectedObject(self, named, value)
        return self.things.setdefault(str(value), IntrospectedObject(self, named, value))


@dataclass(frozen=True, slots=True, eq=False)
class IntrospectedObject:
    """One object of the contract: a type, a field, an argument, an enum value, a directive."""

    contract: IntrospectedSchema
    kind: GraphQLObjectType
    source: Any
    values: dict[str, Any] = field(default_factory=dict)

    def read_new(self, asked: IntrospectionField) -> Any:
        """Read the value of a field for the first time."""
        value = self.contract.read_field(self.kind, asked.definition, self.source, asked.arguments)
        self.values[asked.words] = value
        return value


@lru_cache(maxsize=8)
def introspect_schema(schema: GraphQLSchema) -> IntrospectedSchema:
    """Return the contract as objects, none of which is read before it is needed."""
    return IntrospectedSchema(schema)


@dataclass(slots=True)
class IntrospectionBudget:
    """What one request introspected so far, and how much it may still."""

    limit: float
    values: int = 0
    known: defaultdict[IntrospectionSelection, dict[IntrospectedObject, dict[str, Any]]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def count(self, values: int) -> None:
        """Count values against the limit.

        Raises:
            GraphQLError: these are more than one request may introspect.
        """
        self.values += values
        if self.values > self.limit:
            raise introspection_refusal(f"more than {self.limit:,.0f} values", self.limit)


@dataclass(frozen=True, slots=True, eq=False)
class IntrospectionSelection:
    """The fields selected of objects of one type."""

    fields: tuple[IntrospectionField, ...]

    def of(self, source: Any, budget: IntrospectionBudget) -> Any:
        """Read what is selected of an object or of each of a list; repeated reads are shared."""
        if source is None:
            return None
        known = budget.known[self]
        if isinstance(source, list):
            return [known.get(each) or self._of_one(each, budget, known) for each in source]
        return known.get(source) or self._of_one(source, budget, known)

    def _of_one(
        self,
        source: IntrospectedObject,
        budget: IntrospectionBudget,
        known: dict[IntrospectedObject, dict[str, Any]],
    ) -> dict[str, Any]:
        budget.count(len(self.fields))
        known[source] = found = {}
        values = source.values
        for selected in self.fields:
            key, words, _, _, below = selected
            value = values.get(words, _UNKNOWN)
            if value is _UNKNOWN:
                value = source.read_new(selected)
            found[key] = value if below is None else below.of(value, budget)
        return found


@dataclass(frozen=True, slots=True)
class IntrospectionPlan:
    """A field of Query that introspects the contract, or names Query."""

    contract: IntrospectedSchema
    root: GraphQLObjectType
    definition: GraphQLField
    arguments: Mapping[str, Any]
    selection: IntrospectionSelection | None

    def answer(self, budget: IntrospectionBudget, variables: Mapping[str, Any]) -> Any:
        """Return its value; None for a type that does not exist.

        Raises:
            GraphQLError: the request introspects too much.
        """
        arguments = resolve(self.arguments, variables)
        source = self.contract.read_field(self.root, self.definition, None, arguments)
        return source if self.selection is None else self.selection.of(source, budget)


def answer_introspection(
    fields: Mapping[str, object], variables: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the values of the fields of Query that need no record.

    Raises:
        GraphQLError: together they introspect too much.
    """
    plans = {key: one for key, one in fields.items() if isinstance(one, IntrospectionPlan)}
    if not plans:
        return {}
    budget = IntrospectionBudget(max(usual_values(one.contract.schema) for one in plans.values()))
    return {key: one.answer(budget, variables) for key, one in plans.items()}


def plan_introspection(
    work: PlanningContext, root: GraphQLObjectType, selected: SelectedField
) -> IntrospectionPlan:
    """Plan ``__schema``, ``__type`` or ``__typename`` at the root.

    Raises:
        GraphQLError: an argument is refused.
    """
    selection = _selection(work, selected)
    contract = introspect_schema(work.schema)
    return IntrospectionPlan(contract, root, selected.definition, selected.arguments, selection)


def _selection(work: PlanningContext, selected: SelectedField) -> IntrospectionSelection | None:
    """Return what is selected below a field; None where it is a leaf."""
    kind = selected.type
    if not is_object_type(kind):
        return None
    return IntrospectionSelection(
        tuple(
            IntrospectionField(
                each.key,
                f"{each.name}{each.arguments or ''}",
                each.definition,
                each.arguments,
                _selection(work, each),
            )
            for each in work.select_fields(kind, selected.details, selected.path)
        )
    )
