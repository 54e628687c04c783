"""Plan subscriptions: a document is planned once, and run for each entry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import orjson
from graphql import DocumentNode, GraphQLError, GraphQLSchema, get_operation_ast
from graphql.execution.values import get_variable_values
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from registry import Limits, Registry, Settings
from schema.answer import Answer
from schema.bindings.entries_subscription import AFTER, MOST, UPTO, Followed
from schema.contract import build
from schema.deadline import RequestDeadline
from schema.errors import format_error
from schema.execution import UNSEEN, Charge, Execution, make_work, request_error
from schema.planner.plan_cache import PlanCache
from schema.planner.plans import Plan, plan_field
from schema.planner.variables import VariableRef, resolve
from schema.query_cost import check_nesting
from schema.request import GraphQLRequest

SUBSCRIPTIONS = (OperationType.SUBSCRIPTION,)
_NOTHING = {AFTER: 0, UPTO: 0, MOST: 0}


@dataclass(frozen=True, slots=True)
class Batch:
    """The answers for some entries, each with its entry's number, in order.

    Attributes:
        upto: the number up to which nothing was left out.
        refusal: why nothing could be read.
        seconds: how long it took, here and in the database.
    """

    answers: tuple[tuple[int, bytes], ...]
    upto: int
    refusal: Answer | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class SubscriptionPlan:
    """A subscription that was accepted.

    Attributes:
        key: the same for all whose answers are the same, wherever they begin.
        since: the number of the entry after which it begins; None for now.
        most: how many entries are read at once.
    """

    settings: Settings
    plan: Plan
    given: Mapping[str, Any]
    key: bytes
    since: int | None
    most: int

    @property
    def cost(self) -> int:
        """What a reading costs in points, as a question for as many entries would."""
        return self.plan.cost

    def read(self, registry: Registry, after: int, upto: int, stop: RequestDeadline) -> Batch:
        """Read what the subscription shows of the entries after a number, up to another.

        As many as a question may ask for, or one alone where these take too long.

        Raises:
            Unavailable: the database cannot be reached.
        """
        batch = self._read(registry, after, upto, self.most, stop)
        if batch.refusal is not None and self.most > 1 and not stop.is_cancelled:
            return self._read(
                registry, after, upto, 1, RequestDeadline(self.settings.limits.seconds)
            )
        return batch

    def _read(
        self, registry: Registry, after: int, upto: int, most: int, stop: RequestDeadline
    ) -> Batch:
        given = {**self.given, AFTER: after, UPTO: upto, MOST: most}
        with ExitStack() as stack:
            question = Execution(
                registry, self.settings, self.key, subscription_plan_cache(), stack, stop
            )
            try:
                with question.translate_stops():
                    [(name, found)] = self.plan.run(question.open_snapshot, given).items()
            except GraphQLError as error:
                return Batch((), after, Answer(None, (format_error(error, self.settings.limits),)))
            answers = tuple((number, Answer({name: entry}).body) for number, entry in found)
            seconds = question.spent()
        newest = answers[-1][0] if len(answers) == most else upto
        return Batch(answers, newest, seconds=seconds)


@dataclass(slots=True)
class SubscriptionExecution:
    """A subscription being opened: it is planned where a query would be executed."""

    settings: Settings
    key: object
    operation: str | None
    charge: Charge | None = None
    cost: int = 0
    plan: Plan | None = None
    given: Mapping[str, Any] = field(default_factory=dict)

    @property
    def limits(self) -> Limits:
        """How much a subscription may ask for at once."""
        return self.settings.limits

    def pay_once(self, cost: int) -> None:
        """Charge the follower for the document.

        Raises:
            GraphQLError: it may not ask for so much now.
        """
        self.cost = cost
        if self.charge is not None:
            self.charge(cost)

    def answer(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: str | None,
        told: Mapping[str, Any],
    ) -> dict[str, Any]:
        """Plan the one field; there is no data yet.

        Raises:
            GraphQLError: a variable or argument is refused.
        """
        work = make_work(schema, document, operation, told, self.settings)
        if work is None:
            raise _variable_error(schema, document, operation, told)
        root = work.schema.subscription_type
        assert root is not None
        fields = {
            selected.key: plan_field(work, selected) for selected in work.select_root_fields(root)
        }
        plan = Plan(fields, frozenset(work.moments), work.deferred, work.early)
        self.plan = replace(plan, cost=self.cost)
        self.given = work.variable_values
        definitions = work.operation.variable_definitions or ()
        subscription_plan_cache().put(self.key, definitions, work.shape, self.plan)
        return {}


@cache
def subscription_plan_cache() -> PlanCache:
    """Return the cache of the plans of subscriptions in this process."""
    return PlanCache()


def plan_subscription(
    settings: Settings,
    request: GraphQLRequest,
    *,
    charge: Charge | None = None,
) -> SubscriptionPlan | Answer | None:
    """Plan a subscription, or return why it is refused; None where it is a query."""
    limits, query, operation = settings.limits, request.query, request.operation
    addresses = (settings.base_url, settings.archive_url)
    key = (query, operation, addresses, limits, settings.database_url)
    opening = SubscriptionExecution(settings, key, operation, charge)
    try:
        found = subscription_plan_cache().find(
            build()._schema, key, request.variables or {}, limits
        )
        if found is not None:
            opening.plan, opening.given = found
        elif (refusal := check_nesting(query, limits)) is not None:
            raise refusal
        else:
            opening.pay_once(UNSEEN)
            result = build().execute_sync(
                query,
                variable_values=dict(request.variables or {}),
                context_value=opening,
                operation_name=operation,
                allowed_operation_types=SUBSCRIPTIONS,
            )
            if result.errors:
                return Answer(None, tuple(format_error(error, limits) for error in result.errors))
        return _finish_plan(opening, query)
    except InvalidOperationTypeError:
        return None
    except (GraphQLError, CannotGetOperationTypeError) as error:
        return Answer(None, (format_error(request_error(error), limits),))


def _finish_plan(opening: SubscriptionExecution, query: str) -> SubscriptionPlan:
    """Return the planned subscription; refuse its values now."""
    plan, given = opening.plan, opening.given
    assert plan is not None
    for late in plan.deferred.values():
        late.resolve_with({**given, **_NOTHING})
    [followed] = plan.fields.values()
    assert isinstance(followed, Followed)
    since: int | None = resolve(followed.since, given)
    shared = {
        name: value for name, value in given.items() if not _is_only_since(name, followed, query)
    }
    key = orjson.dumps([query, opening.operation, shared], option=orjson.OPT_SORT_KEYS)
    return SubscriptionPlan(opening.settings, plan, given, key, since, followed.most)


def _is_only_since(name: str, followed: Followed, query: str) -> bool:
    """Return whether a variable only says where to begin: it is declared and used once."""
    since = followed.since
    if not isinstance(since, VariableRef) or since.path != (name,):
        return False
    return len(re.findall(rf"\${name}\b", query)) == 2


def _variable_error(
    schema: GraphQLSchema, document: DocumentNode, named: str | None, told: Mapping[str, Any]
) -> GraphQLError:
    """Return what graphql-core reports of the variables."""
    operation = get_operation_ast(document, named)
    assert operation is not None
    values = get_variable_values(schema, operation.variable_definitions or (), dict(told))
    assert isinstance(values, list)
    return values[0]
