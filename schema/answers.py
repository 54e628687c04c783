"""Questions answered: one session, one snapshot, one answer as bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    get_operation_ast,
    parse,
)
from graphql.execution.collect_fields import FieldDetails, FragmentDetails
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType
from strawberry.types.info import Info

from registry import Registry, Settings
from schema.building import build
from schema.errors import Reason, refused, shown, which_operation
from schema.guard import what_is_too_much, what_nests_too_deep
from schema.limits import LIMITS
from schema.plain import is_plainly_valid
from schema.planner.kept import Plans, kept_plans, variables_of
from schema.planner.plans import Plan, plan_field, plan_of, times
from schema.planner.statements import Run
from schema.planner.work import Work
from schema.stopping import Stop

QUERIES = (OperationType.QUERY,)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: data, errors, or both."""

    data: dict[str, Any] | None
    errors: tuple[Mapping[str, Any], ...] = ()

    @property
    def refused(self) -> bool:
        """Whether the question was refused before any of it was answered."""
        return self.data is None and any("path" not in error for error in self.errors)

    @property
    def reasons(self) -> frozenset[str]:
        """Why not all of the question was answered."""
        return frozenset(error["extensions"]["reason"] for error in self.errors)

    @property
    def body(self) -> bytes:
        """The answer as JSON; what was refused has no data, not even null."""
        if self.refused:
            return orjson.dumps({"errors": self.errors})
        if self.errors:
            return orjson.dumps({"errors": self.errors, "data": self.data})
        return orjson.dumps({"data": self.data})


@dataclass(slots=True)
class Question:
    """One question being asked: all that it reads, it reads from one snapshot."""

    registry: Registry
    settings: Settings
    key: object
    plans: Plans
    stack: ExitStack
    stop: Stop
    operation: str | None = None
    work: Work | None = None
    opened: Connection | None = None

    def connection(self) -> Connection:
        """The connection of the snapshot, opened when it is first needed."""
        if self.opened is None:
            self.opened = self.stack.enter_context(self.registry.reading()).connection
            self.stack.enter_context(self.stop.over(self.opened))
        return self.opened

    @contextmanager
    def stoppable(self) -> Iterator[None]:
        """Tell the database's complaint at being stopped from all others.

        Raises:
            GraphQLError: the question was stopped.
        """
        try:
            yield
        except OperationalError as error:
            if not self.stop.due:
                raise
            raise _too_slow() from error

    def answer_plainly(
        self, schema: GraphQLSchema, query: str, told: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        """The data, where the document is plainly a valid one within the limits; else None.

        Raises:
            GraphQLError: an argument is refused.
        """
        try:
            # Without the places of its words: they are for errors, and those are told elsewhere.
            document = parse(query, max_tokens=LIMITS.tokens, no_location=True)
        except GraphQLError:
            return None
        if what_is_too_much(schema, document, told) or not is_plainly_valid(schema, document):
            return None
        return self.answer(schema, document, self.operation, told)

    def answer(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: str | None,
        told: Mapping[str, Any],
    ) -> dict[str, Any] | None:
        """The data that the planner reads; None where only graphql-core can tell.

        Raises:
            GraphQLError: an argument is refused.
        """
        self.work = work = _work(schema, document, operation, told, self.settings)
        if work is None:
            return None
        plan = plan_of(work)
        if plan is None:
            work.telling = True
            return None
        self.plans.put(self.key, work.operation.variable_definitions or (), work.shape, plan)
        with self.stoppable():
            return plan.run(self.connection, work.given)

    def answer_field(self, info: Info) -> Any:
        """One field of Query, where graphql-core answers the others."""
        work = self.work
        assert work is not None
        assert work.schema.query_type is not None
        raw = info._raw_info
        found = [FieldDetails(node, None) for node in raw.field_nodes]
        selected = work.selected(work.schema.query_type, str(raw.path.key), found, ())
        answer = plan_field(work, selected)
        connection = self.connection()
        values = times(connection, frozenset(work.moments), work.given)
        with self.stoppable():
            return answer.read(Run(connection, values, work.late, work.given))


def execute(
    registry: Registry,
    settings: Settings,
    query: str,
    variables: Mapping[str, Any] | None = None,
    operation: str | None = None,
    *,
    only_queries: bool = False,
    stop: Stop | None = None,
) -> Answer:
    """Answer a question; ``stop`` ends it early.

    Raises:
        Unavailable: the database cannot be reached.
    """
    plans = kept_plans()
    key = (query, operation, settings.base_url)
    with ExitStack() as stack:
        question = Question(registry, settings, key, plans, stack, stop or Stop(), operation)
        try:
            found = plans.find(build()._schema, key, variables or {})
            if found is not None:
                return _run(*found, question)
            if (refusal := what_nests_too_deep(query)) is not None:
                raise refusal
            data = question.answer_plainly(build()._schema, query, variables or {})
            if data is not None:
                return Answer(data)
            result = build().execute_sync(
                query,
                variable_values=dict(variables or {}),
                context_value=question,
                operation_name=operation,
                allowed_operation_types=QUERIES if only_queries else None,
            )
        except (GraphQLError, CannotGetOperationTypeError, InvalidOperationTypeError) as error:
            return Answer(None, (shown(_told(error)),))
        return _answered(result)


def _answered(result: ExecutionResult) -> Answer:
    errors = tuple(shown(error) for error in result.errors or ())
    slow = [error for error in errors if error["extensions"]["reason"] == Reason.SECONDS]
    if slow:
        return Answer(None, (shown(_too_slow()),))
    return Answer(result.data, errors)


def _told(error: GraphQLError | Exception) -> GraphQLError:
    if isinstance(error, GraphQLError):
        return error
    if isinstance(error, InvalidOperationTypeError):
        return refused(Reason.ONLY_QUERIES, "By GET only a query can be asked; use POST")
    return which_operation()


def _too_slow() -> GraphQLError:
    return refused(
        Reason.SECONDS,
        f"The answer would have taken more than {LIMITS.seconds:g} seconds, which is the limit."
        " Ask for smaller pages, or for it in parts",
    )


def _run(plan: Plan, given: Mapping[str, Any], question: Question) -> Answer:
    with question.stoppable():
        return Answer(plan.run(question.connection, given))


def _work(
    schema: GraphQLSchema,
    document: DocumentNode,
    named: str | None,
    told: Mapping[str, Any],
    settings: Settings,
) -> Work | None:
    operation = get_operation_ast(document, named)
    if operation is None:
        return None
    variables = variables_of(schema, operation.variable_definitions or (), told)
    if variables is None:
        return None  # graphql-core tells what is wrong with them
    fragments = {
        d.name.value: FragmentDetails(d)
        for d in document.definitions
        if isinstance(d, FragmentDefinitionNode)
    }
    return Work(
        schema,
        operation,
        fragments,
        variables.open,
        settings.base_url,
        variables.given,
        variables.shape,
    )
