"""The findings of the whole register, read kind by kind and no further than the page.

Each kind is asked by itself, in the order of the kinds: it reads only what those before it left of
the page, and what comes after the page is not worked out at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Column, ColumnElement, Dialect, Select, Text, select, table

from registry.reading import View
from registry.reading.findings import FINDING_COLUMNS
from registry.vocabulary import FindingKind
from schema.bindings.arguments import listing_arguments, time_arguments
from schema.bindings.findings.by_agreement import KEYS, FindingsOfKind
from schema.bindings.findings.cursor import UNIQUE, CursorBounds, sort_findings_of_kind
from schema.bindings.root_fields import root_field
from schema.planner.connection_plan import plan_page
from schema.planner.connection_run import ConnectionPage
from schema.planner.filters import plan_filter
from schema.planner.keysets import Sorting, reverse
from schema.planner.list_query import OpenList, describe_list
from schema.planner.planning_context import PlanningContext, SelectedField
from schema.planner.root_plan import moment_of
from schema.planner.row_context import RowContext
from schema.planner.select_builder import BoundName, SelectBuilder, WrittenExpression
from schema.planner.sql_fragments import SqlFragment
from schema.planner.statements import SqlPart, Statement
from schema.planner.time_travel import Moment


def select_findings(_: View) -> Select[Any]:
    """Select the columns of findings: conditions are compiled over this once for all kinds."""
    return select(*table("found", *(Column(name, Text()) for name in FINDING_COLUMNS)).c)


class ChainedRows:
    """A source of rows that is filled in after the page is planned around it."""

    def __init__(self) -> None:
        self.parts: list[SqlPart] = []

    def write(self, dialect: Dialect) -> SqlFragment:
        """Write the rows for one kind of database."""
        return Statement(self.parts).write(dialect)


@dataclass(frozen=True, slots=True)
class KindsOfFindings:
    """The findings that match a filter, kind by kind."""

    work: PlanningContext
    selected: SelectedField
    kinds: Sequence[FindingKind]
    by: str | None
    names: Mapping[str, str]

    @property
    def moment(self) -> Moment:
        """Return the two times of the field."""
        return moment_of(self.work, self.selected)

    def whole(self) -> RowContext:
        """Return a context for findings of all kinds, whatever rows they are read from."""
        scope = SelectBuilder(select_findings, self.moment)
        scope.names.update(self.names)
        return RowContext(self.work, scope, scope.base, "findings", self.moment)

    def of(self, kind: FindingKind) -> RowContext:
        """Return a context for the findings of one kind that match the filter."""
        item = self.whole()
        rows = self.moment.rows(FindingsOfKind(kind, self.by), str(item.scope.base.description))
        item.scope.read_from(WrittenExpression(rows, "rows", item.scope))
        item.scope.require(*plan_filter(item, self.selected))
        return item

    def chain(
        self,
        kinds: Iterable[FindingKind],
        within: Callable[[RowContext], Iterable[ColumnElement[bool]]],
        order: Callable[[RowContext, FindingKind], Sequence[Sorting]],
        most: Sequence[SqlPart],
    ) -> list[SqlPart]:
        """Read the kinds in turn; both databases stop at the kind that fills the page."""
        parts: list[SqlPart] = []
        for kind in kinds:
            item = self.of(kind)
            scope = item.scope
            scope.require(*within(item))
            by = scope.order_by(order(item, kind))
            sort = [" ORDER BY ", *by] if by else []
            rows = [*scope.select_values("*"), *sort, " LIMIT ", *most]
            parts += [" UNION ALL " if parts else "", "SELECT * FROM (", *rows, ") AS found"]
        return [*parts, " LIMIT ", *most]

    def total(self) -> Statement:
        """Count all findings that match."""
        parts: list[SqlPart] = []
        for kind in self.kinds:
            parts += [
                " + (" if parts else "SELECT (",
                *self.of(kind).scope.select_values("count(*)"),
                ")",
            ]
        return Statement(parts)


@dataclass(frozen=True, slots=True)
class FindingsField:
    """A page of what does not stand as it should."""

    def plan(self, work: PlanningContext, selected: SelectedField) -> ConnectionPage:
        """Plan the statements of the page, over no more than the filter leaves."""
        found, rows, opened = _choose_kinds(work, selected), ChainedRows(), list[RowContext]()

        def opening() -> OpenList:
            item = found.whole()
            item.scope.read_from(rows)
            opened.append(item)
            return OpenList(None, item)

        page = plan_page(selected, describe_list(opening, selected, found.moment, UNIQUE))
        names = opened[0].scope.names
        cursors = [which for which in ("after", "before") if f"{which}0" in names]
        bounds = CursorBounds({w: [names[f"{w}{i}"] for i in range(len(UNIQUE))] for w in cursors})

        def ordered(item: RowContext, kind: FindingKind) -> Sequence[Sorting]:
            order = sort_findings_of_kind(item, kind)
            return reverse(order) if page.backward else order

        kinds = list(reversed(found.kinds)) if page.backward else found.kinds
        chain = found.chain(kinds, bounds.within, ordered, [BoundName(page.size), " + 1"])
        rows.parts += [" (", *chain, ") AS ", str(opened[0].scope.base.description)]
        return replace(
            page,
            total=page.total and found.total(),
            ahead=page.ahead and _beside(found, bounds, "after"),
            behind=page.behind and _beside(found, bounds, "before"),
        )


def _beside(found: KindsOfFindings, bounds: CursorBounds, which: str) -> Statement:
    """Count up to one finding on the outer side of a cursor; the nearest kinds come first."""

    def outside(item: RowContext) -> list[ColumnElement[bool]]:
        return [bounds.beyond(item, which, outside=True)]

    kinds = list(reversed(found.kinds)) if which == "after" else found.kinds
    chain = found.chain(kinds, outside, lambda *_: (), ["1"])
    return Statement(["SELECT count(*) FROM (", *chain, ") AS beside"])


def _choose_kinds(work: PlanningContext, selected: SelectedField) -> KindsOfFindings:
    """Choose which kinds have to be read, and of which agreements."""
    asked = selected.arguments.get("filter") or {}
    kinds = asked.get("kind")
    # Where no kind is asked for, the filter leaves everything out of whichever.
    wanted = sorted({FindingKind(str(kind)) for kind in kinds or FindingKind})
    for name, by in (("agreement", "reference"), ("area", "area")):
        given = asked.get(name)
        if given is not None:
            keys = work.defer(KEYS, given, lambda given: [str(each) for each in given])
            return KindsOfFindings(work, selected, wanted, by, {KEYS: keys})
    return KindsOfFindings(work, selected, wanted, None, {})


def findings_field(filters: type, description: str) -> Any:
    """Declare the field of Query that pages through findings."""
    return root_field(
        FindingsField(), description, listing_arguments(filters, None) + time_arguments()
    )
