"""What Whitehall set: goals, measures, and targets for particular bodies."""

from __future__ import annotations

import strawberry

from registry import models
from schema.bindings import column, connection, many, related, route_of
from schema.inputs.filters import TargetFilter
from schema.inputs.orders import TargetOrder
from schema.scalars import Date
from schema.types.connections import Connection
from schema.types.interfaces import Resource
from schema.types.refs import AssignedTargetRef, GoalRef, MeasureRef, PartnerRef, TargetRef


@strawberry.type(
    description="An outcome goal of national government, such as a Public Service Agreement"
)
class Goal(Resource):
    """An outcome goal of national government, such as a Public Service Agreement."""

    KIND = "goals"
    code: str = column(models.Goal.code)
    title: str = column(models.Goal.title)
    review: str = column(models.Goal.review)
    department: PartnerRef | None = related(models.Goal.department)
    department_stated: str | None = column(models.Goal.department_stated)
    measures: list[MeasureRef] = many(
        models.MeasureGoal.goal,
        "The national measures that serve it",
        to=models.MeasureGoal.measure,
    )
    assigned_targets: list[AssignedTargetRef] = many(
        models.AssignedTarget.goal, "What was set out of it for particular local bodies"
    )
    targets: Connection[TargetRef] = connection(
        route_of(models.Derivation.goal, to=models.Derivation.target),
        "The local targets that derive from it",
        filters=TargetFilter,
        orders=TargetOrder,
    )


@strawberry.type(description="A national measure, such as a National Indicator of 2008")
class Measure(Resource):
    """A national measure, such as a National Indicator of 2008."""

    KIND = "measures"
    code: str = column(models.Measure.code)
    title: str = column(models.Measure.title)
    from_: Date | None = column(models.Measure.from_, name="from")
    until: Date | None = column(models.Measure.until)
    goals: list[GoalRef] = many(
        models.MeasureGoal.measure, "The goals that it serves", to=models.MeasureGoal.goal
    )
    targets: Connection[TargetRef] = connection(
        route_of(models.Target.measure),
        "The local targets that are counted by it",
        filters=TargetFilter,
        orders=TargetOrder,
    )
    scrapped_by: Connection[TargetRef] = connection(
        route_of(models.Scrap.measure, to=models.Scrap.target),
        "The local targets that let the partners scrap it",
        filters=TargetFilter,
        orders=TargetOrder,
    )


@strawberry.type(description="What Whitehall set for one particular local body")
class AssignedTarget(Resource):
    """What Whitehall set for one particular local body."""

    KIND = "assigned_targets"
    title: str = column(models.AssignedTarget.title)
    goal: GoalRef = related(models.AssignedTarget.goal)
    partner: PartnerRef = related(models.AssignedTarget.partner)
    measure: MeasureRef | None = related(models.AssignedTarget.measure)
    from_: Date | None = column(models.AssignedTarget.from_, name="from")
    until: Date | None = column(models.AssignedTarget.until)
