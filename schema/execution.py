"""Execute requests: one snapshot per query, a write session per field of a mutation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from time import thread_time
from typing import Any, TypeAlias

import graphql
import strawberry
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

from registry import Limits, Registry, Settings, WriteSession
from schema.answer import Answer
from schema.contract import build
from schema.deadline import RequestDeadline
from schema.errors import Reason, format_error, refusal, which_operation_error
from schema.fast_validation import is_plainly_valid
from schema.planner.plan_cache import PlanCache, query_plan_cache, read_variables
from schema.planner.planning_context import PlanningContext
from schema.planner.plans import Plan, bind_times, plan_field, plan_operation
from schema.planner.snapshots import Head, Snapshot
from schema.planner.statements import QueryRun, read_early, run_steps
from schema.query_cost import check_nesting, measure_document, operation_cost
from schema.request import GraphQLRequest

# What it costs to read, check and plan a document that was not asked before, in points. Whoever
# sends values in variables pays it once.
UNSEEN = 500
QUERIES = (OperationType.QUERY,)
# Told what a question costs in points; raises a GraphQLError where that is too much for its asker.
Charge: TypeAlias = Callable[[int], None]
MUTATION = graphql.OperationType.MUTATION
# A subscription has many answers: it is followed.
ANSWERED = (OperationType.QUERY, OperationType.MUTATION)


@dataclass(slots=True)
class Execution:
    """One request being executed: all that a query reads, it reads from one snapshot."""

    registry: Registry
    settings: Settings
    key: object
    plans: PlanCache
    stack: ExitStack
    stop: RequestDeadline
    charge: Charge | None = None
    operation: str | None = None
    cost: int = 0
    work: PlanningContext | None = None
    opened: Snapshot | None = None
    reading: ExitStack = field(default_factory=ExitStack)
    wrote: bool = False
    begun: float = field(default_factory=thread_time)

    @property
    def limits(self) -> Limits:
        """How much the request may ask for."""
        return self.settings.limits

    def spent(self) -> float:
        """Return for how many seconds the request was worked on, here and in the database."""
        return thread_time() - self.begun + (self.opened.waited if self.opened else 0.0)

    def pay(self, cost: int) -> None:
        """Charge the client.

        Raises:
            GraphQLError: it may not ask for so much now.
        """
        self.cost += cost
        if self.charge is not None:
            self.charge(cost)

    def pay_once(self, cost: int) -> None:
        """Charge the client for the document once, though it may be measured twice.

        Raises:
            GraphQLError: it may not ask for so much now.
        """
        if self.cost <= UNSEEN:
            self.pay(cost)

    def open_snapshot(self) -> Snapshot:
        """Return what the request reads from, opened when it is first needed."""
        if self.opened is None:
            self.reading = self.stack.enter_context(ExitStack())
            connection = self.reading.enter_context(self.registry.reading_lazily()).connection
            self.reading.enter_context(self.stop.limit_statements_of(connection))
            self.opened = Snapshot(connection)
        return self.opened

    @contextmanager
    def writing(self) -> Iterator[WriteSession]:
        """Open a write session for one field of a mutation: committed at the end.

        What is selected below the field is read from a new snapshot, which sees what was written.

        Raises:
            GraphQLError: nobody waits for the answer any more; nothing is written.
        """
        assert self.work is not None
        assert self.work.operation.operation is MUTATION, "a query writes nothing"
        if self.stop.is_over:
            raise _too_slow(self.limits)
        self.reading.close()
        self.opened, self.wrote = None, True
        with self.registry.writing() as session:
            yield session

    @property
    def head(self) -> Head | None:
        """The head that was read; None where nothing was read, or something was written."""
        return self.opened.head if self.opened and not self.wrote else None

    @contextmanager
    def translate_stops(self) -> Iterator[None]:
        """Translate the database's error at being stopped into a refusal.

        Raises:
            GraphQLError: the question was stopped.
        """
        try:
            yield
        except OperationalError as error:
            if not self.stop.explains(error):
                raise
            raise _too_slow(self.limits) from error

    def answer_if_plainly_valid(
        self, schema: GraphQLSchema, query: str, told: Mapping[str, Any]
    ) -> dict[str, Any] | None:
        """Return the data, where fast validation finds the document valid; else None.

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
        """Return the data that the planner reads; None where graphql-core executes the operation.

        Raises:
            GraphQLError: an argument is refused.
        """
        self.work = work = make_work(schema, document, operation, told, self.settings)
        if work is None or work.operation.operation is MUTATION:
            return None
        plan = replace(plan_operation(work), cost=self.cost - UNSEEN)
        definitions = work.operation.variable_definitions or ()
        self.plans.put(self.key, definitions, work.shape, plan, work.size)
        with self.translate_stops():
            return plan.run(self.open_snapshot, work.variable_values)

    def answer_field(self, info: Info, arguments: Mapping[str, Any] | None = None) -> Any:
        """Read a field of Query or of a payload, where graphql-core completes the value.

        Args:
            info: what graphql-core says of the field.
            arguments: what the field is read by, where it does not take them from the document.
        """
        work = self.work
        assert work is not None
        work.adds_typenames = True
        raw = info._raw_info
        found = [FieldDetails(node, None) for node in raw.field_nodes]
        selected = work.select_field(raw.parent_type, str(raw.path.key), found, ())
        if arguments is not None:
            selected = selected._replace(arguments=arguments)
        answer = plan_field(work, selected)
        with self.translate_stops():
            snapshot = self.open_snapshot()
            values = bind_times(snapshot, frozenset(work.moments), work.variable_values)
            run = QueryRun(snapshot, values, work.deferred, work.variable_values)
            run_steps(snapshot, read_early(run, work.early))
            return run_steps(snapshot, answer.read(run))


def execute(
    registry: Registry,
    settings: Settings,
    request: GraphQLRequest,
    *,
    only_queries: bool = False,
    stop: RequestDeadline | None = None,
    charge: Charge | None = None,
    contract: strawberry.Schema | None = None,
) -> Answer:
    """Execute a request: within the limits, in one snapshot, with the JSON of its answer.

    The answer says what it cost: what it was to cost, and what it did.

    This is the one function that executes; web/graphql/service.py calls it for all who ask over
    the network.

    Args:
        registry: what is asked.
        settings: the limits, and the address of the site.
        request: the document, its variables, and which of its operations is meant.
        only_queries: whether a mutation is refused.
        stop: ends the execution early.
        charge: gets the cost before anything is executed, and may refuse it.
        contract: the schema, where it is another than that of this software.

    Raises:
        Unavailable: the database cannot be reached.
    """
    contract = contract or build()
    key = make_plan_key(registry, settings, request, contract._schema)
    stop = stop or RequestDeadline(settings.limits.seconds)
    with ExitStack() as stack:
        execution = Execution(
            registry, settings, key, query_plan_cache(), stack, stop, charge, request.operation
        )
        try:
            answer = _execute(contract, execution, request, only_queries=only_queries)
        except (GraphQLError, CannotGetOperationTypeError, InvalidOperationTypeError) as error:
            refused = format_error(request_error(error, only_queries=only_queries), settings.limits)
            answer = Answer(None, (refused,), execution.cost)
        except DBAPIError:
            _check_database(registry)
            raise
    return answer.with_seconds(execution.spent, settings.rates.second).within(settings.limits)


def _execute(
    contract: strawberry.Schema,
    execution: Execution,
    request: GraphQLRequest,
    *,
    only_queries: bool,
) -> Answer:
    schema, limits = contract._schema, execution.limits
    query, variables = request.query, request.variables or {}
    found = execution.plans.find(schema, execution.key, variables, limits)
    if found is not None:
        return _run_plan(*found, execution)
    execution.pay(UNSEEN)
    if (error := check_nesting(query, limits)) is not None:
        raise error
    data = execution.answer_if_plainly_valid(schema, query, variables)
    if data is not None:
        return Answer(data, cost=execution.cost, head=execution.head)
    result = contract.execute_sync(
        query,
        variable_values=dict(variables),
        context_value=execution,
        operation_name=execution.operation,
        allowed_operation_types=QUERIES if only_queries else ANSWERED,
    )
    return _read_result(result, execution)


def make_plan_key(
    registry: Registry,
    settings: Settings,
    request: GraphQLRequest,
    schema: GraphQLSchema,
) -> object:
    """Return the key under which the plans of a request are cached."""
    return (
        request.query,
        request.operation,
        settings.base_url,
        settings.archive_url,
        settings.limits,
        registry.dialect,
        schema,
    )


def _read_result(result: ExecutionResult, question: Execution) -> Answer:
    found, limits = result.errors or [], question.limits
    errors = tuple(format_error(error, limits) for error in found)
    reasons = {error["extensions"]["reason"] for error in errors}
    if Reason.INTERNAL in reasons:
        _check_database(question.registry)
    if Reason.SECONDS in reasons:
        return Answer(None, (format_error(_too_slow(limits), limits),), question.cost)
    if len(errors) > limits.errors:
        # With a path it would say that the question was begun; the others tell whether it was.
        path = found[0].path and list(found[0].path)
        more = format_error(_more_errors(limits, path), limits)
        errors = (*errors[: limits.errors - 1], more)
    return Answer(result.data, errors, question.cost, None if errors else question.head)


def _check_database(registry: Registry) -> None:
    """Tell a lost database from an error of our own; both look alike.

    Raises:
        Unavailable: it cannot be opened any more.
    """
    with registry.reading():
        pass


def request_error(error: GraphQLError | Exception, *, only_queries: bool = False) -> GraphQLError:
    """Return the refusal for an error that came before the execution."""
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


def _more_errors(limits: Limits, path: list[str | int] | None) -> GraphQLError:
    return refusal(
        Reason.ERRORS,
        f"There are more errors than the {limits.errors} that an answer tells, which is the limit."
        " Mend these and ask again",
        path,
    )


def _run_plan(plan: Plan, given: Mapping[str, Any], question: Execution) -> Answer:
    with question.translate_stops():
        question.pay(plan.cost)
        return Answer(plan.run(question.open_snapshot, given), cost=plan.cost, head=question.head)


def make_work(
    schema: GraphQLSchema,
    document: DocumentNode,
    named: str | None,
    told: Mapping[str, Any],
    settings: Settings,
) -> PlanningContext | None:
    """Prepare an operation for planning; None where graphql-core has to report an error."""
    operation = get_operation_ast(document, named)
    if operation is None:
        return None
    variables = read_variables(
        schema, operation.variable_definitions or (), told, settings.limits.page_size
    )
    if variables is None:
        return None  # graphql-core tells what is wrong with them
    fragments = {
        d.name.value: FragmentDetails(d)
        for d in document.definitions
        if isinstance(d, FragmentDefinitionNode)
    }
    return PlanningContext(
        schema,
        operation,
        fragments,
        variables.open,
        settings.base_url,
        settings.limits,
        variables.values,
        variables.shape,
        archive_url=settings.archive_url,
    )
