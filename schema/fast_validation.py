"""A fast check for documents that are plainly valid; all others go to graphql-core.

Validation by graphql-core is right about every document, and costs ten times what planning does.
Most documents need little of it: every field under a key of its own, every argument known, every
variable used at a location of exactly its type. All other documents are left to graphql-core, which
alone says what is wrong with a document.

The sections named are those of the GraphQL specification, September 2025.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    do_types_overlap,
    get_nullable_type,
    is_composite_type,
    is_input_object_type,
    is_input_type,
    is_list_type,
    type_from_ast,
)
from graphql.utilities.validate_input_value import validate_input_literal

from schema.field_info import FieldInfo, describe_fields


class NotPlainlyValid(Exception):
    """The document is invalid, or not plain enough to tell."""


def is_plainly_valid(schema: GraphQLSchema, document: DocumentNode) -> bool:
    """Tell whether a document is valid beyond doubt: one query, no directives or introspection."""
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    fragments = [d for d in document.definitions if isinstance(d, FragmentDefinitionNode)]
    if len(operations) != 1 or len(operations) + len(fragments) != len(document.definitions):
        return False
    try:
        _Validator(schema, {each.name.value: each for each in fragments}).check(
            operations[0], fragments
        )
    except NotPlainlyValid:
        return False
    return True


def _require(holds: object) -> None:
    if not holds:
        raise NotPlainlyValid


@dataclass(slots=True)
class _Validator:
    """The walk over one document."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    spread: set[str] = field(default_factory=set)
    within: list[str] = field(default_factory=list)

    def check(
        self, operation: OperationDefinitionNode, fragments: Sequence[FragmentDefinitionNode]
    ) -> None:
        """Check that the document is plainly valid.

        Raises:
            NotPlain: it is not.
        """
        root = self.schema.query_type
        _require(operation.operation is OperationType.QUERY and root and not operation.directives)
        assert root is not None
        for definition in operation.variable_definitions or ():
            self._check_variable(definition)
        # Fragment names are unique, and so are variable names (5.5.1.1, 5.8.1).
        _require(len(self.fragments) == len(fragments))
        self._check_selections(operation.selection_set, root, set())
        # All fragments and all variables are used (5.5.1.4, 5.8.4).
        _require(len(self.spread) == len(fragments) and self.used == self.variables.keys())

    def _check_variable(self, definition: VariableDefinitionNode) -> None:
        kind: Any = type_from_ast(self.schema, definition.type)
        name = definition.variable.name.value
        _require(kind and is_input_type(kind) and name not in self.variables)
        _require(not definition.directives)
        if definition.default_value is not None:
            _require(not list(_variables(definition.default_value, kind)))
            self._check_literal(definition.default_value, kind)
        self.variables[name] = str(kind)

    def _check_selections(
        self, selections: SelectionSetNode, parent: GraphQLNamedType, keys: set[str]
    ) -> None:
        """Check that each response key is one field, so that fields always merge (5.3.2)."""
        known = describe_fields(parent)
        for node in selections.selections:
            _require(not node.directives)
            if isinstance(node, FieldNode):
                key = (node.alias or node.name).value
                _require(key not in keys)
                keys.add(key)
                if node.name.value != "__typename":
                    self._check_field(node, known.get(node.name.value))
                else:
                    _require(not node.arguments and not node.selection_set)
            elif isinstance(node, InlineFragmentNode):
                narrowed = node.type_condition
                name = narrowed.name.value if narrowed else parent.name
                self._check_type_condition(name, node.selection_set, parent, keys)
            else:
                assert isinstance(node, FragmentSpreadNode)
                self._check_fragment(node.name.value, parent, keys)

    def _check_fragment(self, name: str, parent: GraphQLNamedType, keys: set[str]) -> None:
        found = self.fragments.get(name)
        # Fragments do not spread themselves (5.5.2.2).
        _require(found and name not in self.within and not found.directives)
        assert found is not None
        self.spread.add(name)
        self.within.append(name)
        self._check_type_condition(
            found.type_condition.name.value, found.selection_set, parent, keys
        )
        self.within.pop()

    def _check_type_condition(
        self, name: str, selections: SelectionSetNode, parent: GraphQLNamedType, keys: set[str]
    ) -> None:
        """Check a fragment on a type that its parent can be (5.5.1.2, 5.5.1.3, 5.5.2.3)."""
        kind = self.schema.get_type(name)
        _require(is_composite_type(kind) and is_composite_type(parent))
        assert is_composite_type(kind)
        assert is_composite_type(parent)
        _require(kind is parent or do_types_overlap(self.schema, kind, parent))
        self._check_selections(selections, kind, keys)

    def _check_field(self, node: FieldNode, known: FieldInfo | None) -> None:
        """Check that a field exists, with subfields where needed, and arguments (5.3, 5.4)."""
        _require(known is not None and known.leaf == (node.selection_set is None))
        assert known is not None
        if node.arguments or known.required:
            self._check_arguments(node.arguments or (), known)
        if node.selection_set is not None:
            self._check_selections(node.selection_set, known.named, set())

    def _check_arguments(self, nodes: Sequence[ArgumentNode], known: FieldInfo) -> None:
        given = {node.name.value: node.value for node in nodes}
        _require(len(given) == len(nodes) and known.required <= given.keys())
        for name, value in given.items():
            argument = known.definition.args.get(name)
            _require(argument)
            assert argument is not None
            self._check_value(value, argument.type)

    def _check_value(self, value: ValueNode, kind: GraphQLInputType) -> None:
        """Check a value's type; variables have exactly the type of their location (5.6, 5.8)."""
        if not isinstance(value, VariableNode):
            self._check_literal(value, kind)
        for name, place in _variables(value, kind):
            _require(self.variables.get(name) in (place, f"{place}!"))
            self.used.add(name)

    def _check_literal(self, value: ValueNode, kind: GraphQLInputType) -> None:
        validate_input_literal(value, kind, _is_wrong)


def _is_wrong(*_: object) -> None:
    """Stop without a message: searching for similar names takes long."""
    raise NotPlainlyValid


def _variables(
    value: ValueNode, kind: GraphQLInputType, *, alone: bool = False
) -> Iterator[tuple[str, str]]:
    """Yield the variables in a value, each with its location's type; ``alone`` in @oneOf."""
    told = get_nullable_type(kind)
    if isinstance(value, VariableNode):
        # The one field of a @oneOf input takes only what cannot be null (5.8.5).
        yield value.name.value, f"{told}!" if alone else str(kind)
    elif isinstance(value, ListValueNode):
        _require(is_list_type(told))
        assert is_list_type(told)
        for each in value.values:
            yield from _variables(each, told.of_type)
    elif isinstance(value, ObjectValueNode):
        _require(is_input_object_type(told))
        assert is_input_object_type(told)
        yield from _variables_of_fields(value, told)
    else:
        _require(not (alone and isinstance(value, NullValueNode)))


def _variables_of_fields(
    value: ObjectValueNode, kind: GraphQLInputObjectType
) -> Iterator[tuple[str, str]]:
    """Check that each input field is given once (5.6.3), and that of @oneOf alone (5.6.5)."""
    alone = kind.is_one_of
    given = {node.name.value: node.value for node in value.fields}
    _require(len(given) == len(value.fields) and (not alone or len(given) == 1))
    for name, each in given.items():
        _require(name in kind.fields)
        yield from _variables(each, kind.fields[name].type, alone=alone)
