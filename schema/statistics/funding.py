"""Money added up: what was put into pools, what they gave to targets, what was spent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, FromClause

from schema.errors import Reason, refused
from schema.planner.moments import Moment
from schema.planner.places import Place
from schema.planner.scope import Scope
from schema.planner.statements import Run, Statement
from schema.planner.work import Selected, Work
from schema.spending import allocation_spent, pool_spent
from schema.statistics.choosing import Chosen, listed
from schema.statistics.groups import Counted, Counting, Statistics
from schema.statistics.keys import Grouping, Key, crossed
from schema.statistics.tallies import money

Columns = Mapping[Grouping, int]

# What a pool is grouped by, and by what its contributions and its allocations are: the place of
# the value in the row that is read of each.
POOLS: Columns = MappingProxyType(
    {
        Grouping("POOL", "pools"): 0,
        Grouping("AGREEMENT", "agreements"): 1,
        Grouping("AREA", "areas"): 2,
        Grouping("FINANCIAL_YEAR"): 3,
        Grouping("ACCOUNTABLE_BODY", "partners"): 4,
    }
)
CONTRIBUTIONS: Columns = MappingProxyType(
    {Grouping("STREAM", "streams"): 2, Grouping("CONTRIBUTOR", "partners"): 3, Grouping("TERMS"): 4}
)
TARGET, GOAL = Grouping("TARGET", "targets"), Grouping("GOAL", "goals")


@dataclass(slots=True)
class FundingTally:
    """What is added up of some money, in pence; None is what cannot be told of a group."""

    pools: set[str] = field(default_factory=set)
    contributed: int | None = None
    allocated: int | None = None
    spent: int | None = None

    def add(self, pool: str, **amounts: int | None) -> None:
        """Add some sums of a pool."""
        self.pools.add(pool)
        for name, amount in amounts.items():
            if amount is not None:
                setattr(self, name, (getattr(self, name) or 0) + amount)

    def told(self, name: str) -> Any:
        """A figure by its name in the contract."""
        if name == "__typename":
            return "FundingFigures"
        return len(self.pools) if name == "pools" else money(getattr(self, name))

    def weight(self, order: str) -> int:
        """By what groups are sorted; what is not told weighs least."""
        if order == "KEY":
            return 0
        amount: int | None = len(self.pools) if order == "POOLS" else getattr(self, order.lower())
        return -1 if amount is None else amount


@dataclass(frozen=True, slots=True)
class Funding:
    """The statements that money is added up from."""

    by: Sequence[Grouping]
    pools: Statement
    contributions: Statement
    allocations: Statement
    derivations: Statement

    def __call__(self, run: Run) -> Counted:
        """Add it up."""
        pools = {row[0]: row for row in self.pools.run(run)}
        put_in, given = self.contributions.run(run), self.allocations.run(run)
        total, groups = FundingTally(), dict[Key, FundingTally]()
        for pool, amounts in _of_pools(pools, put_in, given):
            total.add(pool, **amounts)
        for keys, pool, amounts in self._parts(run, pools, put_in, given):
            for key in keys:
                groups.setdefault(key, FundingTally()).add(pool, **amounts)
        return Counted(total, groups)

    def _parts(
        self, run: Run, pools: Mapping[str, Any], put_in: Sequence[Any], given: Sequence[Any]
    ) -> Iterator[tuple[Sequence[Key], str, Mapping[str, int | None]]]:
        """What is added to which groups: contributions, allocations, or pools as a whole."""
        if any(grouping in CONTRIBUTIONS for grouping in self.by):
            for row in put_in:
                yield self._keys(pools[row[0]], row, ()), row[0], {"contributed": row[1]}
        elif TARGET in self.by or GOAL in self.by:
            goals: dict[str, list[str | None]] = {}
            for target, goal in self.derivations.run(run) if GOAL in self.by else ():
                goals.setdefault(target, []).append(goal)
            for row in given:
                pool, amount, target, spent = row
                keys = self._keys(pools[pool], row, goals.get(target, (None,)))
                yield keys, pool, {"allocated": amount, "spent": spent}
        else:
            for pool, amounts in _of_pools(pools, put_in, given):
                yield self._keys(pools[pool], (), ()), pool, amounts

    def _keys(self, pool: Any, row: Any, goals: Sequence[str | None]) -> Sequence[Key]:
        def words(grouping: Grouping) -> Sequence[Key]:
            if grouping in POOLS:
                return ((pool[POOLS[grouping]],),)
            if grouping in CONTRIBUTIONS:
                return ((row[CONTRIBUTIONS[grouping]],),)
            return ((row[2],),) if grouping == TARGET else [(goal,) for goal in goals]

        return crossed([words(grouping) for grouping in self.by])


def _of_pools(
    pools: Mapping[str, Any], put_in: Iterable[Any], given: Iterable[Any]
) -> Iterator[tuple[str, Mapping[str, int | None]]]:
    """What each pool was given, gives, and what was spent of it."""
    sums: dict[str, list[int]] = {pool: [0, 0] for pool in pools}
    for place, rows in enumerate((put_in, given)):
        for row in rows:
            sums[row[0]][place] += row[1]
    for pool, (contributed, allocated) in sums.items():
        spent = pools[pool][5]
        yield pool, {"contributed": contributed, "allocated": allocated, "spent": spent}


def add_up(work: Work, selected: Selected, by: Sequence[Grouping]) -> Counting:
    """The plan of the adding up, over the pools that the field's filter leaves.

    Raises:
        GraphQLError: money is to be followed from a contribution to a target.
    """
    if any(g in CONTRIBUTIONS for g in by) and any(g in (TARGET, GOAL) for g in by):
        told = "no record says which contribution pays for which target; group by one of the two"
        raise refused(Reason.ARGUMENT, told[0].upper() + told[1:], selected.path)
    chosen = Chosen(work, selected, "pools")
    return Funding(
        by,
        _pools(chosen.item()),
        chosen.about("contributions", "pool", ("pool", "amount", "stream", "partner", "terms")),
        _allocations(chosen),
        _derivations(chosen.moment),
    )


def _of_pool(item: Place, agreement: FromClause) -> ColumnElement[bool]:
    return agreement.c.reference == item.row.c.agreement


def _pools(item: Place) -> Statement:
    pool = item.row
    agreement = item.join("agreements", _of_pool, "agreement").row
    values = [
        pool.c.reference,
        pool.c.agreement,
        agreement.c.area,
        pool.c.financial_year,
        pool.c.accountable_body,
        item.kept("spent", lambda: pool_spent(item)),
    ]
    return Statement(item.scope.over(*listed(item.scope, values)))


def _allocations(chosen: Chosen) -> Statement:
    scope = Scope("allocations", chosen.moment)
    row = scope.base
    item = Place(chosen.work, scope, row, "allocations", chosen.moment)
    chosen.narrow(scope, row.c.pool)
    spent = item.kept("spent", lambda: allocation_spent(item))
    return Statement(scope.over(*listed(scope, [row.c.pool, row.c.amount, row.c.target, spent])))


def _derivations(moment: Moment) -> Statement:
    scope = Scope("derivations", moment)
    values = [scope.base.c.target, scope.base.c.goal]
    return Statement(scope.over("DISTINCT ", *listed(scope, values)))


FUNDING = Statistics(
    MappingProxyType({g.name: g for g in (*POOLS, *CONTRIBUTIONS, TARGET, GOAL)}), add_up
)
