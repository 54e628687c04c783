"""What the contract says of itself, worked out once a process; a question only walks through it.

Every value comes from graphql-core's own resolvers, so that it is what its executor would tell. All
objects of introspection are of one type each, never of an abstract one: what a selection selects
does not depend on the object, and is put together once for all of them.
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

from schema.introspection_cost import too_much, usual
from schema.planner.planning_context import Selected, Work
from schema.planner.variables import resolved

# The fields of Query that are asked about the contract, not about what is on record.
META = ("__schema", "__type", "__typename")
# These are met in many places; an argument or a choice is met in one, and kept there.
_SHARED = ("__Schema", "__Type")
_UNKNOWN = object()


class Asked(NamedTuple):
    """A field of things of one type: its key in the answer, and how it is asked for."""

    key: str
    # The field's name and arguments, by which a thing keeps its value.
    words: str
    definition: GraphQLField
    arguments: Mapping[str, Any]
    below: Selection | None


@dataclass(frozen=True, slots=True)
class _Info:
    """As much as introspection's resolvers look at of what graphql-core tells each resolver."""

    schema: GraphQLSchema
    parent_type: GraphQLObjectType


@dataclass(frozen=True, slots=True)
class Contract:
    """The contract as objects; types are the same object wherever they are met."""

    schema: GraphQLSchema
    things: dict[str, Thing] = field(default_factory=dict)

    def tell(
        self,
        parent: GraphQLObjectType,
        definition: GraphQLField,
        source: Any,
        arguments: Mapping[str, Any],
    ) -> Any:
        """The value of a field: a leaf as it stands in answers, a thing, or a list of either."""
        assert definition.resolve is not None
        info: Any = _Info(self.schema, parent)
        return self._completed(definition.type, definition.resolve(source, info, **arguments))

    def _completed(self, kind: GraphQLOutputType, value: Any) -> Any:
        named = get_nullable_type(kind)
        if value is None:
            return None
        if is_list_type(named):
            return [self._completed(named.of_type, each) for each in value]
        if is_leaf_type(named):
            return named.coerce_output_value(value)
        assert is_object_type(named)
        if named.name not in _SHARED:
            return Thing(self, named, value)
        return self.things.setdefault(str(value), Thing(self, named, value))


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """One object of the contract: a type, a field, an argument, a choice, a directive."""

    contract: Contract
    kind: GraphQLObjectType
    source: Any
    told: dict[str, Any] = field(default_factory=dict)

    def ask(self, asked: Asked) -> Any:
        """The value of a field that was not asked for before."""
        value = self.contract.tell(self.kind, asked.definition, self.source, asked.arguments)
        self.told[asked.words] = value
        return value


@lru_cache(maxsize=8)
def contract_of(schema: GraphQLSchema) -> Contract:
    """The contract as objects, of which nothing is worked out before it is asked for."""
    return Contract(schema)


@dataclass(slots=True)
class Telling:
    """One question being told of the contract: what it was told already, and how much is left."""

    limit: float
    values: int = 0
    known: defaultdict[Selection, dict[Thing, dict[str, Any]]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    def count(self, values: int) -> None:
        """Note that so many values are told.

        Raises:
            GraphQLError: these are more than one question may ask for.
        """
        self.values += values
        if self.values > self.limit:
            raise too_much(f"more than {self.limit:,.0f} values", self.limit)


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """What is selected of things of one type."""

    fields: tuple[Asked, ...]

    def of(self, told: Any, telling: Telling) -> Any:
        """What is selected of a thing or of each of a list; of what was met before, the same."""
        if told is None:
            return None
        known = telling.known[self]
        if isinstance(told, list):
            return [known.get(each) or self._of_one(each, telling, known) for each in told]
        return known.get(told) or self._of_one(told, telling, known)

    def _of_one(
        self, thing: Thing, telling: Telling, known: dict[Thing, dict[str, Any]]
    ) -> dict[str, Any]:
        telling.count(len(self.fields))
        known[thing] = found = {}
        values = thing.told
        for asked in self.fields:
            key, words, _, _, below = asked
            value = values.get(words, _UNKNOWN)
            if value is _UNKNOWN:
                value = thing.ask(asked)
            found[key] = value if below is None else below.of(value, telling)
        return found


@dataclass(frozen=True, slots=True)
class Introspected:
    """A field of Query that is asked about the contract, or for the name of Query."""

    contract: Contract
    root: GraphQLObjectType
    definition: GraphQLField
    arguments: Mapping[str, Any]
    selection: Selection | None

    def tell(self, telling: Telling, given: Mapping[str, Any]) -> Any:
        """Its value; None of a type that there is not.

        Raises:
            GraphQLError: the question asks for too much of the contract.
        """
        arguments = resolved(self.arguments, given)
        told = self.contract.tell(self.root, self.definition, None, arguments)
        return told if self.selection is None else self.selection.of(told, telling)


def told_of_contract(fields: Mapping[str, object], given: Mapping[str, Any]) -> dict[str, Any]:
    """The values of those fields of Query that ask for nothing on record.

    Raises:
        GraphQLError: together they ask for too much of the contract.
    """
    asked = {key: one for key, one in fields.items() if isinstance(one, Introspected)}
    if not asked:
        return {}
    telling = Telling(max(usual(one.contract.schema) for one in asked.values()))
    return {key: one.tell(telling, given) for key, one in asked.items()}


def plan_introspection(work: Work, root: GraphQLObjectType, selected: Selected) -> Introspected:
    """The plan of ``__schema``, ``__type`` or ``__typename`` at the root.

    Raises:
        GraphQLError: an argument is refused.
    """
    selection = _selection(work, selected)
    contract = contract_of(work.schema)
    return Introspected(contract, root, selected.definition, selected.arguments, selection)


def _selection(work: Work, selected: Selected) -> Selection | None:
    """What is selected below a field; None where it is a leaf."""
    kind = selected.type
    if not is_object_type(kind):
        return None
    return Selection(
        tuple(
            Asked(
                each.key,
                f"{each.name}{each.arguments or ''}",
                each.definition,
                each.arguments,
                _selection(work, each),
            )
            for each in work.fields(kind, selected.details, selected.path)
        )
    )
