"""Plans of operations, and how they run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from registry.reading import number_at
from registry.vocabulary import now, today
from schema.planner.introspection import (
    META,
    IntrospectionPlan,
    answer_introspection,
    plan_introspection,
)
from schema.planner.plan_execution import read_together
from schema.planner.planning_context import PlanningContext, SelectedField
from schema.planner.root_plan import FieldPlan
from schema.planner.snapshots import RowSource, Snapshot
from schema.planner.statements import EarlyValue, QueryRun, Steps, read_early, run_steps
from schema.planner.time_travel import NOW, TODAY, Moment
from schema.planner.variables import Deferred, resolve


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of an operation, which runs with all variables of one shape."""

    fields: Mapping[str, FieldPlan | IntrospectionPlan]
    moments: frozenset[Moment]
    deferred: Mapping[str, Deferred]
    early: Mapping[str, EarlyValue] = field(default_factory=dict)
    # What the question costs: its size, as it was measured before it was planned.
    cost: int = 0
    # How many conditions its filters state.
    conditions: int = 0

    def run(self, connect: Callable[[], Snapshot], given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the data of the response.

        Raises:
            GraphQLError: a value that was given is refused; then nothing was read.
        """
        values = self._values(given)
        known = answer_introspection(self.fields, given)
        if len(known) == len(self.fields):
            return known
        snapshot = connect()
        told = run_steps(snapshot, self._steps(snapshot, values, given))
        return {key: known[key] if key in known else told[key] for key in self.fields}

    def steps(self, record: RowSource, given: Mapping[str, Any]) -> Steps[dict[str, Any]] | None:
        """Return the data step by step; None where some of it is introspection.

        Raises:
            GraphQLError: a value that was given is refused.
        """
        if any(isinstance(field, IntrospectionPlan) for field in self.fields.values()):
            return None
        return self._steps(record, self._values(given), given)

    def _values(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Compute the values to bind; every refusal of a value comes before the first statement."""
        return {name: late.resolve_with(given) for name, late in list(self.deferred.items())}

    def _steps(
        self, record: RowSource, values: Mapping[str, Any], given: Mapping[str, Any]
    ) -> Steps[dict[str, Any]]:
        """Read the fields from the register."""
        told = {**values, **bind_times(record, self.moments, given)}
        run = QueryRun(record, told, self.deferred, given)
        yield from read_early(run, self.early)
        fields = {k: f for k, f in self.fields.items() if not isinstance(f, IntrospectionPlan)}
        read = yield from read_together([field.read(run) for field in fields.values()])
        return dict(zip(fields, read, strict=True))


def bind_times(
    record: RowSource, moments: frozenset[Moment], given: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the days and newest entries that the statements bind."""
    values: dict[str, Any] = {TODAY: today(), NOW: now()}
    for moment in moments:
        if moment.as_of is not None:
            values[moment.day_name] = resolve(moment.as_of, given)
        if moment.known_at is not None:
            instant = resolve(moment.known_at, given)
            values[moment.instant_name] = instant
            values[moment.number_name] = number_at(record.hold(), instant)
    return values


def plan_operation(work: PlanningContext) -> Plan:
    """Plan an operation.

    Raises:
        GraphQLError: an argument is refused.
    """
    query = work.schema.query_type
    assert query is not None
    fields: dict[str, FieldPlan | IntrospectionPlan] = {}
    for selected in work.select_root_fields(query):
        if selected.name in META:
            fields[selected.key] = plan_introspection(work, query, selected)
        else:
            fields[selected.key] = plan_field(work, selected)
    moments, conditions = frozenset(work.moments), sum(work.conditions.values())
    return Plan(fields, moments, work.deferred, work.early, conditions=conditions)


def plan_field(work: PlanningContext, selected: SelectedField) -> FieldPlan:
    """Plan one field of Query.

    Raises:
        GraphQLError: an argument is refused; the error says at which field.
    """
    answer: FieldPlan = selected.binding.plan(work, selected)
    return answer
