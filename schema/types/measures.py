"""National measures, and targets that Whitehall set for particular bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry import models
from schema.bindings import column, connection, many, record_type, relation, route_of
from schema.scalars import Date
from schema.types.connections import Connection
from schema.types.interfaces import Resource
from schema.types.targets import TargetFilter, TargetOrder

if TYPE_CHECKING:
    from schema.types.goals import Goal
    from schema.types.partners import Partner
    from schema.types.targets import Target


@record_type(models.Measure)
class Measure(Resource):
    code: str = column(models.Measure.code)
    title: str = column(models.Measure.title)
    from_: Date | None = column(models.Measure.from_, name="from")
    until: Date | None = column(models.Measure.until)
    goals: list[Goal] = many(
        models.MeasureGoal.measure, "The goals that it serves", to=models.MeasureGoal.goal
    )
    targets: Connection[Target] = connection(
        route_of(models.Target.measure),
        "The local targets that are counted by it",
        filters=TargetFilter,
        orders=TargetOrder,
    )
    scrapped_by: Connection[Target] = connection(
        route_of(models.Scrap.measure, to=models.Scrap.target),
        "The local targets that let the partners scrap it",
        filters=TargetFilter,
        orders=TargetOrder,
    )


@record_type(models.AssignedTarget)
class AssignedTarget(Resource):
    title: str = column(models.AssignedTarget.title)
    goal: Goal = relation(models.AssignedTarget.goal)
    partner: Partner = relation(models.AssignedTarget.partner)
    measure: Measure | None = relation(models.AssignedTarget.measure)
    from_: Date | None = column(models.AssignedTarget.from_, name="from")
    until: Date | None = column(models.AssignedTarget.until)
