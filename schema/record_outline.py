"""What the contract shows of a kind of record, as an outline from which documents are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import MappingProxyType

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
)

from schema.contract import build

# What every record has, which documents ask for by name.
COMMON = frozenset(
    ("id", "key", "uri", "title", "reference", "recordedAt", "source", "corrections", "history")
)
_ALONE = MappingProxyType({"Money": "amount", "Quantity": "stated", "Lead": "says"})


class Shape(Enum):
    """How a field's value is built."""

    VALUE = "value"
    RECORD = "record"
    OBJECT = "object"
    LIST = "list"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class OutlineField:
    """A field of a record: its name and meaning, its shape, and what it names.

    Attributes:
        type: the named type of the value, or of the items.
        is_code: whether the value is a word of a code list.
        is_record: whether the value, or each item, is a record.
        fields: what the value or each item shows in turn.
    """

    name: str
    meaning: str
    shape: Shape
    type: str
    is_code: bool
    is_record: bool
    fields: tuple[OutlineField, ...] = ()


@cache
def outline_records() -> Mapping[str, tuple[str, tuple[OutlineField, ...]]]:
    """Outline what the contract shows of each kind: its type, and what not all records have."""
    return MappingProxyType(
        {
            kind: (named.name, tuple(_outline(named, deep=True)))
            for kind, named in _list_types().items()
        }
    )


def _list_types() -> Mapping[str, GraphQLObjectType]:
    found = {}
    for named in build()._schema.type_map.values():
        definition = (named.extensions or {}).get("strawberry-definition")
        origin = getattr(definition, "origin", None)
        kind = getattr(origin, "KIND", None)
        if isinstance(named, GraphQLObjectType) and _is_record(named) and kind is not None:
            found[kind] = named
    return MappingProxyType(found)


def _outline(parent: GraphQLNamedType, *, deep: bool) -> Iterator[OutlineField]:
    for name, field in getattr(parent, "fields", {}).items():
        wanted = any(is_required_argument(each) for each in field.args.values())
        if not wanted and not (_is_record(parent) and name in COMMON):
            found = _outline_field(parent, name, field, deep=deep)
            if found is not None:
                yield found


def _outline_field(
    parent: GraphQLNamedType, name: str, field: GraphQLField, *, deep: bool
) -> OutlineField | None:
    """Outline a field; None of lists within lists, and of objects there that have no one value."""
    named, listed = get_named_type(field.type), is_list_type(get_nullable_type(field.type))
    connection = named.name.endswith("Connection")
    many = listed or connection
    if not deep and (
        many or not (is_leaf_type(named) or _is_record(named) or named.name in _ALONE)
    ):
        return None
    if connection:
        named = get_named_type(getattr(named, "fields", {})["nodes"].type)
    shape = Shape.PAGE if connection else Shape.LIST if listed else Shape.VALUE
    if not many and not is_leaf_type(named):
        shape = Shape.RECORD if _is_record(named) else Shape.OBJECT
    fields = _items(parent, named) if many else _values(named) if shape is Shape.OBJECT else ()
    is_code, record = isinstance(named, GraphQLEnumType), _is_record(named)
    return OutlineField(name, field.description or "", shape, named.name, is_code, record, fields)


def _values(named: GraphQLNamedType) -> tuple[OutlineField, ...]:
    """Outline an object that is no record; of some types one value says it all."""
    alone = _ALONE.get(named.name)
    shown = _outline(named, deep=False)
    return tuple(each for each in shown if alone is None or each.name == alone)


def _items(parent: GraphQLNamedType, item: GraphQLNamedType) -> tuple[OutlineField, ...]:
    """Outline an item of a list, without what leads back to whose list it is."""
    shown = _outline(item, deep=False)
    return tuple(each for each in shown if each.type not in (parent.name, "Entry"))


def _is_record(named: GraphQLNamedType) -> bool:
    names = [each.name for each in getattr(named, "interfaces", ())]
    return named.name == "Resource" or "Resource" in names
