"""How much of the contract a document introspects, estimated before validation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionSetNode,
    get_introspection_query,
    get_named_type,
    introspection_types,
    parse,
)
from graphql import OperationDefinitionNode as Operation

from schema.errors import Reason, refusal

_ROOTS = {"__schema": "__Schema", "__type": "__Type"}
# Most types are wrapped once or not at all, however deep a document follows them.
_WRAPPED = 0.5
# Some tools introspect a little more than the usual query.
_ROOM = 1.1
Fragments = Mapping[str, FragmentDefinitionNode]


def check_introspection(schema: GraphQLSchema, fragments: Fragments, operation: Operation) -> None:
    """Refuse more introspection than the usual query of tools needs.

    Raises:
        GraphQLError: the operation introspects more.
    """
    asked = _ValueCounter(_average_lengths(schema), fragments).count_values(
        operation.selection_set, None
    )
    if asked > (limit := usual_values(schema)):
        raise introspection_refusal(f"about {asked:,.0f} values", limit)


def introspection_refusal(values: str, limit: float) -> GraphQLError:
    """Return the refusal of a document that introspects so many values."""
    return refusal(
        Reason.INTROSPECTION,
        f"The question asks for {values} of the contract itself; the limit is {limit:,.0f}, a"
        " little more than the usual introspection query asks for."
        " Ask for it in parts, or read /graphql/schema.graphql",
    )


@dataclass(slots=True)
class _ValueCounter:
    """Counts the introspected values of one operation."""

    averages: Mapping[tuple[str, str], float]
    fragments: Fragments
    known: dict[str, float] = field(default_factory=dict)

    def count_values(self, selections: SelectionSetNode | None, parent: str | None) -> float:
        """Return how many values are introspected below one object."""
        count = 0.0
        for selection in selections.selections if selections else ():
            if isinstance(selection, FragmentSpreadNode):
                count += self._count_fragment(selection.name.value)
            elif isinstance(selection, InlineFragmentNode):
                narrowed = selection.type_condition
                inside = _told_of(narrowed.name.value) if narrowed else parent
                count += self.count_values(selection.selection_set, inside)
            elif isinstance(selection, FieldNode):
                count += self._count_field(selection, parent)
        return count

    def _count_field(self, node: FieldNode, parent: str | None) -> float:
        name = node.name.value
        if parent is None:
            # Only at the root does anything lead into the contract.
            return (
                1 + self.count_values(node.selection_set, _ROOTS[name]) if name in _ROOTS else 0.0
            )
        of_type = introspection_types.get(parent)
        found = getattr(of_type, "fields", {}).get(name)
        below = get_named_type(found.type).name if found is not None else parent
        times = self.averages.get((parent, name), 1.0)
        return 1 + times * self.count_values(node.selection_set, below)

    def _count_fragment(self, name: str) -> float:
        if name not in self.known:
            self.known[name] = 0.0  # one that spreads itself is refused by validation
            found = self.fragments.get(name)
            if found is not None:
                inside = _told_of(found.type_condition.name.value)
                self.known[name] = self.count_values(found.selection_set, inside)
        return self.known[name]


def _told_of(name: str) -> str | None:
    return name if name in introspection_types else None


@lru_cache(maxsize=8)
def _average_lengths(schema: GraphQLSchema) -> Mapping[tuple[str, str], float]:
    """Return how many items the lists of introspection have on average."""
    types = list(schema.type_map.values())
    with_fields = [t for t in types if isinstance(t, GraphQLObjectType | GraphQLInterfaceType)]
    fields = [one for t in with_fields for one in t.fields.values()]
    counts = {
        "fields": len(fields),
        "interfaces": sum(len(t.interfaces) for t in with_fields),
        "possibleTypes": sum(
            len(schema.get_possible_types(t)) for t in types if isinstance(t, GraphQLInterfaceType)
        ),
        "enumValues": sum(len(t.values) for t in types if isinstance(t, GraphQLEnumType)),
        "inputFields": sum(len(t.fields) for t in types if isinstance(t, GraphQLInputObjectType)),
    }
    return {
        ("__Schema", "types"): len(types),
        ("__Schema", "directives"): len(schema.directives),
        **{("__Type", name): count / len(types) for name, count in counts.items()},
        ("__Type", "ofType"): _WRAPPED,
        ("__Field", "args"): sum(len(one.args) for one in fields) / len(fields),
    }


@lru_cache(maxsize=8)
def usual_values(schema: GraphQLSchema) -> float:
    """Return how many values may be introspected: a little more than tools need."""
    asked = parse(
        get_introspection_query(
            specified_by_url=True,
            directive_is_repeatable=True,
            schema_description=True,
            input_value_deprecation=True,
        )
    )
    fragments = {
        d.name.value: d for d in asked.definitions if isinstance(d, FragmentDefinitionNode)
    }
    (operation,) = (d for d in asked.definitions if isinstance(d, Operation))
    return _ROOM * _ValueCounter(_average_lengths(schema), fragments).count_values(
        operation.selection_set, None
    )
