"""Where the planner takes over from graphql-core."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    OperationDefinitionNode,
    parse,
)
from strawberry.extensions import SchemaExtension

from schema.errors import which_operation_error
from schema.query_cost import measure_document, operation_cost
from schema.validation import validate_document


class CostGuard(SchemaExtension):
    """Refuses what costs too much before it is validated."""

    def on_parse(self) -> Iterator[None]:
        """Parse the document, up to the limit of tokens."""
        context = self.execution_context
        most = context.context.limits.tokens
        context.graphql_document = parse(context.query or "", max_tokens=most)
        yield None

    def on_validate(self) -> Iterator[None]:
        """Measure the document once, in one pass; then validate it until a few errors are found."""
        context = self.execution_context
        document, asked = context.graphql_document, context.context
        if document is not None:
            schema = context.schema._schema
            try:
                sizes = measure_document(schema, document, asked.limits, context.variables)
                if _is_ambiguous(document, asked.operation):
                    raise which_operation_error()
                asked.pay_once(operation_cost(sizes, asked.operation))
            except GraphQLError as refusal:
                context.pre_execution_errors = [refusal]
            else:
                context.pre_execution_errors = validate_document(
                    schema, document, asked.limits.errors
                )
        yield None


def _is_ambiguous(document: DocumentNode, operation: str | None) -> bool:
    """Return whether none of several operations is chosen; Strawberry would take the first.

    An operation without a name must stand alone, which validation sees to.
    """
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    return operation is None and len(operations) > 1 and all(d.name for d in operations)


class PlannedExecution(SchemaExtension):
    """Executes queries by their plan; what cannot be planned is left to graphql-core."""

    def on_execute(self) -> Iterator[None]:
        """Set the result, unless graphql-core has to execute the operation."""
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
