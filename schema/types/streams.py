"""Streams of money, what each area gets of them, and totals as sources state them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry import models
from registry.vocabulary import Extent, TotalOf
from schema.bindings import column, many, record_type, relation
from schema.types.interfaces import Resource
from schema.types.values import Money, money, money_if_any

if TYPE_CHECKING:
    from schema.types.areas import Area
    from schema.types.partners import Partner


@record_type(models.Stream)
class Stream(Resource):
    title: str = column(models.Stream.title)
    department: Partner | None = relation(models.Stream.department)
    grants: list[Grant] = many(
        models.Grant.stream, "What each area gets of it", order=("financial_year",)
    )


@record_type(models.Grant)
class Grant(Resource):
    stream: Stream = relation(models.Grant.stream)
    area: Area = relation(models.Grant.area)
    financial_year: str = column(models.Grant.financial_year)
    amount: Money | None = money_if_any(models.Grant.amount)
    stated: str | None = column(models.Grant.stated)
    through: Extent = column(models.Grant.through)
    through_amount: Money | None = money_if_any(
        models.Grant.through_amount, stated="through_stated"
    )
    through_stated: str | None = column(models.Grant.through_stated)


@record_type(models.Total)
class Total(Resource):
    of: TotalOf = column(models.Total.of)
    financial_year: str | None = column(models.Total.financial_year)
    amount: Money = money(models.Total.amount)
    stream: Stream | None = relation(models.Total.stream)
