"""What measuring and validation need of each field of the contract, computed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from graphql import (
    GraphQLField,
    GraphQLNamedType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
)

_ITEMS = ("nodes", "edges")


class FieldKind(Enum):
    """What a field returns per object."""

    VALUE = auto()
    OBJECT = auto()
    LIST = auto()
    PAGE = auto()
    """A connection: as many items as a page has."""
    ITEM = auto()
    """What a connection shows for each of its items."""
    ASIDE = auto()
    """What a connection has once."""


@dataclass(frozen=True, slots=True)
class FieldInfo:
    """A field's definition, its named type, and which arguments it requires."""

    definition: GraphQLField
    named: GraphQLNamedType
    leaf: bool
    required: frozenset[str]
    kind: FieldKind


@cache
def describe_fields(parent: GraphQLNamedType) -> Mapping[str, FieldInfo]:
    """Describe the fields of a type of the contract; the types never change."""
    fields: Mapping[str, GraphQLField] = getattr(parent, "fields", {})
    return {name: _describe_field(parent, name, definition) for name, definition in fields.items()}


def _describe_field(parent: GraphQLNamedType, name: str, definition: GraphQLField) -> FieldInfo:
    named = get_named_type(definition.type)
    required = (n for n, argument in definition.args.items() if is_required_argument(argument))
    brings = _kind_of_field(parent, name, definition)
    return FieldInfo(definition, named, is_leaf_type(named), frozenset(required), brings)


def _kind_of_field(parent: GraphQLNamedType, name: str, definition: GraphQLField) -> FieldKind:
    named = get_named_type(definition.type)
    if is_leaf_type(named):
        return FieldKind.VALUE
    if _is_connection(parent):
        return FieldKind.ITEM if name in _ITEMS else FieldKind.ASIDE
    if _is_connection(named):
        return FieldKind.PAGE
    return FieldKind.LIST if is_list_type(get_nullable_type(definition.type)) else FieldKind.OBJECT


def _is_connection(named: GraphQLNamedType) -> bool:
    return named.name.endswith("Connection")
