"""The findings about targets and the money behind them, read for those targets alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import FromClause, Select, false, select

from registry.reading import View
from registry.reading import findings as all_findings
from schema.bindings.fields import bound
from schema.planner.key_arrays import AmongKeys, among_keys
from schema.planner.keysets import Sorting, never_null
from schema.planner.plan_execution import Block, Waiting
from schema.planner.planning_context import Selected
from schema.planner.result_builders import Shape, Slot
from schema.planner.row_context import Place, plan_selected
from schema.planner.select_builder import Scope
from schema.planner.statements import Run, Statement, Steps
from schema.planner.time_travel import Moment

# By which column each kind is narrowed to what is asked for.
NARROWED = {
    "targets": "reference",
    "pools": "reference",
    "accountability": "target",
    "scraps": "target",
}
# What is known of the present is found by its index; all other versions would be gone through.
NARROWED_IN_HISTORY = {"milestones": "target", "measurements": "target"}
LEFT_OUT = ("areas", "proposals", "negotiations")


@dataclass(frozen=True, slots=True)
class NarrowView(View):
    """A view that knows only the targets and pools whose references are bound as keys.

    Narrowed here, at the tables, because SQLite works out the findings of the whole register
    before it looks at a condition on them.
    """

    def table(self, kind: str, name: str | None = None) -> FromClause:
        """The records of a kind; only those that are asked for where findings are about them."""
        table = View.table(self, kind)
        narrowed = NARROWED if self.known is None else NARROWED | NARROWED_IN_HISTORY
        if kind in narrowed:
            return select(*table.c).where(AmongKeys(table.c[narrowed[kind]])).subquery(name)
        if kind == "agreements":
            target = View.table(self, "targets")
            mine = select(target.c.agreement).where(AmongKeys(target.c.reference))
            return select(*table.c).where(table.c.reference.in_(mine)).subquery(name)
        if kind in LEFT_OUT:
            return select(*table.c).where(false()).subquery(name)
        return table


def narrow_findings(moment: Moment) -> Select[Any]:
    """What does not stand as it should with the targets and pools that are bound as keys."""
    rows = all_findings(NarrowView(moment.day, moment.number())).subquery()
    return select(*rows.c)


@dataclass(frozen=True, slots=True)
class Backed:
    """Fills the findings of targets: their own, and those of the pools that back them."""

    pools: Statement
    block: Block

    def fill(self, run: Run, name: str, waiting: Waiting) -> Steps[None]:
        """Find the pools of all targets, then the findings about all of these."""
        found: dict[str, list[Any]] = {key: [] for key, _ in waiting if key is not None}
        if found:
            (backed,) = yield [self.pools.asked(run, found)]
            owners = _owners(found, backed)
            keys = dict.fromkeys(reference for _, reference in owners)
            for row, made in (yield from self.block.read(run, keys)):
                for target in owners.get((row[0], row[1]), ()):
                    found[target].append(made)
        for key, holder in waiting:
            holder[name] = found.get(key, [])


def _owners(
    targets: Iterable[str], backed: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], list[str]]:
    """For each target and pool, the targets whose concern it is."""
    owners = {("targets", target): [target] for target in targets}
    for target, pool in backed:
        owners.setdefault(("pools", pool), []).append(target)
    return owners


@dataclass(frozen=True, slots=True)
class TargetFindings:
    """What about a target and its money does not stand as it should."""

    def shape(self, place: Place, selected: Selected) -> Shape:
        """A place that two statements fill for all targets."""
        scope = Scope(narrow_findings, place.moment)
        row = scope.base
        scope.put(row.c.about_kind)
        scope.put(row.c.about)
        item = Place(place.work, scope, row, "findings", place.moment)
        shape = plan_selected(item, selected)
        order = [Sorting(never_null(row.c[name])) for name in ("kind", "about", "detail", "more")]
        parts = [*scope.select(), " ORDER BY ", *scope.sorted(order)]
        child = Backed(_pools(place.moment), Block(Statement(parts), shape))
        return Slot(child, (place.put(place.column("reference")),), selected.key)


def _pools(moment: Moment) -> Statement:
    """Each target with the pools that back it."""
    scope = Scope("allocations", moment)
    target, pool = (scope.value(scope.base.c[name]) for name in ("target", "pool"))
    scope.require(among_keys(scope.base.c.target))
    return Statement(scope.over("DISTINCT ", target, ", ", pool))


def target_findings(says: str) -> Any:
    """A field that lists what does not stand as it should with a target and its money."""
    return bound(TargetFindings(), says)
