"""What targets aim at period by period, and what was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, FromClause

from registry import models
from registry.reading import is_met, is_outturn
from registry.vocabulary import Basis
from schema.bindings import ToOne, column, expression, record_type, relation, to_one
from schema.planner.row_context import RowContext
from schema.scalars import Date
from schema.types.interfaces import Resource
from schema.types.values import Quantity, quantity_always, through_quantity

if TYPE_CHECKING:
    from schema.types.partners import Partner


def _outturn(context: RowContext, row: FromClause) -> ColumnElement[bool]:
    return is_outturn(context.moment.view, row, context.row)


OUTTURN = ToOne("measurements", _outturn)
TARGET = to_one(models.Milestone.target)


def _is_met(context: RowContext) -> Any:
    measured, target = OUTTURN.join_row(context), TARGET.join_row(context)
    return is_met(context.row, measured.column("value_number"), target.column("polarity"))


@record_type(models.Milestone)
class Milestone(Resource):
    period: str = column(models.Milestone.period)
    aim: Quantity = quantity_always("aim", "What is aimed at")
    outturn: Quantity | None = through_quantity(
        OUTTURN, "value", "What was measured for the period, as reported last"
    )
    met: bool | None = expression(
        _is_met,
        "Whether the milestone was met; empty where it cannot be told",
        basis=Basis.ARITHMETIC,
    )


@record_type(models.Measurement)
class Measurement(Resource):
    period: str = column(models.Measurement.period)
    value: Quantity = quantity_always("value", "What was measured")
    reported_on: Date | None = column(models.Measurement.reported_on)
    reported_by: Partner | None = relation(models.Measurement.reported_by)
    revises: bool = expression(
        lambda context: context.column("revises").is_not(None),
        "Whether it revises an earlier measurement",
        basis=Basis.FACTS,
    )
