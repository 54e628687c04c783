"""Questions answered: one session, one snapshot, one answer as bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

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
from sqlalchemy.exc import DBAPIError, OperationalError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType
from strawberry.types.info import Info

from registry import Limits, Registry, Settings
from schema.contract import build
from schema.deadline import Stop
from schema.errors import Reason, format_error, refusal, which_operation_error
from schema.fast_validation import is_plainly_valid
from schema.planner.plan_cache import Plans, kept_plans, variables_of
from schema.planner.planning_context import Work
from schema.planner.plans import Plan, plan_field, plan_of, times
from schema.planner.snapshots import Head, Snapshot
from schema.planner.statements import Run, through
from schema.query_cost import check_nesting, measure_document, operation_cost

# What it costs to read, check and plan a document that was not asked before, in points. Whoever
# sends values in variables pays it once.
UNSEEN = 500
QUERIES = (OperationType.QUERY,)
# Told what a question costs in points; raises a GraphQLError where that is too much for its asker.
Charge: TypeAlias = Callable[[int], None]
# A subscription has many answers: it is followed.
ANSWERED = (OperationType.QUERY, OperationType.MUTATION)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: data, errors, or both; and what the question cost in points.

    Attributes:
        head: the number and the instant of the newest entry of the record that the answer was read
            from; None where that cannot be told for all of it.
    """

    data: dict[str, Any] | None
    errors: tuple[Mapping[str, Any], ...] = ()
    cost: int = 0
    head: Head | None = None

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

    def within(self, limits: Limits) -> tuple[Answer, bytes]:
        """The answer and its JSON; where that is too long, the refusal that says so."""
        body = self.body
        if len(body) <= limits.answer_bytes:
            return self, body
        told = format_error(_too_long(len(body), limits), limits)
        refusal = Answer(None, (told,), self.cost)
        return refusal, refusal.body


@dataclass(slots=True)
class Question:
    """One question being asked: all that it reads, it reads from one snapshot."""

    registry: Registry
    settings: Settings
    key: object
    plans: Plans
    stack: ExitStack
    stop: Stop
    charge: Charge | None = None
    operation: str | None = None
    cost: int = 0
    work: Work | None = None
    opened: Snapshot | None = None

    @property
    def limits(self) -> Limits:
        """How much the question may ask for."""
        return self.settings.limits

    def pay(self, cost: int) -> None:
        """Charge the asker.

        Raises:
            GraphQLError: it may not ask for so much now.
        """
        self.cost += cost
        if self.charge is not None:
            self.charge(cost)

    def pay_once(self, cost: int) -> None:
        """Charge the asker for the document, which may be measured on more than one way.

        Raises:
            GraphQLError: it may not ask for so much now.
        """
        if self.cost <= UNSEEN:
            self.pay(cost)

    def snapshot(self) -> Snapshot:
        """What the question reads of the record, opened when it is first needed."""
        if self.opened is None:
            connection = self.stack.enter_context(self.registry.asking()).connection
            self.stack.enter_context(self.stop.over(connection))
            self.opened = Snapshot(connection)
        return self.opened

    @property
    def head(self) -> Head | None:
        """Where the ledger stood in what was read; None where nothing was."""
        return self.opened.head if self.opened else None

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
            raise _too_slow(self.limits) from error

    def answer_plainly(
        self, schema: GraphQLSchema, query: str, told: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        """The data, where the document is plainly a valid one within the limits; else None.

        Raises:
            GraphQLError: an argument is refused, or the document is none.
        """
        # Without the places of its words: what is wrong with the words is told elsewhere.
        document = parse(query, max_tokens=self.limits.tokens, no_location=True)
        sizes = measure_document(schema, document, self.limits, told)
        if not is_plainly_valid(schema, document):
            return None
        self.pay_once(operation_cost(sizes, self.operation))
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
        self.work = work = work_of(schema, document, operation, told, self.settings)
        if work is None:
            return None
        plan = replace(plan_of(work), cost=self.cost - UNSEEN)
        definitions = work.operation.variable_definitions or ()
        self.plans.put(self.key, definitions, work.shape, plan, work.size)
        with self.stoppable():
            return plan.run(self.snapshot, work.given)

    def answer_field(self, info: Info) -> Any:
        """One field of Query, where graphql-core completes what the planner reads."""
        work = self.work
        assert work is not None
        work.telling = True
        assert work.schema.query_type is not None
        raw = info._raw_info
        found = [FieldDetails(node, None) for node in raw.field_nodes]
        selected = work.selected(work.schema.query_type, str(raw.path.key), found, ())
        answer = plan_field(work, selected)
        with self.stoppable():
            snapshot = self.snapshot()
            values = times(snapshot, frozenset(work.moments), work.given)
            run = Run(snapshot, values, work.late, work.given)
            return through(snapshot, answer.read(run))


def execute(
    registry: Registry,
    settings: Settings,
    query: str,
    variables: Mapping[str, Any] | None = None,
    operation: str | None = None,
    *,
    only_queries: bool = False,
    stop: Stop | None = None,
    charge: Charge | None = None,
) -> Answer:
    """Answer a question; ``stop`` ends it early, ``charge`` is told its cost before it is answered.

    Raises:
        Unavailable: the database cannot be reached.
    """
    plans = kept_plans()
    limits = settings.limits
    key = key_of(registry, settings, query, operation)
    with ExitStack() as stack:
        question = Question(
            registry, settings, key, plans, stack, stop or Stop(limits.seconds), charge, operation
        )
        try:
            found = plans.find(build()._schema, key, variables or {}, limits.page_size)
            if found is not None:
                return _run(*found, question)
            question.pay(UNSEEN)
            if (refusal := check_nesting(query, limits)) is not None:
                raise refusal
            data = question.answer_plainly(build()._schema, query, variables or {})
            if data is not None:
                return Answer(data, cost=question.cost, head=question.head)
            result = build().execute_sync(
                query,
                variable_values=dict(variables or {}),
                context_value=question,
                operation_name=operation,
                allowed_operation_types=QUERIES if only_queries else ANSWERED,
            )
        except (GraphQLError, CannotGetOperationTypeError, InvalidOperationTypeError) as error:
            return Answer(
                None, (format_error(told(error, only_queries=only_queries), limits),), question.cost
            )
        except DBAPIError:
            _see_that_it_is_there(registry)
            raise
        return _answered(result, question)


def key_of(registry: Registry, settings: Settings, query: str, operation: str | None) -> object:
    """What the plans of a question are kept under."""
    return (query, operation, settings.base_url, settings.limits, registry.dialect)


def _answered(result: ExecutionResult, question: Question) -> Answer:
    found, limits = result.errors or [], question.limits
    errors = tuple(format_error(error, limits) for error in found)
    reasons = {error["extensions"]["reason"] for error in errors}
    if Reason.INTERNAL in reasons:
        _see_that_it_is_there(question.registry)
    if Reason.SECONDS in reasons:
        return Answer(None, (format_error(_too_slow(limits), limits),), question.cost)
    if len(errors) > limits.errors:
        # With a path it would say that the question was begun; the others tell whether it was.
        path = found[0].path and list(found[0].path)
        more = format_error(_more_errors(limits, path), limits)
        errors = (*errors[: limits.errors - 1], more)
    return Answer(result.data, errors, question.cost, None if errors else question.head)


def _see_that_it_is_there(registry: Registry) -> None:
    """Tell a database that is gone from a mistake of our own, of which both look alike.

    Raises:
        Unavailable: it cannot be opened any more.
    """
    with registry.reading():
        pass


def told(error: GraphQLError | Exception, *, only_queries: bool = False) -> GraphQLError:
    """The refusal that an error amounts to, where a question was not even executed."""
    if isinstance(error, GraphQLError):
        return error
    if isinstance(error, InvalidOperationTypeError):
        if only_queries:
            return refusal(Reason.ONLY_QUERIES, "By GET only a query can be asked; use POST")
        return refusal(
            Reason.SUBSCRIPTION,
            "A subscription has many answers: accept text/event-stream,"
            " or ask over a WebSocket (graphql-transport-ws)",
        )
    return which_operation_error()


def _too_slow(limits: Limits) -> GraphQLError:
    return refusal(
        Reason.SECONDS,
        f"The answer would have taken more than {limits.seconds:g} seconds, which is the limit."
        " Ask for smaller pages, or for it in parts",
    )


def _too_long(size: int, limits: Limits) -> GraphQLError:
    return refusal(
        Reason.ANSWER_BYTES,
        f"The answer would have {size:,} bytes; the limit is {limits.answer_bytes:,}."
        " Ask for smaller pages with first, or for fewer fields",
    )


def _more_errors(limits: Limits, path: list[str | int] | None) -> GraphQLError:
    return refusal(
        Reason.ERRORS,
        f"There are more errors than the {limits.errors} that an answer tells, which is the limit."
        " Mend these and ask again",
        path,
    )


def _run(plan: Plan, given: Mapping[str, Any], question: Question) -> Answer:
    with question.stoppable():
        question.pay(plan.cost)
        return Answer(plan.run(question.snapshot, given), cost=plan.cost, head=question.head)


def work_of(
    schema: GraphQLSchema,
    document: DocumentNode,
    named: str | None,
    told: Mapping[str, Any],
    settings: Settings,
) -> Work | None:
    """The operation with its variables, to be planned; None where graphql-core has to tell more."""
    operation = get_operation_ast(document, named)
    if operation is None:
        return None
    variables = variables_of(
        schema, operation.variable_definitions or (), told, settings.limits.page_size
    )
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
        settings.limits,
        variables.given,
        variables.shape,
    )
