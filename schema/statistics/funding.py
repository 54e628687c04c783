"""Money added up: what was put into pools, what they gave to targets, what was spent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, select

from schema.errors import Reason, refused
from schema.planner.filters import conditions
from schema.planner.moments import Moment
from schema.planner.places import Place
from schema.planner.roots import moment_of
from schema.planner.scope import Scope
from schema.planner.statements import Run, Statement
from schema.planner.work import Selected, Work
from schema.spending import allocation_spent, pool_spent
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
    moment = moment_of(work, selected)

    def chosen() -> Place:
        scope = Scope("pools", moment)
        item = Place(work, scope, scope.base, "pools", moment)
        scope.require(moment.present(scope.base), *conditions(item, selected))
        return item

    def references() -> Select[Any]:
        item = chosen()
        return item.scope.over(item.row.c.reference)

    target, derivation = moment.table("targets"), moment.table("derivations")
    derived = select(derivation.c.target, derivation.c.goal).where(
        derivation.c.target.in_(select(target.c.reference))
    )
    return Funding(
        by,
        Statement(_pools(chosen())),
        Statement(_contributions(moment, references())),
        Statement(_allocations(work, moment, references())),
        Statement(derived.distinct()),
    )


def _pools(item: Place) -> Select[Any]:
    pool = item.row
    agreement = item.scope.join(
        "agreements", lambda row: row.c.reference == pool.c.agreement, "agreement"
    )
    return item.scope.over(
        pool.c.reference,
        pool.c.agreement,
        agreement.c.area,
        pool.c.financial_year,
        pool.c.accountable_body,
        pool_spent(item),
    )


def _contributions(moment: Moment, chosen: Select[Any]) -> Select[Any]:
    row = moment.table("contributions")
    return select(row.c.pool, row.c.amount, row.c.stream, row.c.partner, row.c.terms).where(
        row.c.pool.in_(chosen)
    )


def _allocations(work: Work, moment: Moment, chosen: Select[Any]) -> Select[Any]:
    scope = Scope("allocations", moment)
    item = Place(work, scope, scope.base, "allocations", moment)
    row = scope.base
    scope.require(row.c.pool.in_(chosen))
    return scope.over(row.c.pool, row.c.amount, row.c.target, allocation_spent(item))


FUNDING = Statistics(
    MappingProxyType({g.name: g for g in (*POOLS, *CONTRIBUTIONS, TARGET, GOAL)}), add_up
)
