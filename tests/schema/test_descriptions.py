"""The contract says what everything in it means, and follows a specification in its scalars."""

from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLScalarType,
    build_schema,
    lexicographic_sort_schema,
    print_schema,
)

import schema
from opendata.resources import describe_kind
from registry import vocabulary
from registry.models import TABLES
from registry.vocabulary import CodeList
from schema.planner.planning_context import DEFINITION

CONTRACT = schema.build()._schema
OWN = [
    kind
    for name, kind in sorted(CONTRACT.type_map.items())
    if not name.startswith("__") and name not in ("Int", "Float", "String", "Boolean", "ID")
]


def told(kind: GraphQLNamedType) -> Iterator[tuple[str, Any]]:
    """Everything that a type names, with where it stands."""
    yield kind.name, kind
    if isinstance(kind, GraphQLEnumType):
        for name, value in kind.values.items():
            yield f"{kind.name}.{name}", value
    if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
        for name, field in kind.fields.items():
            yield f"{kind.name}.{name}", field
            for argument, asked in getattr(field, "args", {}).items():
                yield f"{kind.name}.{name}({argument})", asked


def test_everything_in_the_contract_is_described() -> None:
    named = [each for kind in OWN for each in told(kind)]

    assert len(named) > 1000
    assert [where for where, thing in named if not (thing.description or "").strip()] == []


def test_every_scalar_names_its_specification() -> None:
    scalars = [kind for kind in OWN if isinstance(kind, GraphQLScalarType)]

    assert [kind.name for kind in scalars] == ["Cursor", "Date", "DateTime", "Decimal", "URI"]
    assert all((kind.specified_by_url or "").startswith("https://") for kind in scalars)


def test_a_code_means_in_the_contract_what_it_means_in_the_register() -> None:
    lists = [getattr(vocabulary, name) for name in vocabulary.__all__]
    codes = [
        each
        for each in lists
        if isinstance(each, type) and issubclass(each, CodeList) and each is not CodeList
    ]
    shown = [each for each in codes if each.__name__ in CONTRACT.type_map]

    assert len(shown) > 15
    for each in shown:
        kind = CONTRACT.type_map[each.__name__]
        assert isinstance(kind, GraphQLEnumType)
        assert {name: value.description for name, value in kind.values.items()} == {
            word.value: word.meaning for word in each
        }
    assert [word for each in codes for word in each if not word.meaning] == []


def test_a_record_means_in_the_contract_what_it_means_in_a_package() -> None:
    described = {
        origin.KIND: kind.description
        for kind in OWN
        if (origin := origin_of(kind)) is not None and hasattr(origin, "KIND")
    }
    published = {kind: described[kind] for kind in TABLES if kind in described}

    assert len(published) > 25
    assert published == {kind: describe_kind(kind).rstrip(".") for kind in published}


def origin_of(kind: GraphQLNamedType) -> Any:
    return getattr(kind.extensions.get(DEFINITION), "origin", None)


def test_the_text_of_the_contract_is_sorted() -> None:
    text = schema.sdl()

    assert text == print_schema(lexicographic_sort_schema(build_schema(text))) + "\n"
