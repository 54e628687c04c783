"""The contract as a whole: the schema that Strawberry builds, and its SDL."""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

import strawberry
from graphql import (
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    introspection_types,
    lexicographic_sort_schema,
    print_schema,
)
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from schema.extensions import CostGuard, PlannedExecution
from schema.planner.row_context import TYPE_KEY
from schema.scalars import scalar_map
from schema.types.query import list_other_types, merge_query
from schema.types.subscription import Subscription
from schema.validation import mark_one_of_inputs

LOG = logging.getLogger("answerable.schema")


class LoggingSchema(strawberry.Schema):
    """The schema; it logs the errors that are our own."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Log errors that are our own, with their traceback."""
        for error in errors:
            cause = error.original_error
            if cause is not None and not isinstance(cause, GraphQLError):
                LOG.error("a question could not be answered", exc_info=cause)


@cache
def build(mutation: type | None = None) -> strawberry.Schema:
    """Build the schema, with mutations if there are any; it is pure, so it is built once."""
    schema = LoggingSchema(
        merge_query(),
        mutation=mutation,
        subscription=Subscription,
        types=list_other_types(),
        config=StrawberryConfig(scalar_map=scalar_map(), sort_schema=True),
        extensions=[CostGuard, PlannedExecution],
    )
    mark_one_of_inputs(schema._schema)
    _accept_mappings(schema)
    # Strawberry's own way fails of a type that is a list of others, or never null.
    described = introspection_types["__Type"]
    assert isinstance(described, GraphQLObjectType)
    described.fields["isOneOf"].resolve = _is_one_of
    return schema


def _is_one_of(described: Any, _: Any) -> bool | None:
    """Tell whether an input is @oneOf; None of what is no input (section 4.2.2)."""
    if not isinstance(described, GraphQLInputObjectType):
        return None
    return described.is_one_of


def _accept_mappings(schema: strawberry.Schema) -> None:
    """Let graphql-core take the planner's objects: mappings that name their type."""
    for named in schema._schema.type_map.values():
        if isinstance(named, GraphQLObjectType) and not named.name.startswith("__"):
            named.is_type_of = None
        elif isinstance(named, GraphQLInterfaceType):
            named.resolve_type = _type_name


def _type_name(value: Any, *_: Any) -> str:
    name: str = value[TYPE_KEY]
    return name


@cache
def sdl() -> str:
    """Return the SDL, sorted, with all descriptions."""
    return print_schema(lexicographic_sort_schema(build()._schema)) + "\n"
