"""Questions answered: one session, one snapshot, one answer as bytes."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import FragmentDefinitionNode, GraphQLError, get_operation_ast
from graphql.execution.collect_fields import FieldDetails, FragmentDetails
from sqlalchemy import Connection
from strawberry.types import ExecutionContext
from strawberry.types.info import Info

from registry import Registry, Settings
from schema.building import build
from schema.errors import shown
from schema.planner.kept import Plans, kept_plans, variables_of
from schema.planner.plans import Plan, plan_field, plan_of, times
from schema.planner.statements import Run
from schema.planner.work import Work


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: data, errors, or both."""

    data: dict[str, Any] | None
    errors: tuple[Mapping[str, Any], ...] = ()

    @property
    def body(self) -> bytes:
        """The answer as JSON."""
        if self.errors:
            return orjson.dumps({"data": self.data, "errors": self.errors})
        return orjson.dumps({"data": self.data})


@dataclass(slots=True)
class Question:
    """One question being asked: all that it reads, it reads from one snapshot."""

    registry: Registry
    settings: Settings
    key: object
    plans: Plans
    stack: ExitStack
    work: Work | None = None
    opened: Connection | None = None

    def connection(self) -> Connection:
        """The connection of the snapshot, opened when it is first needed."""
        if self.opened is None:
            self.opened = self.stack.enter_context(self.registry.reading()).connection
        return self.opened

    def answer(self, asked: ExecutionContext) -> dict[str, Any] | None:
        """The data that the planner reads; None where only graphql-core can tell.

        Raises:
            GraphQLError: an argument is refused.
        """
        self.work = work = _work(asked, self.settings)
        if work is None:
            return None
        plan = plan_of(work)
        if plan is None:
            work.telling = True
            return None
        self.plans.put(self.key, work.operation.variable_definitions or (), work.shape, plan)
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
        return answer.read(Run(connection, values, work.late, work.given))


def execute(
    registry: Registry,
    settings: Settings,
    query: str,
    variables: Mapping[str, Any] | None = None,
    operation: str | None = None,
) -> Answer:
    """Answer a question.

    Raises:
        Unavailable: the database cannot be reached.
    """
    plans = kept_plans()
    key = (query, operation, settings.base_url)
    with ExitStack() as stack:
        question = Question(registry, settings, key, plans, stack)
        found = plans.find(build()._schema, key, variables or {})
        if found is not None:
            return _run(*found, question)
        result = build().execute_sync(
            query,
            variable_values=dict(variables or {}),
            context_value=question,
            operation_name=operation,
        )
        return Answer(result.data, tuple(shown(error) for error in result.errors or ()))


def _run(plan: Plan, given: Mapping[str, Any], question: Question) -> Answer:
    try:
        return Answer(plan.run(question.connection, given))
    except GraphQLError as error:
        return Answer(None, (shown(error),))


def _work(asked: ExecutionContext, settings: Settings) -> Work | None:
    document = asked.graphql_document
    assert document is not None
    operation = get_operation_ast(document, asked.operation_name)
    if operation is None:
        return None
    schema = asked.schema._schema
    variables = variables_of(schema, operation.variable_definitions or (), asked.variables or {})
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
