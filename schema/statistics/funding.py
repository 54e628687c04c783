"""Statistics of money: what was put into pools, given to targets, and spent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeAlias

from sqlalchemy import BigInteger, ColumnElement, FromClause, cast, func, null

from registry.reading import pool_spent, reach_of, select_latest_outturns
from schema.errors import Reason, refusal
from schema.planner.planning_context import PlanningContext, SelectedField
from schema.planner.row_context import RowContext
from schema.planner.select_builder import SelectBuilder
from schema.planner.statements import QueryRun, Statement, Steps
from schema.planner.time_travel import Moment
from schema.statistics.aggregates import format_money
from schema.statistics.grants import FIGURES, GrantSums, select_grants, sum_grants
from schema.statistics.group_keys import REACHES, Grouping, Key, cross_keys
from schema.statistics.groups import Counting, GroupedTallies, StatisticsField
from schema.statistics.selection import MatchingRecords, StatementReads, comma_separated

Columns = Mapping[Grouping, int]
Amounts: TypeAlias = "Mapping[str, int | None]"
SPENT = frozenset(("spent", "SPENT"))
# Where a row of a pool has what was spent of it, and how far the sources about it reach.
SPENT_OF, REACH = 5, 6

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
    """Sums of money in pence; None is what a group cannot show."""

    pools: set[str] = field(default_factory=set)
    contributed: int | None = None
    allocated: int | None = None
    spent: int | None = None
    granted: int | None = None
    outside: int | None = None
    unstated: int | None = None
    last: str = ""

    def add(self, pool: str, reach: str | None, **amounts: int | None) -> None:
        """Add some sums of a pool, about which the sources reach to a day."""
        self.pools.add(pool)
        self.last = max(self.last, reach or "")
        for name, amount in amounts.items():
            if amount is not None:
                setattr(self, name, (getattr(self, name) or 0) + amount)

    def add_grant(self, grant: GrantSums) -> None:
        """Add a grant; of one of which the source does not say what stands outside, that it is."""
        self.granted = (self.granted or 0) + grant.granted
        self.unstated = (self.unstated or 0) + (grant.outside is None)
        if grant.outside is not None:
            self.outside = (self.outside or 0) + grant.outside

    def figure(self, name: str) -> Any:
        """Return a figure by its name in the contract."""
        if name == "__typename":
            return "FundingFigures"
        if name == "grantsUnstated":
            return self.unstated
        return len(self.pools) if name == "pools" else format_money(getattr(self, name))

    def reach(self) -> str | None:
        """Return the last day to which the sources about the pools speak."""
        return self.last or None

    def weight(self, order: str) -> int:
        """Return what groups are sorted by; what is not shown weighs least."""
        if order == "KEY":
            return 0
        amount: int | None = len(self.pools) if order == "POOLS" else getattr(self, order.lower())
        return -1 if amount is None else amount


@dataclass(frozen=True, slots=True)
class FundingReads:
    """The statements that sums are read by, of which only those needed are there."""

    by: Sequence[Grouping]
    reading: StatementReads

    def __call__(self, run: QueryRun) -> Steps[GroupedTallies]:
        """Read and sum."""
        told = yield from self.reading.read(run)
        pools = {row[0]: row for row in told["pools"]}
        sums = dict(_tally_pools(pools, told["put in"], told["given"]))
        total, groups = FundingTally(), dict[Key, FundingTally]()
        for pool, amounts in sums.items():
            total.add(pool, pools[pool][REACH], **amounts)
        for keys, pool, amounts in self._parts(pools, sums, told):
            for key in keys:
                groups.setdefault(key, FundingTally()).add(pool, pools[pool][REACH], **amounts)
        for group, grant in sum_grants(told.get("grants", ()), self.by):
            total.add_grant(grant)
            if group is not None:
                groups.setdefault(group, FundingTally()).add_grant(grant)
        return GroupedTallies(total, groups)

    def _parts(
        self, pools: Mapping[str, Any], sums: Mapping[str, Amounts], told: Mapping[str, Any]
    ) -> Iterator[tuple[Sequence[Key], str, Amounts]]:
        """Yield what is added to which groups: contributions, allocations, or whole pools."""
        if "contributions" in told:
            for row in (row for row in told["contributions"] if row[0] in pools):
                yield self._keys(pools[row[0]], row, ()), row[0], {"contributed": row[1]}
        elif "allocations" in told:
            goals: dict[str, list[str | None]] = {}
            for target, goal in told.get("derivations", ()):
                goals.setdefault(target, []).append(goal)
            spent = {(pool, target): amount for pool, target, amount in told.get("spent", ())}
            for row in (row for row in told["allocations"] if row[0] in pools):
                pool, amount, target = row
                keys = self._keys(pools[pool], row, goals.get(target, (None,)))
                yield keys, pool, {"allocated": amount, "spent": spent.get((pool, target))}
        else:
            for pool, amounts in sums.items():
                yield self._keys(pools[pool], (), ()), pool, amounts

    def _keys(self, pool: Any, row: Any, goals: Sequence[str | None]) -> Sequence[Key]:
        def words(grouping: Grouping) -> Sequence[Key]:
            if grouping in POOLS:
                return ((pool[POOLS[grouping]],),)
            if grouping in CONTRIBUTIONS:
                return ((row[CONTRIBUTIONS[grouping]],),)
            return ((row[2],),) if grouping == TARGET else [(goal,) for goal in goals]

        return cross_keys([words(grouping) for grouping in self.by])


def _tally_pools(
    pools: Mapping[str, Any], put_in: Iterable[Any], given: Iterable[Any]
) -> Iterator[tuple[str, Amounts]]:
    """Tally per pool what it was given, gives, and what was spent of it."""
    sums: dict[str, list[int]] = {pool: [0, 0] for pool in pools}
    for place, rows in enumerate((put_in, given)):
        for pool, amount in rows:
            if pool in sums:
                sums[pool][place] = amount
    for pool, (contributed, allocated) in sums.items():
        spent = pools[pool][SPENT_OF]
        yield pool, {"contributed": contributed, "allocated": allocated, "spent": spent}


def plan_funding(
    work: PlanningContext, selected: SelectedField, by: Sequence[Grouping], wanted: Collection[str]
) -> Counting:
    """Plan the sums over the pools that the field's filter leaves.

    Raises:
        GraphQLError: money is to be followed from a contribution to a target.
    """
    if any(g in CONTRIBUTIONS for g in by) and any(g in (TARGET, GOAL) for g in by):
        told = "no record says which contribution pays for which target; group by one of the two"
        raise refusal(Reason.ARGUMENT, told[0].upper() + told[1:], selected.path)
    chosen = MatchingRecords(work, selected, "pools")
    statements = {
        "pools": _select_pools(chosen.item(), reaches=REACHES in wanted),
        "put in": chosen.select_sums("contributions", "pool", _sum_amount),
        "given": chosen.select_sums("allocations", "pool", _sum_amount),
    }
    if any(g in CONTRIBUTIONS for g in by):
        statements["contributions"] = chosen.select_naming_rows(
            "contributions", "pool", ("pool", "amount", "stream", "partner", "terms")
        )
    if TARGET in by or GOAL in by:
        statements["allocations"] = chosen.select_naming_rows(
            "allocations", "pool", ("pool", "amount", "target")
        )
        if not SPENT.isdisjoint(wanted):
            statements["spent"] = chosen.select_sums(
                select_latest_outturns, "pool", _sum_amount, "target"
            )
    grants = None if FIGURES.isdisjoint(wanted) else select_grants(chosen)
    if grants is not None:
        statements["grants"] = grants
    if GOAL in by:
        statements["derivations"] = _select_derivations(chosen.moment)
    return FundingReads(by, chosen.plan_reads(statements))


def _sum_amount(row: FromClause) -> Sequence[ColumnElement[Any]]:
    return (cast(func.sum(row.c.amount), BigInteger),)


def _is_pools_agreement(item: RowContext, agreement: FromClause) -> ColumnElement[bool]:
    return agreement.c.reference == item.row.c.agreement


def _select_pools(item: RowContext, *, reaches: bool) -> Statement:
    pool = item.row
    agreement = item.join("agreements", _is_pools_agreement, "agreement").row
    values = [
        pool.c.reference,
        pool.c.agreement,
        agreement.c.area,
        pool.c.financial_year,
        pool.c.accountable_body,
        item.make_once("spent", lambda: pool_spent(item.moment.view, item.row)),
        item.make_once("reach", lambda: reach_of(item.moment.view, item.kind, item.row))
        if reaches
        else null(),
    ]
    return Statement(item.scope.select_values(*comma_separated(item.scope, values)))


def _select_derivations(moment: Moment) -> Statement:
    scope = SelectBuilder("derivations", moment)
    values = [scope.base.c.target, scope.base.c.goal]
    return Statement(scope.select_values("DISTINCT ", *comma_separated(scope, values)))


FUNDING = StatisticsField(
    MappingProxyType({g.name: g for g in (*POOLS, *CONTRIBUTIONS, TARGET, GOAL)}), plan_funding
)
