"""The contract as text is committed, complete, and described to the last argument."""

from pathlib import Path

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    build_schema,
)

import schema
from schema.planner.work import DEFINITION

COMMITTED = Path(schema.__file__).parent / "schema.graphql"


def test_the_committed_contract_is_the_one_that_is_served() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == schema.sdl()


def own_types() -> list[GraphQLNamedType]:
    types = build_schema(schema.sdl()).type_map.values()
    return [named for named in types if not named.name.startswith("__")]


def test_every_type_and_field_and_argument_says_what_it_means() -> None:
    silent = []
    for named in own_types():
        if not named.description:
            silent.append(named.name)
        if isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
            for name, field in named.fields.items():
                silent += [] if field.description else [f"{named.name}.{name}"]
                silent += [
                    f"{named.name}.{name}({argument})"
                    for argument, told in field.args.items()
                    if not told.description
                ]
        if isinstance(named, GraphQLInputObjectType):
            silent += [
                f"{named.name}.{name}"
                for name, told in named.fields.items()
                if not told.description
            ]
    assert silent == []


def test_every_field_that_holds_a_record_is_bound_to_where_it_is_read() -> None:
    built = schema.build()._schema
    unbound = [
        f"{named.name}.{name}"
        for named in built.type_map.values()
        if isinstance(named, GraphQLObjectType) and hasattr(origin(named), "KIND")
        for name, field in named.fields.items()
        if field.extensions[DEFINITION].metadata.get("binding") is None
    ]
    assert unbound == []


def origin(named: GraphQLObjectType) -> object:
    definition = named.extensions.get(DEFINITION)
    return getattr(definition, "origin", None)


def test_enums_show_the_registrys_own_words() -> None:
    outcome = next(named for named in own_types() if named.name == "Outcome")
    assert isinstance(outcome, GraphQLEnumType)
    assert set(outcome.values) == {
        "AGREED",
        "PARTLY_AGREED",
        "REJECTED",
        "COUNTER_PROPOSED",
        "DEFERRED",
        "UNDER_CONSIDERATION",
        "TO_BE_CONSULTED_ON",
        "ALREADY_POSSIBLE",
        "WITHDRAWN",
        "NO_VERDICT",
    }
