"""The findings about targets and the money behind them, read for those targets alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, select, union_all

from registry.reading import View
from registry.reading.findings import finding_kinds
from registry.vocabulary import Basis
from schema.bindings.fields import bound_field
from schema.bindings.findings.narrowing import NarrowedView
from schema.planner.key_arrays import AmongKeys, among_keys
from schema.planner.keysets import Sorting, coalesce_null
from schema.planner.plan_execution import Block, Waiting
from schema.planner.planning_context import SelectedField
from schema.planner.result_builders import ResultBuilder, SlotBuilder
from schema.planner.row_context import RowContext, plan_selected
from schema.planner.select_builder import SelectBuilder
from schema.planner.statements import QueryRun, Statement, Steps
from schema.planner.time_travel import Moment

# What is shown with a target: what is found about itself, and about the pools that back it.
SHOWN = ("targets", "pools")


@dataclass(frozen=True, slots=True)
class TargetsView(NarrowedView):
    """A view that knows only what belongs to the records whose references are bound as keys."""

    def is_wanted(self, record: FromClause) -> ColumnElement[bool]:
        """Tell whether a record is bound as a key."""
        return AmongKeys(record.c.reference)

    def belongs_to_wanted(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Tell whether a column names a record that is bound as a key."""
        return AmongKeys(column)


def select_target_findings(view: View) -> Select[Any]:
    """Select the findings about the targets and pools that are bound as keys."""
    found = union_all(
        *(
            finding.select(part, TargetsView(view.on, view.known, view.dated, about=part.about))
            for finding in finding_kinds().values()
            for part in finding.parts
            if part.about.kind in SHOWN
        )
    )
    return select(*found.subquery().c)


@dataclass(frozen=True, slots=True)
class BackedFindings:
    """Fills the findings of targets: their own, and those of the pools that back them."""

    pools: Statement
    block: Block

    def fill(self, run: QueryRun, name: str, waiting: Waiting) -> Steps[None]:
        """Find the pools of all targets, then the findings about all of these."""
        found: dict[str, list[Any]] = {key: [] for key, _ in waiting if key is not None}
        if found:
            (backed,) = yield [self.pools.prepare(run, found)]
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
    """Map each target and pool to the targets whose findings it adds to."""
    owners = {("targets", target): [target] for target in targets}
    for target, pool in backed:
        owners.setdefault(("pools", pool), []).append(target)
    return owners


@dataclass(frozen=True, slots=True)
class TargetFindingsBinding:
    """The findings about a target and its money."""

    def plan_result(self, context: RowContext, selected: SelectedField) -> ResultBuilder:
        """Plan two statements that serve all targets."""
        scope = SelectBuilder(select_target_findings, context.moment)
        row = scope.base
        scope.add_column(row.c.about_kind)
        scope.add_column(row.c.about)
        item = RowContext(context.work, scope, row, "findings", context.moment)
        shape = plan_selected(item, selected)
        order = [
            Sorting(coalesce_null(row.c[name])) for name in ("kind", "about", "detail", "more")
        ]
        parts = [*scope.select(), " ORDER BY ", *scope.order_by(order)]
        child = BackedFindings(_pools(context.moment), Block(Statement(parts), shape))
        return SlotBuilder(child, (context.select(context.column("reference")),), selected.key)


def _pools(moment: Moment) -> Statement:
    """Select each target with the pools that back it."""
    scope = SelectBuilder("allocations", moment)
    target, pool = (scope.value(scope.base.c[name]) for name in ("target", "pool"))
    scope.require(among_keys(scope.base.c.target))
    return Statement(scope.select_values("DISTINCT ", target, ", ", pool))


def target_findings_field(description: str) -> Any:
    """Declare a field that lists the findings about a target and its money."""
    return bound_field(TargetFindingsBinding(), description, basis=Basis.ABSENCE)
