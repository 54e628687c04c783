"""What was spent of pools and allocations, as reported last."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    and_,
    cast,
    exists,
    func,
    select,
)

from schema.planner.row_context import Place
from schema.planner.time_travel import Moment


def latest_outturns(moment: Moment) -> Select[Any]:
    """Select the latest reports of what was spent, one per pool and target."""
    outturn = moment.table("outturns")
    return select(*outturn.c).where(moment.there("outturns", outturn), _latest(moment, outturn))


def _latest(moment: Moment, outturn: FromClause) -> ColumnElement[bool]:
    later = moment.table("outturns")
    newer = exists().where(
        later.c.pool == outturn.c.pool,
        func.coalesce(later.c.target, "") == func.coalesce(outturn.c.target, ""),
        func.coalesce(later.c.reported_on, "") > func.coalesce(outturn.c.reported_on, ""),
        moment.there("outturns", later),
    )
    return ~newer.correlate(outturn)


def _sum_of_latest(place: Place, *which: Any) -> ColumnElement[Any]:
    """Sum the latest reports of what was spent, one per pool and target."""
    moment, outturn = place.moment, place.moment.table("outturns")
    conditions = [condition(outturn) for condition in which]
    total = select(cast(func.sum(outturn.c.amount), BigInteger))
    return (
        total.where(*conditions, moment.there("outturns", outturn), _latest(moment, outturn))
        .correlate(place.row)
        .scalar_subquery()
    )


def pool_spent(place: Place) -> ColumnElement[Any]:
    """Select what was spent of a pool: as reported for the whole, or else summed over targets."""
    pool = place.column("reference")
    whole = _sum_of_latest(place, lambda o: o.c.pool == pool, lambda o: o.c.target.is_(None))
    parts = _sum_of_latest(place, lambda o: o.c.pool == pool, lambda o: o.c.target.is_not(None))
    return func.coalesce(whole, parts, type_=BigInteger())


def allocation_spent(place: Place) -> ColumnElement[Any]:
    """Select what was spent of an allocation."""
    pool, target = place.column("pool"), place.column("target")
    return _sum_of_latest(place, lambda o: and_(o.c.pool == pool, o.c.target == target))
