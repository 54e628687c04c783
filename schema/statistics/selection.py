"""Statements of statistics, over the records that a field's filter leaves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, FromClause, literal

from registry.vocabulary import World
from schema.planner.filters import plan_filter
from schema.planner.key_arrays import among_keys
from schema.planner.planning_context import PlanningContext, SelectedField
from schema.planner.root_plan import moment_of
from schema.planner.row_context import RowContext
from schema.planner.select_builder import SelectBuilder
from schema.planner.snapshots import Rows
from schema.planner.statements import QueryRun, SqlPart, Statement, Steps
from schema.planner.time_travel import Moment
from schema.planner.time_travel import Rows as From

# The argument that says of which world the records are.
WORLD = "world"

Told = Callable[[FromClause], Sequence[ColumnElement[Any]]]


@dataclass(frozen=True, slots=True)
class MatchingRecords:
    """The records of a kind that match a field's filter, all of one world."""

    work: PlanningContext
    selected: SelectedField
    kind: str

    @property
    def moment(self) -> Moment:
        """Return the two times of the field."""
        return moment_of(self.work, self.selected)

    def item(self) -> RowContext:
        """Return a context for the records that match, in a statement of its own."""
        moment = self.moment
        scope = SelectBuilder(self.kind, moment)
        item = RowContext(self.work, scope, scope.base, self.kind, moment)
        scope.require(
            moment.present(self.kind, scope.base),
            self.is_of_world(item),
            *plan_filter(item, self.selected),
        )
        return item

    def is_of_world(self, item: RowContext) -> ColumnElement[bool]:
        """Require that a record is of the world that is asked for."""
        world = World(str(self.selected.arguments[WORLD]))
        return item.make_once((WORLD, world), partial(_is_of_world, item.row, world))

    def select_columns(self, *names: str) -> Statement:
        """Select some columns of each record."""
        item = self.item()
        return Statement(
            item.scope.select_values(*comma_separated(item.scope, [item.row.c[n] for n in names]))
        )

    def select_naming_rows(self, rows: From, of: str, columns: Sequence[str]) -> Statement:
        """Select columns of rows that name the records; unfiltered, all rows."""
        scope = SelectBuilder(rows, self.moment)
        found = [scope.base.c[name] for name in columns]
        self.narrow(scope, scope.base.c[of])
        return Statement(scope.select_values(*comma_separated(scope, found)))

    def select_sums(self, rows: From, of: str, told: Told, *further: str) -> Statement:
        """Sum rows that name the same record and have the same ``further`` columns."""
        scope = SelectBuilder(rows, self.moment)
        item = RowContext(self.work, scope, scope.base, self.kind, self.moment)
        self.narrow(scope, scope.base.c[of])
        by = comma_separated(scope, [scope.base.c[name] for name in (of, *further)])
        values = item.make_once(("summed", told), partial(told, scope.base))
        return Statement(
            [*scope.select_values(*by, ", ", *comma_separated(scope, values)), " GROUP BY ", *by]
        )

    def narrow(self, scope: SelectBuilder, column: ColumnElement[Any]) -> None:
        """Keep only rows that name one of the records, where they are filtered."""
        if self.is_filtered:
            scope.require(among_keys(column))

    @property
    def is_filtered(self) -> bool:
        """Tell whether not all records are wanted."""
        return bool(self.selected.arguments.get("filter"))

    def plan_reads(self, statements: Mapping[str, Statement]) -> StatementReads:
        """Plan the reads of statements, of which the first finds the records."""
        return StatementReads(statements, self.is_filtered)


@dataclass(frozen=True, slots=True)
class StatementReads:
    """Statements by name: the first finds records, the others narrow to them if ``filtered``.

    Where they do not narrow, they read rows of records of other worlds as well, which are no part
    of what is counted: readers look up what belongs to the records that the first one found.
    """

    statements: Mapping[str, Statement]
    is_filtered: bool

    def read(self, run: QueryRun) -> Steps[dict[str, Rows]]:
        """Read the rows of each: all at once, or the first before all the others."""
        first, *others = self.statements.values()
        if not self.is_filtered:
            read = yield [each.prepare(run) for each in (first, *others)]
            return dict(zip(self.statements, read, strict=True))
        (things,) = yield [first.prepare(run)]
        keys = [row[0] for row in things]
        read = yield [each.prepare(run, keys) for each in others]
        return dict(zip(self.statements, (things, *read), strict=True))


def _is_of_world(row: FromClause, world: World) -> ColumnElement[bool]:
    return row.c.standing.in_([literal(each.value) for each in world.standings])


def comma_separated(scope: SelectBuilder, values: Sequence[ColumnElement[Any]]) -> list[SqlPart]:
    """Put commas between values."""
    parts: list[SqlPart] = []
    for value in values:
        parts += [", ", scope.value(value)] if parts else [scope.value(value)]
    return parts
