"""Goals that Whitehall set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry import models
from schema.bindings import (
    QueryFields,
    column,
    connection,
    look_up,
    many,
    page_of,
    record_type,
    relation,
    route_of,
)
from schema.inputs.filter_fields import column_among, filter_field, has_words
from schema.inputs.filters import filter_type
from schema.inputs.lookups import lookup_input
from schema.inputs.orders import order_input
from schema.types.connections import Connection
from schema.types.interfaces import Resource
from schema.types.targets import TargetFilter, TargetOrder

if TYPE_CHECKING:
    from schema.types.measures import AssignedTarget, Measure
    from schema.types.partners import Partner
    from schema.types.targets import Target


@filter_type
class GoalFilter:
    """Which goals."""

    review: list[str] | None = filter_field(
        column_among(models.Goal.review), "Set by one of these reviews"
    )
    code: list[str] | None = filter_field(column_among(models.Goal.code), "With one of these codes")
    department: list[str] | None = filter_field(
        column_among(models.Goal.department), "Led by one of these departments, by reference"
    )
    text: str | None = filter_field(
        has_words(models.Goal),
        "With all these words in its title, code or reference, as search finds them",
    )


GoalOrder = order_input(
    "Goal",
    "goals",
    (models.Goal.code, "By code, as text"),
    (models.Goal.title, "By title"),
    (models.Goal.review, "By the review that set it"),
)

GoalBy = lookup_input("Goal", "A goal")


@record_type(models.Goal)
class Goal(Resource):
    code: str = column(models.Goal.code)
    title: str = column(models.Goal.title)
    review: str = column(models.Goal.review)
    department: Partner | None = relation(models.Goal.department)
    department_stated: str | None = column(models.Goal.department_stated)
    measures: list[Measure] = many(
        models.MeasureGoal.goal,
        "The national measures that serve it",
        to=models.MeasureGoal.measure,
    )
    assigned_targets: list[AssignedTarget] = many(
        models.AssignedTarget.goal, "What was set out of it for particular local bodies"
    )
    targets: Connection[Target] = connection(
        route_of(models.Derivation.goal, to=models.Derivation.target),
        "The local targets that derive from it",
        filters=TargetFilter,
        orders=TargetOrder,
    )


class GoalQueries(QueryFields):
    """Root fields for goals."""

    goal: Goal | None = look_up("goals", GoalBy, "A national goal")
    goals: Connection[Goal] = page_of("goals", GoalFilter, GoalOrder, "National goals")
