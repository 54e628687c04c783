"""The money behind targets: streams, grants, pools, and what became of them."""

from __future__ import annotations

from typing import Any

import strawberry
from sqlalchemy import BigInteger, ColumnElement, cast, func, select

from registry import models
from registry.vocabulary import ContributionTerms, Extent, TotalOf
from schema.bindings import beyond, cited, column, many, related
from schema.planner.row_context import Place
from schema.scalars import Date, Decimal
from schema.spending import allocation_spent, pool_spent
from schema.types.interfaces import Resource
from schema.types.refs import (
    AgreementRef,
    AllocationRef,
    AreaRef,
    ContributionRef,
    GrantRef,
    PartnerRef,
    PoolRef,
    StreamRef,
    TargetRef,
    TotalRef,
)
from schema.types.values import Money, Source, money, money_if_any


@strawberry.type(description="A named stream of money, such as a grant of one department")
class Stream(Resource):
    """A named stream of money, such as a grant of one department."""

    KIND = "streams"
    title: str = column(models.Stream.title)
    department: PartnerRef | None = related(models.Stream.department)
    grants: list[GrantRef] = many(
        models.Grant.stream, "What each area gets of it", order=("financial_year",)
    )


@strawberry.type(description="What one area gets of a stream in one financial year")
class Grant:
    """What one area gets of a stream in one financial year."""

    stream: StreamRef = related(models.Grant.stream)
    area: AreaRef = related(models.Grant.area)
    financial_year: str = column(models.Grant.financial_year)
    amount: Money | None = money_if_any(models.Grant.amount)
    stated: str | None = column(models.Grant.stated)
    through: Extent = column(models.Grant.through)
    through_amount: Money | None = money_if_any(
        models.Grant.through_amount, stated="through_stated"
    )
    through_stated: str | None = column(models.Grant.through_stated)
    source: Source | None = cited(models.Grant.source)


@strawberry.type(description="What a partner or department puts into a pool")
class Contribution:
    """What a partner or department puts into a pool."""

    pool: PoolRef = related(models.Contribution.pool)
    from_: PartnerRef = related(models.Contribution.partner, name="from")
    stream: str = beyond(models.Contribution.stream, models.Stream.title)
    grant: StreamRef = related(models.Contribution.stream, name="streamRecord")
    amount: Money = money(models.Contribution.amount)
    terms: ContributionTerms = column(models.Contribution.terms)
    extent: Extent = column(models.Contribution.extent)
    source: Source | None = cited(models.Contribution.source)


@strawberry.type(description="What was spent of a pool, or of its allocation to one target")
class Outturn:
    """What was spent of a pool, or of its allocation to one target."""

    target: TargetRef | None = related(models.Outturn.target)
    amount: Money = money(models.Outturn.amount)
    reported_on: Date | None = column(models.Outturn.reported_on)
    source: Source | None = cited(models.Outturn.source)


@strawberry.type(description="A total as a source states it, beside the sum of its rows")
class Total:
    """A total as a source states it, beside the sum of its rows."""

    of: TotalOf = column(models.Total.of)
    financial_year: str | None = column(models.Total.financial_year)
    amount: Money = money(models.Total.amount)
    source: Source | None = cited(models.Total.source)


def _added(kind: str) -> Any:
    def amount(place: Place) -> ColumnElement[Any]:
        row = place.moment.table(kind)
        total = select(cast(func.coalesce(func.sum(row.c.amount), 0), BigInteger))
        return (
            total.where(row.c.pool == place.column("reference"))
            .correlate(place.row)
            .scalar_subquery()
        )

    return amount


@strawberry.type(description="What a pool gives to a target")
class Allocation:
    """What a pool gives to a target."""

    pool: PoolRef = related(models.Allocation.pool)
    target: TargetRef = related(models.Allocation.target)
    amount: Money = money(models.Allocation.amount)
    spent: Money | None = money_if_any(
        allocation_spent, "What was spent of it, as reported last", stated=None
    )
    as_stated: bool = column(models.Allocation.as_stated)
    source: Source | None = cited(models.Allocation.source)


@strawberry.type(description="Money that the partners of an agreement put together for one year")
class Pool(Resource):
    """Money that the partners of an agreement put together for one year."""

    KIND = "pools"
    title: str = column(models.Pool.title)
    agreement: AgreementRef = related(models.Pool.agreement)
    financial_year: str = column(models.Pool.financial_year)
    accountable_body: PartnerRef | None = related(models.Pool.accountable_body)
    contributed: Money = money(_added("contributions"), "What was put into it", stated=None)
    allocated: Money = money(_added("allocations"), "What was given to targets", stated=None)
    spent: Money | None = money_if_any(
        pool_spent, "What was spent of it, as reported last", stated=None
    )
    contributions: list[ContributionRef] = many(
        models.Contribution.pool, "Who put in what, on which terms"
    )
    allocations: list[AllocationRef] = many(models.Allocation.pool, "Which target was given what")
    outturns: list[Outturn] = many(
        models.Outturn.pool, "What was reported as spent", order=("reported_on",)
    )
    totals: list[TotalRef] = many(models.Total.pool, "Totals as sources state them")


@strawberry.type(description="How an agreement pays by result")
class RewardRule:
    """How an agreement pays by result."""

    percent_of_net_budget: Decimal | None = column(models.RewardRule.percent_of_net_budget)
    net_budget: Money | None = money_if_any(models.RewardRule.net_budget, stated=None)
    potential: Money | None = money_if_any(models.RewardRule.potential, stated=None)
    pump_priming: Money | None = money_if_any(models.RewardRule.pump_priming, stated=None)
    floor_percent: Decimal | None = column(models.RewardRule.floor_percent)
    cap_percent: Decimal | None = column(models.RewardRule.cap_percent)
    stated: str | None = column(models.RewardRule.stated)
    source: Source | None = cited(models.RewardRule.source)
