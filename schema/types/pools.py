"""Pools of money: what is put into them, given to targets and spent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from registry import models
from registry.reading import allocation_spent, pool_spent, pool_sum
from registry.vocabulary import ContributionTerms, Extent, is_financial_year
from schema.bindings import (
    QueryFields,
    column,
    look_up,
    many,
    page_of,
    record_type,
    relation,
    relation_column,
)
from schema.inputs.filter_conditions import area_of_agreement
from schema.inputs.filter_fields import column_among, filter_field, list_words, word_among
from schema.inputs.filters import filter_type
from schema.inputs.lookups import lookup_input
from schema.scalars import Date
from schema.types.connections import Connection
from schema.types.interfaces import Resource
from schema.types.values import Money, money, money_if_any

if TYPE_CHECKING:
    from schema.types.agreements import Agreement
    from schema.types.partners import Partner
    from schema.types.streams import Stream, Total
    from schema.types.targets import Target


def _list_years(values: Iterable[Any]) -> list[str]:
    return list_words(values, is_financial_year, "financial year; write 2007-08")


@filter_type
class PoolFilter:
    """Which pools of money."""

    pool: list[str] | None = filter_field(
        column_among(models.Pool.reference), "One of these, by reference"
    )
    agreement: list[str] | None = filter_field(
        column_among(models.Pool.agreement), "Of one of these agreements, by reference"
    )
    area: list[str] | None = filter_field(
        area_of_agreement, "Of agreements of one of these areas, by reference"
    )
    financial_year: list[str] | None = filter_field(
        word_among(models.Pool.financial_year, _list_years),
        "Of one of these financial years, such as 2007-08",
    )
    accountable_body: list[str] | None = filter_field(
        column_among(models.Pool.accountable_body),
        "One of these bodies answers for it, by reference",
    )


PoolBy = lookup_input("Pool", "A pool")


@record_type(models.Contribution)
class Contribution(Resource):
    pool: Pool = relation(models.Contribution.pool)
    from_: Partner = relation(models.Contribution.partner, name="from")
    stream: str = relation_column(models.Contribution.stream, models.Stream.title)
    grant: Stream = relation(models.Contribution.stream, name="streamRecord")
    amount: Money = money(models.Contribution.amount)
    terms: ContributionTerms = column(models.Contribution.terms)
    extent: Extent = column(models.Contribution.extent)


@record_type(models.Outturn)
class Outturn(Resource):
    target: Target | None = relation(models.Outturn.target)
    amount: Money = money(models.Outturn.amount)
    reported_on: Date | None = column(models.Outturn.reported_on)


@record_type(models.Allocation)
class Allocation(Resource):
    pool: Pool = relation(models.Allocation.pool)
    target: Target = relation(models.Allocation.target)
    amount: Money = money(models.Allocation.amount)
    spent: Money | None = money_if_any(
        lambda context: allocation_spent(context.moment.view, context.row),
        "What was spent of it, as reported last",
        stated=None,
    )
    as_stated: bool = column(models.Allocation.as_stated)


@record_type(models.Pool)
class Pool(Resource):
    title: str = column(models.Pool.title)
    agreement: Agreement = relation(models.Pool.agreement)
    financial_year: str = column(models.Pool.financial_year)
    accountable_body: Partner | None = relation(models.Pool.accountable_body)
    contributed: Money = money(
        lambda context: pool_sum(context.moment.view, "contributions", context.row),
        "What was put into it",
        stated=None,
    )
    allocated: Money = money(
        lambda context: pool_sum(context.moment.view, "allocations", context.row),
        "What was given to targets",
        stated=None,
    )
    spent: Money | None = money_if_any(
        lambda context: pool_spent(context.moment.view, context.row),
        "What was spent of it, as reported last",
        stated=None,
    )
    contributions: list[Contribution] = many(
        models.Contribution.pool, "Who put in what, on which terms"
    )
    allocations: list[Allocation] = many(models.Allocation.pool, "Which target was given what")
    outturns: list[Outturn] = many(
        models.Outturn.pool, "What was reported as spent", order=("reported_on",)
    )
    totals: list[Total] = many(models.Total.pool, "Totals as sources state them")


class PoolQueries(QueryFields):
    """Root fields for pools."""

    pool: Pool | None = look_up("pools", PoolBy, "A pot of money")
    pools: Connection[Pool] = page_of("pools", PoolFilter, None, "Pots of money")
