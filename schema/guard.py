"""How large a document is, in one pass that looks at each fragment once, before it is validated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLNamedType,
    GraphQLOutputType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
)

from schema.errors import Reason, refused
from schema.limits import LIMITS

INTROSPECTION = ("__schema", "__type")
DEFAULT_PAGE = 20
ITEMS = ("nodes", "edges")
# A list without pages is as long as the record has it, mostly shorter than this.
LISTED = 3
# A count beyond this is too much anyhow: repeated fragments would make numbers of a million digits.
ENOUGH = 10**9


# Texts and comments may hold brackets of their own.
_WORDS = re.compile(r'"""(?:\\"""|.)*?"""|"(?:[^"\\\n]|\\.)*"|#[^\n\r]*', re.DOTALL)
_BRACKETS = re.compile(r"[][(){}]")


@dataclass(frozen=True, slots=True)
class Size:
    """How large a selection is with all its fragments written out; nodes at their worst."""

    depth: int = 0
    aliases: int = 0
    fields: int = 0
    directives: int = 0
    nodes: int = 0
    # How often one path goes through lists of each type: such circles grow beyond what pages bound.
    rounds: Mapping[str, int] = field(default_factory=dict)

    def beside(self, other: Size) -> Size:
        """Two selections that stand beside each other."""
        return Size(
            max(self.depth, other.depth),
            min(ENOUGH, self.aliases + other.aliases),
            min(ENOUGH, self.fields + other.fields),
            min(ENOUGH, self.directives + other.directives),
            min(ENOUGH, self.nodes + other.nodes),
            {
                name: max(self.rounds.get(name, 0), other.rounds.get(name, 0))
                for name in {**self.rounds, **other.rounds}
            },
        )


NOTHING = Size()


@dataclass(slots=True)
class Measure:
    """The measuring of one document; each fragment is measured once, however often it is spread."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]
    known: dict[str, Size] = field(default_factory=dict)
    within: int = 0

    def of(self, selections: SelectionSetNode | None, parent: GraphQLNamedType | None) -> Size:
        """The size of a selection in a type; where that is unknown, validation will say so."""
        size = NOTHING
        for selection in selections.selections if selections else ():
            size = size.beside(self._of_one(selection, parent))
        return size

    def _of_one(self, selection: SelectionNode, parent: GraphQLNamedType | None) -> Size:
        own = Size(directives=len(selection.directives or ()))
        if isinstance(selection, FragmentSpreadNode):
            return own.beside(self._of_fragment(selection.name.value))
        if isinstance(selection, InlineFragmentNode):
            narrowed = selection.type_condition
            inside = self.schema.get_type(narrowed.name.value) if narrowed else parent
            return own.beside(self.of(selection.selection_set, inside))
        assert isinstance(selection, FieldNode)
        return own.beside(self._of_field(selection, parent))

    def _of_field(self, node: FieldNode, parent: GraphQLNamedType | None) -> Size:
        name = node.name.value
        fields = getattr(parent, "fields", {})
        returned = fields[name].type if name in fields else None
        below = self.of(node.selection_set, get_named_type(returned))
        return Size(
            # Introspection is as deep as types are wrapped; a rule of validation limits it.
            0 if name in INTROSPECTION else below.depth + 1,
            below.aliases + (node.alias is not None),
            below.fields + 1,
            below.directives,
            *self._items(node, parent, returned, below),
        )

    def _items(
        self,
        node: FieldNode,
        parent: GraphQLNamedType | None,
        returned: GraphQLOutputType | None,
        below: Size,
    ) -> tuple[int, Mapping[str, int]]:
        """How many items a field brings for each object that it stands in, and the rounds."""
        named = get_named_type(returned)
        if named is None or is_leaf_type(named):
            return 0, {}
        if _is_connection(parent):
            return (below.nodes + 1 if node.name.value in ITEMS else 0), below.rounds
        if _is_connection(named):
            first = self._argument(node, "first")
            # Sizes beyond the limit are refused where they stand.
            size = min(max(first, 0), LIMITS.page_size) if isinstance(first, int) else DEFAULT_PAGE
            return min(ENOUGH, size * below.nodes), below.rounds
        if not is_list_type(get_nullable_type(returned)):
            return below.nodes, below.rounds
        ids = self._argument(node, "ids")
        size = min(ids, LIMITS.page_size) if isinstance(ids, int) else LISTED
        rounds = {**below.rounds, named.name: below.rounds.get(named.name, 0) + 1}
        return min(ENOUGH, size * (1 + below.nodes)), rounds

    def _argument(self, node: FieldNode, name: str) -> Any:
        """An argument that is a number, or of a list its length; None where it is neither."""
        for argument in node.arguments or ():
            if argument.name.value == name:
                value = argument.value
                if isinstance(value, IntValueNode):
                    return int(value.value[:9])
                if isinstance(value, ListValueNode):
                    return len(value.values)
                if isinstance(value, VariableNode):
                    given = self.variables.get(value.name.value)
                    return len(given) if isinstance(given, list) else given
        return None

    def _of_fragment(self, name: str) -> Size:
        if name not in self.known:
            # A fragment that spreads itself is refused by validation; here it ends the walk.
            self.known[name] = NOTHING
            found = self.fragments.get(name)
            if found is not None:
                narrowed = self.schema.get_type(found.type_condition.name.value)
                self.within += 1
                if self.within > LIMITS.nesting:
                    raise _too_nested("fragments")
                self.known[name] = self.of(found.selection_set, narrowed)
                self.within -= 1
        return self.known[name]


def what_nests_too_deep(query: str) -> GraphQLError | None:
    """The refusal of a document whose brackets no parser should have to follow."""
    if query.count("{") + query.count("[") + query.count("(") <= LIMITS.nesting:
        return None
    depth = 0
    for bracket in _BRACKETS.findall(_WORDS.sub("", query)):
        depth += 1 if bracket in "[({" else -1
        if depth > LIMITS.nesting:
            return _too_nested("brackets")
    return None


def _too_nested(what: str) -> GraphQLError:
    told = f"The document has more than {LIMITS.nesting} {what} within each other, which is the"
    return refused(Reason.NESTING, f"{told} limit. Ask for it in parts")


def what_is_too_much(
    schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any] | None = None
) -> GraphQLError | None:
    """The refusal of a document with an operation that is larger than a limit allows."""
    fragments = {
        d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)
    }
    for operation in document.definitions:
        if isinstance(operation, OperationDefinitionNode):
            given = {**_defaults(operation), **(variables or {})}
            root = schema.get_root_type(operation.operation)
            try:
                size = Measure(schema, fragments, given).of(operation.selection_set, root)
            except GraphQLError as refusal:
                return refusal
            for reason, found, what, limit, remedy in _measured(size):
                if found > limit:
                    shown = f"{found:,}" if found < ENOUGH else f"at least {ENOUGH:,}"
                    told = f"The question has {shown} {what}; the limit is {limit:,}. {remedy}"
                    return refused(reason, told)
    return None


def at_once(
    schema: GraphQLSchema,
    fragments: Mapping[str, FragmentDefinitionNode],
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
) -> int:
    """How many answers of an operation together are no more than a question may ask for."""
    root = schema.get_root_type(operation.operation)
    size = Measure(schema, fragments, variables).of(operation.selection_set, root)
    return max(1, min(LIMITS.page_size, LIMITS.nodes // (1 + size.nodes)))


def _measured(size: Size) -> Iterator[tuple[Reason, int, str, int, str]]:
    """What is limited: the reason, the value, what it counts, the limit, and what to do."""
    parts = "Ask for it in parts"
    yield Reason.DEPTH, size.depth, "levels of fields", LIMITS.depth, parts
    yield Reason.ALIASES, size.aliases, "aliases", LIMITS.aliases, parts
    yield Reason.FIELDS, size.fields, "fields, fragments written out", LIMITS.fields, parts
    yield Reason.DIRECTIVES, size.directives, "directives", LIMITS.directives, parts
    rounds = max(size.rounds.values(), default=0)
    yield Reason.ROUNDS, rounds, "lists of one kind within each other", LIMITS.rounds, parts
    smaller = "Ask for smaller pages with first, or for fewer lists within lists"
    yield Reason.NODES, size.nodes, "items at its worst", LIMITS.nodes, smaller


def _is_connection(named: GraphQLNamedType | None) -> bool:
    return named is not None and named.name.endswith("Connection")


def _defaults(operation: OperationDefinitionNode) -> dict[str, Any]:
    """What variables are where nothing is given: of all values only page sizes are counted."""
    return {
        definition.variable.name.value: int(definition.default_value.value[:9])
        for definition in operation.variable_definitions or ()
        if isinstance(definition.default_value, IntValueNode)
    }
