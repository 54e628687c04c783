"""Derived facts of pools: what was put in, what was given to targets, what was spent."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, FromClause, Select, cast, exists, func, select

from registry.reading.days import is_present
from registry.reading.views import View


def pool_sum(view: View, kind: str, pool: FromClause) -> ColumnElement[Any]:
    """Return the sum of a pool's rows of a kind: its contributions, or its allocations."""
    row = view.table(kind)
    total = select(cast(func.coalesce(func.sum(row.c.amount), 0), BigInteger))
    return total.where(row.c.pool == pool.c.reference).correlate(pool).scalar_subquery()


def select_latest_outturns(view: View) -> Select[Any]:
    """Select the latest reports of what was spent, one per pool and target."""
    outturn = view.table("outturns")
    return select(*outturn.c).where(
        is_present(view, "outturns", outturn), _is_latest(view, outturn)
    )


def pool_spent(view: View, pool: FromClause) -> ColumnElement[Any]:
    """Return what was spent of a pool: as reported for the whole, or else summed over targets."""
    outturn, part = view.table("outturns"), view.table("outturns")
    of_pool = pool.c.reference
    whole = _sum_latest(view, pool, outturn, outturn.c.pool == of_pool, outturn.c.target.is_(None))
    parts = _sum_latest(view, pool, part, part.c.pool == of_pool, part.c.target.is_not(None))
    return func.coalesce(whole, parts, type_=BigInteger())


def allocation_spent(view: View, allocation: FromClause) -> ColumnElement[Any]:
    """Return what was spent of an allocation."""
    outturn = view.table("outturns")
    same = (outturn.c.pool == allocation.c.pool, outturn.c.target == allocation.c.target)
    return _sum_latest(view, allocation, outturn, *same)


def _sum_latest(
    view: View, owner: FromClause, outturn: FromClause, *conditions: ColumnElement[bool]
) -> ColumnElement[Any]:
    """Sum the latest reports that meet conditions on a row of the statement around them."""
    latest = (is_present(view, "outturns", outturn), _is_latest(view, outturn))
    total = select(cast(func.sum(outturn.c.amount), BigInteger)).where(*conditions, *latest)
    return total.correlate(owner).scalar_subquery()


def _is_latest(view: View, outturn: FromClause) -> ColumnElement[bool]:
    """Return whether nothing newer was reported for the same pool and target."""
    later = view.table("outturns")
    newer = exists().where(
        later.c.pool == outturn.c.pool,
        func.coalesce(later.c.target, "") == func.coalesce(outturn.c.target, ""),
        func.coalesce(later.c.reported_on, "") > func.coalesce(outturn.c.reported_on, ""),
        is_present(view, "outturns", later),
    )
    return ~newer.correlate(outturn)
