"""Money added up, in all and in groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry.vocabulary import Basis, CodeList, World
from schema.bindings import QueryFields, bound_field, object_type, root_field
from schema.enums import register_enum
from schema.statistics import FUNDING
from schema.types.pools import PoolFilter
from schema.types.statistics import groups_field, statistics_arguments, world_field
from schema.types.values import Money

if TYPE_CHECKING:
    from schema.types.statistics import GroupKey


@register_enum
class FundingGrouping(CodeList):
    """By what money is grouped."""

    POOL = "POOL", "The pool"
    AGREEMENT = "AGREEMENT", "The agreement that the pool is for"
    AREA = "AREA", "The area of that agreement"
    FINANCIAL_YEAR = "FINANCIAL_YEAR", "The financial year of the pool"
    ACCOUNTABLE_BODY = "ACCOUNTABLE_BODY", "The body that answers for the pool"
    STREAM = (
        "STREAM",
        "The stream out of which is contributed, or granted; tells contributions and grants only",
    )
    CONTRIBUTOR = "CONTRIBUTOR", "The body that contributes; tells contributions only"
    TERMS = "TERMS", "On what terms is contributed; tells contributions only"
    TARGET = "TARGET", "The target that is given to; tells allocations only"
    GOAL = (
        "GOAL",
        "Each goal from which the target that is given to is derived; tells allocations only",
    )


@register_enum
class FundingGroupOrder(CodeList):
    """Which group of money comes first; ties are settled by the groups' keys."""

    CONTRIBUTED = "CONTRIBUTED", "Most contributed first"
    ALLOCATED = "ALLOCATED", "Most allocated first"
    SPENT = "SPENT", "Most spent first"
    POOLS = "POOLS", "Most pools first"
    OUTSIDE = "OUTSIDE", "Most outside agreements first"
    KEY = "KEY", "By the groups' keys; what nothing is on record of first"


@object_type
class FundingFigures:
    """What is added up of some money."""

    pools: int = bound_field(None, "Of how many pools", basis=Basis.ARITHMETIC)
    contributed: Money | None = bound_field(
        None,
        "What was put into them; empty where groups tell allocations only",
        basis=Basis.ARITHMETIC,
    )
    allocated: Money | None = bound_field(
        None,
        "What they give to targets; empty where groups tell contributions only",
        basis=Basis.ARITHMETIC,
    )
    spent: Money | None = bound_field(
        None,
        "What was spent, as reported last by the day, by those that have reported;"
        " empty where none has",
        basis=Basis.ARITHMETIC,
    )
    granted: Money | None = bound_field(
        None,
        "What areas were granted out of streams; empty where the groups, or the filter, are by what"
        " no grant says: other than stream, area and financial year",
        basis=Basis.ARITHMETIC,
    )
    outside: Money | None = bound_field(
        None,
        "What of that is not paid through an agreement but stands outside, of the grants of which"
        " the source says so",
        basis=Basis.ARITHMETIC,
    )
    grants_unstated: int | None = bound_field(
        None,
        "Of how many grants the source does not say what is paid through an agreement",
        basis=Basis.ARITHMETIC,
    )


@object_type
class FundingGroup:
    """Some money that has something in common."""

    keys: list[GroupKey] = bound_field(
        None, "What it has in common, one key for each grouping", basis=Basis.ARITHMETIC
    )
    figures: FundingFigures = bound_field(None, "What is added up of it", basis=Basis.ARITHMETIC)


@object_type
class FundingStatistics:
    """Money added up, in all and in groups."""

    world: World = world_field()
    total: FundingFigures = bound_field(
        None, "All of it, each sum counted once", basis=Basis.ARITHMETIC
    )
    group_count: int = bound_field(None, "How many groups there are", basis=Basis.ARITHMETIC)
    groups: list[FundingGroup] = groups_field(FundingGroupOrder, FundingGroupOrder.CONTRIBUTED)


class FundingStatisticsQueries(QueryFields):
    """The root field for statistics of money."""

    funding_statistics: FundingStatistics = root_field(
        FUNDING,
        "Money added up: what was put into pools, given to targets, and spent",
        statistics_arguments(PoolFilter, FundingGrouping),
    )
