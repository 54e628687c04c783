"""The operation that is being planned: which fields it selects, merged, with their arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_named_type,
)
from graphql.execution.collect_fields import (
    FieldDetails,
    FragmentDetails,
    collect_fields,
    collect_subfields,
)
from graphql.execution.values import VariableValues, get_argument_values

from registry import Limits
from schema.errors import Reason, refusal
from schema.planner.time_travel import Moment
from schema.planner.variables import Deferred, is_open, is_storable, longest_text, resolve

DEFINITION = "strawberry-definition"


class SelectedField(NamedTuple):
    """One field of the response: its key, its definition, its arguments and its path."""

    key: str
    name: str
    definition: GraphQLField
    arguments: Mapping[str, Any]
    details: Sequence[FieldDetails]
    path: tuple[str, ...]

    @property
    def type(self) -> GraphQLNamedType:
        """Return the named type of the field, without lists and non-null."""
        return _named_type(self.definition.type)

    @property
    def binding(self) -> Any:
        """Return the field's binding."""
        return self.definition.extensions[DEFINITION].metadata["binding"]


@dataclass(slots=True)
class PlanningContext:
    """One operation of a document with its variables, while it is planned."""

    schema: GraphQLSchema
    operation: OperationDefinitionNode
    fragments: dict[str, FragmentDetails]
    variables: VariableValues
    base_url: str
    limits: Limits
    # The variables' own values: in ``variables`` what only becomes a bind is left open.
    variable_values: Mapping[str, Any]
    shape: str
    # Where archived copies of sources are to be found, if anywhere.
    archive_url: str | None = None
    # Whether objects of an abstract type name their type for graphql-core, which completes them.
    adds_typenames: bool = False
    moments: set[Moment] = field(default_factory=set)
    deferred: dict[str, Deferred] = field(default_factory=dict)
    # The values that are computed of rows, by name; and the statements of the rows (EarlyValue).
    early: dict[str, Any] = field(default_factory=dict)
    early_statements: dict[Any, Any] = field(default_factory=dict)
    # How many fields were planned so far.
    size: int = 0
    # How many conditions the filter of each field states.
    conditions: dict[tuple[str, ...], int] = field(default_factory=dict)

    def defer(self, name: str, value: Any, make: Callable[[Any], Any]) -> str:
        """Return the name under which a run finds what is made of a value.

        Raises:
            GraphQLError: the value is refused.
        """
        late = Deferred(value, make) if is_open(value) else Deferred(make(resolve(value, {})))
        name = f"{name}{len(self.deferred)}"
        self.deferred[name] = late
        return name

    def select_fields(
        self, parent: GraphQLObjectType, details: Sequence[FieldDetails], path: tuple[str, ...]
    ) -> Iterator[SelectedField]:
        """Yield the fields below some nodes, merged as the specification says."""
        grouped: Mapping[str, Sequence[FieldDetails]] | None = _group_plain_fields(details)
        if grouped is None:
            grouped = collect_subfields(
                self.schema,
                self.fragments,
                self.variables,
                self.operation,
                parent,
                list(details),
            ).grouped_field_set
        for key, found in grouped.items():
            yield self.select_field(parent, key, found, path)

    def select_root_fields(self, root: GraphQLObjectType) -> Iterator[SelectedField]:
        """Yield the fields at the root of the operation."""
        grouped = collect_fields(
            self.schema, self.fragments, self.variables, root, self.operation
        ).grouped_field_set
        for key, found in grouped.items():
            yield self.select_field(root, key, found, ())

    def select_field(
        self,
        parent: GraphQLObjectType,
        key: str,
        found: Sequence[FieldDetails],
        path: tuple[str, ...],
    ) -> SelectedField:
        """Return one field of an object with its arguments."""
        self.size += 1
        node = found[0].node
        name = node.name.value
        definition = parent.fields.get(name) or self.schema.get_field(parent, name)
        assert definition is not None
        if not definition.args:
            return SelectedField(key, name, definition, {}, found, (*path, key))
        arguments = get_argument_values(definition, node, self.variables)
        self._check_texts(resolve(arguments, self.variable_values), (*path, key))
        return SelectedField(key, name, definition, arguments, found, (*path, key))

    def _check_texts(self, arguments: Mapping[str, Any], path: tuple[str, ...]) -> None:
        most = self.limits.text
        if is_storable(arguments, most):
            return
        longest = longest_text(arguments)
        if longest > most:
            told = f"A text has {longest:,} characters; the limit is {most:,}."
            raise refusal(Reason.TEXT, f"{told} Ask for a part of it", path)
        message = "A text holds a character that no record can hold: NUL or half a surrogate"
        raise refusal(Reason.ARGUMENT, message, path)


def _group_plain_fields(
    details: Sequence[FieldDetails],
) -> Mapping[str, Sequence[FieldDetails]] | None:
    """Return the fields below a node if there is nothing to merge, spread or skip; else None."""
    selections = details[0].node.selection_set if len(details) == 1 else None
    if selections is None:
        return None
    found = {}
    for node in selections.selections:
        if not isinstance(node, FieldNode) or node.directives:
            return None
        found[(node.alias or node.name).value] = (FieldDetails(node, None),)
    return found if len(found) == len(selections.selections) else None


@cache
def _named_type(kind: GraphQLOutputType) -> GraphQLNamedType:
    """Return the named type within a type of the contract, cached."""
    return get_named_type(kind)


def kind_of(object_type: GraphQLObjectType) -> str:
    """Return the table behind an object type."""
    kind: str = object_type.extensions[DEFINITION].origin.KIND
    return kind
