"""Validate documents by graphql-core's rules, and by two that its own leave open."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from graphql import (
    ASTValidationRule,
    DocumentNode,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    TypeNode,
    ValidationRule,
    get_nullable_type,
    is_input_object_type,
    is_non_null_type,
    specified_rules,
    validate,
)
from graphql.language import NonNullTypeNode
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule

from schema.errors import Reason, refusal
from schema.planner.planning_context import DEFINITION

LOG = logging.getLogger("answerable.schema")


class OneOfVariablesRule(ValidationRule):
    """Refuses nullable variables in @oneOf inputs that are arguments of a type that is not null.

    graphql-core's own rule (5.8.5) sees them in all other places. Fragments are judged by each
    operation that spreads them, wherever in the document they stand.
    """

    def leave_operation_definition(self, operation: OperationDefinitionNode, *_: Any) -> None:
        """Check the variables of an operation, also those in its fragments."""
        types: dict[str, TypeNode] = {
            definition.variable.name.value: definition.type
            for definition in operation.variable_definitions or ()
        }
        for usage in self.context.get_recursive_variable_usages(operation):
            name, parent = usage.node.name.value, usage.parent_type
            if not is_non_null_type(parent) or name not in types:
                continue
            one_of = get_nullable_type(parent)
            if not is_input_object_type(one_of) or not one_of.is_one_of:
                continue
            if not isinstance(types[name], NonNullTypeNode):
                told = f"Variable '${name}' must be non-nullable to be used for OneOf Input Object"
                self.report_error(GraphQLError(f"{told} '{one_of}'.", [usage.node]))


RULES: Sequence[type[ASTValidationRule]] = (
    *specified_rules,
    MaybeNullValidationRule,
    OneOfVariablesRule,
)


def mark_one_of_inputs(schema: GraphQLSchema) -> None:
    """Mark the inputs that Strawberry checks as @oneOf as such for graphql-core, and in the SDL."""
    for named in schema.type_map.values():
        definition = named.extensions.get(DEFINITION)
        if isinstance(named, GraphQLInputObjectType) and definition is not None:
            named.is_one_of = definition.is_one_of


def validate_document(
    schema: GraphQLSchema,
    document: DocumentNode,
    most: int,
    rules: Sequence[type[ASTValidationRule]] = RULES,
) -> list[GraphQLError]:
    """Return what is wrong with a document; no more errors than ``most``, and one that says so.

    A rule that fails on a document is a refusal of the document, not an error of the server. It is
    logged.
    """
    try:
        return validate(schema, document, rules, max_errors=most)
    except Exception:  # whatever a rule does: rules are not ours, documents are anybody's
        LOG.exception("a document could not be validated")
        told = "The document cannot be validated. Check its variables, fragments and directives"
        return [refusal(Reason.INVALID, f"{told} against the contract, or ask for it in parts")]
