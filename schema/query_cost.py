"""The size of a document, measured in one pass before validation; each fragment once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
)

from registry import Limits
from schema.errors import Reason, refusal
from schema.field_info import FieldInfo, FieldKind, describe_fields
from schema.filter_cost import NO_FILTER, FilterSize, measure_filter
from schema.introspection_cost import check_introspection
from schema.merge_cost import PairCounter

INTROSPECTION = ("__schema", "__type")
DEFAULT_PAGE = 20
# A list without pages is as long as the record has it, mostly shorter than this.
LISTED = 3
# What a condition of a filter costs in points: it is the work of about so many fields.
CONDITION = 10
# A count beyond this is too much anyhow: repeated fragments would make numbers of a million digits.
ENOUGH = 10**9


# Texts and comments may hold brackets of their own.
_WORDS = re.compile(r'"""(?:\\"""|.)*?"""|"(?:[^"\\\n]|\\.)*"|#[^\n\r]*', re.DOTALL)
# To read a number takes time that grows with its square; Python reads no more than 4,300 digits.
_DIGITS = 40
_LONG = re.compile(rf"[0-9]{{{_DIGITS + 1}}}")
_BRACKETS = re.compile(r"[][(){}]")


class SelectionSize(NamedTuple):
    """The size of a selection with all its fragments written out; nodes at their worst."""

    depth: int = 0
    aliases: int = 0
    fields: int = 0
    directives: int = 0
    nodes: int = 0
    # How often one path goes through lists of each type: such circles grow beyond what pages bound.
    rounds: Mapping[str, int] = MappingProxyType({})
    filters: FilterSize = NO_FILTER

    def add(self, other: SelectionSize) -> SelectionSize:
        """Add the size of a selection beside this one."""
        if self is NOTHING:
            return other
        rounds = self.rounds or other.rounds
        if self.rounds and other.rounds:
            rounds = {
                name: max(self.rounds.get(name, 0), other.rounds.get(name, 0))
                for name in {**self.rounds, **other.rounds}
            }
        return SelectionSize(
            max(self.depth, other.depth),
            min(ENOUGH, self.aliases + other.aliases),
            min(ENOUGH, self.fields + other.fields),
            min(ENOUGH, self.directives + other.directives),
            min(ENOUGH, self.nodes + other.nodes),
            rounds,
            self.filters.add(other.filters),
        )

    @property
    def cost(self) -> int:
        """Return the points of the operation: fields to be read, items to be fetched, filters."""
        filters = CONDITION * self.filters.conditions + self.filters.values
        return self.fields + self.nodes + filters


NOTHING = SelectionSize()


@dataclass(slots=True)
class DocumentMeasurer:
    """Measures one document; each fragment is measured once, however often it is spread."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]
    limits: Limits
    known: dict[str, SelectionSize] = field(default_factory=dict)
    within: int = 0
    # Whether something is selected more than once in one place, or may be: there are fragments.
    merging: bool = False

    def measure_selection(
        self, selections: SelectionSetNode | None, parent: GraphQLNamedType | None
    ) -> SelectionSize:
        """Measure a selection in a type; an unknown type is left to validation."""
        size, leaves, aliases = NOTHING, 0, 0
        nodes = selections.selections if selections else ()
        keys = {(n.alias or n.name).value for n in nodes if isinstance(n, FieldNode)}
        self.merging |= len(keys) < len(nodes)
        for selection in nodes:
            if isinstance(selection, FieldNode) and not selection.selection_set:
                # What has nothing below it is counted by the way: most fields are such.
                leaves += 1
                aliases += selection.alias is not None
            else:
                size = size.add(self._measure_one(selection, parent))
            if selection.directives:
                size = size.add(SelectionSize(directives=len(selection.directives)))
        return size.add(SelectionSize(1, aliases, leaves)) if leaves else size

    def _measure_one(
        self, selection: SelectionNode, parent: GraphQLNamedType | None
    ) -> SelectionSize:
        if isinstance(selection, FragmentSpreadNode):
            return self._measure_fragment(selection.name.value)
        if isinstance(selection, InlineFragmentNode):
            narrowed = selection.type_condition
            inside = self.schema.get_type(narrowed.name.value) if narrowed else parent
            return self.measure_selection(selection.selection_set, inside)
        assert isinstance(selection, FieldNode)
        return self._measure_field(selection, parent)

    def _measure_field(self, node: FieldNode, parent: GraphQLNamedType | None) -> SelectionSize:
        name = node.name.value
        known = describe_fields(parent).get(name) if parent else None
        below = self.measure_selection(node.selection_set, known.named if known else None)
        return SelectionSize(
            # Introspection is as deep as types are wrapped; a rule of validation limits it.
            0 if name in INTROSPECTION else below.depth + 1,
            below.aliases + (node.alias is not None),
            below.fields + 1,
            below.directives,
            *self._count_items(node, known, below),
            self._measure_filters(node).add(below.filters),
        )

    def _measure_filters(self, node: FieldNode) -> FilterSize:
        """Measure the filter of a field; the same variable counts at each field that has it."""
        for argument in node.arguments or ():
            if argument.name.value == "filter":
                return measure_filter(argument.value, self.variables, self.limits.filter_depth)
        return NO_FILTER

    def _count_items(
        self, node: FieldNode, known: FieldInfo | None, below: SelectionSize
    ) -> tuple[int, Mapping[str, int]]:
        """Return how many items a field has per object, and its rounds."""
        brings = known.kind if known else FieldKind.VALUE
        if known is None or brings is FieldKind.VALUE:
            return 0, NOTHING.rounds
        if brings is FieldKind.OBJECT:
            return below.nodes, below.rounds
        if brings is FieldKind.PAGE:
            return min(ENOUGH, self._page_size(node) * below.nodes), below.rounds
        if brings is not FieldKind.LIST:
            return below.nodes + (brings is FieldKind.ITEM), below.rounds
        size, name = self._list_length(node, known.definition), known.named.name
        rounds = {**below.rounds, name: below.rounds.get(name, 0) + 1}
        return min(ENOUGH, size * (1 + below.nodes)), rounds

    def _page_size(self, node: FieldNode) -> int:
        """Return how many items a page has; sizes beyond the limit are refused when planned."""
        asked = [self._argument_number(node, name) for name in ("first", "last")]
        size = max((each for each in asked if isinstance(each, int)), default=DEFAULT_PAGE)
        return min(max(size, 0), self.limits.page_size)

    def _list_length(self, node: FieldNode, definition: GraphQLField) -> int:
        """Return how many items a list has that is no connection: as stated, or as usual."""
        if "first" in definition.args:
            return self._page_size(node)
        ids = self._argument_number(node, "ids")
        return min(ids, self.limits.page_size) if isinstance(ids, int) else LISTED

    def _argument_number(self, node: FieldNode, name: str) -> Any:
        """Return an argument that is a number, or the length of a list; else None."""
        for argument in node.arguments or ():
            if argument.name.value == name:
                value = argument.value
                if isinstance(value, IntValueNode):
                    return int(value.value[:9])
                if isinstance(value, ListValueNode):
                    return len(value.values)
                if isinstance(value, VariableNode):
                    given = self.variables.get(value.name.value)
                    # GraphQL takes 100.0 for 100.
                    if isinstance(given, float) and given.is_integer():
                        return int(given)
                    if isinstance(given, ListValueNode):
                        return len(given.values)
                    return len(given) if isinstance(given, list) else given
        return None

    def _measure_fragment(self, name: str) -> SelectionSize:
        if name not in self.known:
            # A fragment that spreads itself is refused by validation; here it ends the walk.
            self.known[name] = NOTHING
            found = self.fragments.get(name)
            if found is not None:
                narrowed = self.schema.get_type(found.type_condition.name.value)
                self.within += 1
                if self.within > self.limits.nesting:
                    raise _too_nested("fragments", self.limits)
                self.known[name] = self.measure_selection(found.selection_set, narrowed)
                self.within -= 1
        return self.known[name]


def check_nesting(query: str, limits: Limits) -> GraphQLError | None:
    """Return the refusal of brackets nested too deeply, or of endless numbers; else None."""
    if _LONG.search(query) and _LONG.search(_WORDS.sub("", query)):
        told = f"A number has more than {_DIGITS} digits. Send it as a text, or a smaller one"
        return refusal(Reason.NUMBER, told)
    if query.count("{") + query.count("[") + query.count("(") <= limits.nesting:
        return None
    depth = 0
    for bracket in _BRACKETS.findall(_WORDS.sub("", query)):
        depth += 1 if bracket in "[({" else -1
        if depth > limits.nesting:
            return _too_nested("brackets", limits)
    return None


def _too_nested(what: str, limits: Limits) -> GraphQLError:
    told = f"The document has more than {limits.nesting} {what} within each other, which is the"
    return refusal(Reason.NESTING, f"{told} limit. Ask for it in parts")


def measure_document(
    schema: GraphQLSchema,
    document: DocumentNode,
    limits: Limits,
    variables: Mapping[str, Any] | None = None,
) -> Mapping[str | None, SelectionSize]:
    """Measure each operation of a document, by its name.

    Raises:
        GraphQLError: one of them is larger than a limit allows.
    """
    fragments = {
        d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
    }
    sizes: dict[str | None, SelectionSize] = {}
    unused = set(fragments)
    for operation in document.definitions:
        if isinstance(operation, OperationDefinitionNode):
            given = {**_default_values(operation), **(variables or {})}
            root = schema.get_root_type(operation.operation)
            measure = DocumentMeasurer(schema, fragments, given, limits)
            size = measure.measure_selection(operation.selection_set, root)
            for reason, found, what, limit, remedy in _compare_with_limits(size, limits):
                if found > limit:
                    shown = f"{found:,}" if found < ENOUGH else f"at least {ENOUGH:,}"
                    told = f"The question has {shown} {what}; the limit is {limit:,}. {remedy}"
                    raise refusal(reason, told)
            if measure.merging:
                PairCounter(fragments, limits).count(operation)
            check_introspection(schema, fragments, operation)
            sizes[operation.name.value if operation.name else None] = size
            unused -= measure.known.keys()
    if len(unused) > limits.errors:
        raise _too_many_unused(unused)
    return sizes


def _too_many_unused(fragments: Collection[str]) -> GraphQLError:
    """Return one error for unused fragments that validation would each search for."""
    told = f"{len(fragments):,} fragments are never used, '{min(fragments)}' among them"
    return refusal(Reason.INVALID, f"{told}. Spread them, or leave them out")


def operation_cost(sizes: Mapping[str | None, SelectionSize], operation: str | None) -> int:
    """Return the cost of the operation to be executed; the others were measured too."""
    chosen = sizes.get(operation)
    return max((size.cost for size in (chosen and [chosen]) or sizes.values()), default=0)


def largest_batch(
    schema: GraphQLSchema,
    fragments: Mapping[str, FragmentDefinitionNode],
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
    limits: Limits,
) -> int:
    """Return how many responses of an operation together stay within the limits."""
    root = schema.get_root_type(operation.operation)
    size = DocumentMeasurer(schema, fragments, variables, limits).measure_selection(
        operation.selection_set, root
    )
    return max(1, min(limits.page_size, limits.nodes // (1 + size.nodes)))


def _compare_with_limits(
    size: SelectionSize, limits: Limits
) -> Iterator[tuple[Reason, int, str, int, str]]:
    """Yield the reason, the value, what it counts, the limit, and the remedy."""
    parts = "Ask for it in parts"
    yield Reason.DEPTH, size.depth, "levels of fields", limits.depth, parts
    yield Reason.ALIASES, size.aliases, "aliases", limits.aliases, parts
    yield Reason.FIELDS, size.fields, "fields, fragments written out", limits.fields, parts
    yield Reason.DIRECTIVES, size.directives, "directives", limits.directives, parts
    rounds = max(size.rounds.values(), default=0)
    yield Reason.ROUNDS, rounds, "lists of one kind within each other", limits.rounds, parts
    smaller = "Ask for smaller pages with first, or for fewer lists within lists"
    yield Reason.NODES, size.nodes, "items at its worst", limits.nodes, smaller
    filters, fewer = size.filters, "Ask for less at once, or list the values of one condition"
    yield Reason.CONDITIONS, filters.conditions, "conditions", limits.conditions, fewer
    within = "filters within each other"
    yield Reason.FILTER_DEPTH, filters.depth, within, limits.filter_depth, "Ask for a flatter one"


def _default_values(operation: OperationDefinitionNode) -> dict[str, Any]:
    """Return the defaults of variables: page sizes as numbers, all others as they are written."""
    return {
        definition.variable.name.value: int(value.value[:9])
        if isinstance(value, IntValueNode)
        else value
        for definition in operation.variable_definitions or ()
        if (value := definition.default_value) is not None
    }
