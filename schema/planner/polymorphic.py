"""Fields of abstract types: first the kind of each record, then one statement per kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLAbstractType, GraphQLObjectType, is_abstract_type
from graphql.execution.collect_fields import FieldDetails

from schema.planner.key_arrays import among_keys
from schema.planner.plan_execution import Block, Waiting, read_together
from schema.planner.planning_context import PlanningContext, SelectedField, kind_of
from schema.planner.row_context import RowContext, plan_object
from schema.planner.select_builder import SelectBuilder
from schema.planner.statements import QueryRun, Statement, Steps
from schema.planner.time_travel import Moment


@dataclass(slots=True)
class KindsPlan:
    """Fills slots that hold records of any kind; a kind is planned when it first occurs."""

    plans: Mapping[str, Callable[[], Block]]
    blocks: dict[str, Block] = field(default_factory=dict)

    def fill(self, run: QueryRun, name: str, waiting: Waiting) -> Steps[None]:
        """Read the records of each kind that occurs, and hand them out."""
        keys: dict[str, dict[str, Any]] = {}
        for (kind, reference), holder in waiting:
            holder[name] = None
            if kind in self.plans and reference is not None:
                keys.setdefault(kind, {})[reference] = None
        read = yield from read_together(
            [self._block(kind, run).read(run, each) for kind, each in keys.items()]
        )
        for found, things in zip(keys.values(), read, strict=True):
            found.update((row[0], made) for row, made in things)
        for (kind, reference), holder in waiting:
            holder[name] = keys.get(kind, {}).get(reference)

    def _block(self, kind: str, run: QueryRun) -> Block:
        if kind not in self.blocks:
            self.blocks[kind] = self.plans[kind]()
            # Later runs refuse every wrong value, also one that nothing reads: so does this one.
            run.resolve_all()
        return self.blocks[kind]


def plan_kinds(work: PlanningContext, moment: Moment, selected: SelectedField) -> KindsPlan:
    """Plan a field of an abstract type."""
    abstract = selected.type
    assert is_abstract_type(abstract)
    return KindsPlan(
        {
            kind_of(possible): _planner(work, moment, possible, selected.details, selected.path)
            for possible in possible_types(work, abstract)
        }
    )


def possible_types(
    work: PlanningContext, abstract: GraphQLAbstractType
) -> Sequence[GraphQLObjectType]:
    """Return the object types that are of an abstract type."""
    return tuple(work.schema.get_possible_types(abstract))


def _planner(
    work: PlanningContext,
    moment: Moment,
    object_type: GraphQLObjectType,
    details: Sequence[FieldDetails],
    path: tuple[str, ...],
) -> Callable[[], Block]:
    def plan() -> Block:
        kind = kind_of(object_type)
        scope = SelectBuilder(kind, moment)
        context = RowContext(work, scope, scope.base, kind, moment)
        scope.add_column(scope.base.c.reference)
        scope.require(among_keys(scope.base.c.reference))
        shape = plan_object(context, object_type, details, path)
        return Block(Statement(scope.select()), shape)

    return plan
