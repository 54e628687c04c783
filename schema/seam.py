"""Where the planner takes over from graphql-core."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import DocumentNode, ExecutionResult, GraphQLError, OperationDefinitionNode
from strawberry.extensions import SchemaExtension

from schema.errors import which_operation
from schema.guard import what_is_too_much
from schema.limits import LIMITS


class Guarded(SchemaExtension):
    """Refuses what is too much before it is validated."""

    def on_operation(self) -> Iterator[None]:
        """Let the parser stop at the limit of tokens."""
        self.execution_context.parse_options["max_tokens"] = LIMITS.tokens
        yield None

    def on_validate(self) -> Iterator[None]:
        """Measure the document once, in one pass."""
        context = self.execution_context
        if context.graphql_document is not None:
            schema, variables = context.schema._schema, context.variables
            refusal = what_is_too_much(schema, context.graphql_document, variables)
            if refusal is None and _is_open(context.graphql_document, context.context.operation):
                refusal = which_operation()
            if refusal is not None:
                context.pre_execution_errors = [refusal]
        yield None


def _is_open(document: DocumentNode, operation: str | None) -> bool:
    """Whether nothing says which of several operations is meant; Strawberry would take the first.

    An operation without a name must stand alone, which validation sees to.
    """
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    return operation is None and len(operations) > 1 and all(d.name for d in operations)


class Planned(SchemaExtension):
    """Answers questions by their plan; what cannot be planned goes on to graphql-core."""

    def on_execute(self) -> Iterator[None]:
        """Set the result, unless only graphql-core can tell it."""
        context = self.execution_context
        try:
            data = context.context.answer(
                context.schema._schema,
                context.graphql_document,
                context.operation_name,
                context.variables or {},
            )
        except GraphQLError as error:
            context.result = ExecutionResult(data=None, errors=[error])
        else:
            if data is not None:
                context.result = ExecutionResult(data=data, errors=None)
        yield None
