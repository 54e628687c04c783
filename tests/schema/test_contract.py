"""The contract as text is committed and complete."""

from pathlib import Path

from graphql import (
    GraphQLEnumType,
    GraphQLObjectType,
)

import schema
from schema.planner.planning_context import DEFINITION

COMMITTED = Path(schema.__file__).parent / "schema.graphql"


def test_the_committed_contract_is_the_one_that_is_served() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == schema.sdl()


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
    outcome = schema.build()._schema.type_map["Outcome"]
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
