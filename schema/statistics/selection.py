"""The statements of statistics: over what a field's filter leaves, as its list would show it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, FromClause

from schema.planner.filters import plan_filter
from schema.planner.key_arrays import among_keys
from schema.planner.planning_context import Selected, Work
from schema.planner.root_plan import moment_of
from schema.planner.row_context import Place
from schema.planner.select_builder import Scope
from schema.planner.snapshots import Rows
from schema.planner.statements import Part, Run, Statement, Steps
from schema.planner.time_travel import Moment
from schema.planner.time_travel import Rows as From

Told = Callable[[FromClause], Sequence[ColumnElement[Any]]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a field of Query counts: the things of a kind that meet its filter."""

    work: Work
    selected: Selected
    kind: str

    @property
    def moment(self) -> Moment:
        """The two times that are asked about."""
        return moment_of(self.work, self.selected)

    def item(self) -> Place:
        """A place for the things that meet the filter, in a statement of its own."""
        moment = self.moment
        scope = Scope(self.kind, moment)
        item = Place(self.work, scope, scope.base, self.kind, moment)
        scope.require(moment.present(self.kind, scope.base), *plan_filter(item, self.selected))
        return item

    def told(self, *names: str) -> Statement:
        """Some columns of each of the things."""
        item = self.item()
        return Statement(item.scope.over(*listed(item.scope, [item.row.c[n] for n in names])))

    def about(self, rows: From, of: str, columns: Sequence[str]) -> Statement:
        """Columns of rows that name the things; what is not filtered is read as a whole."""
        scope = Scope(rows, self.moment)
        found = [scope.base.c[name] for name in columns]
        self.narrow(scope, scope.base.c[of])
        return Statement(scope.over(*listed(scope, found)))

    def summed(self, rows: From, of: str, told: Told, *further: str) -> Statement:
        """What is told of all rows together that name the same thing and ``further`` columns."""
        scope = Scope(rows, self.moment)
        item = Place(self.work, scope, scope.base, self.kind, self.moment)
        self.narrow(scope, scope.base.c[of])
        by = listed(scope, [scope.base.c[name] for name in (of, *further)])
        values = item.kept(("summed", told), partial(told, scope.base))
        return Statement([*scope.over(*by, ", ", *listed(scope, values)), " GROUP BY ", *by])

    def narrow(self, scope: Scope, column: ColumnElement[Any]) -> None:
        """Keep only what names one of the things, where they are filtered."""
        if self.filtered:
            scope.require(among_keys(column))

    @property
    def filtered(self) -> bool:
        """Whether not all things are counted."""
        return bool(self.selected.arguments.get("filter"))

    def reading(self, statements: Mapping[str, Statement]) -> Reading:
        """How statements are read, of which the first tells the things themselves."""
        return Reading(statements, self.filtered)


@dataclass(frozen=True, slots=True)
class Reading:
    """Statements by name: the first finds things, the others tell of these where ``filtered``."""

    statements: Mapping[str, Statement]
    filtered: bool

    def read(self, run: Run) -> Steps[dict[str, Rows]]:
        """The rows of each: all at once, or those of the first before all the others."""
        first, *others = self.statements.values()
        if not self.filtered:
            read = yield [each.asked(run) for each in (first, *others)]
            return dict(zip(self.statements, read, strict=True))
        (things,) = yield [first.asked(run)]
        keys = [row[0] for row in things]
        read = yield [each.asked(run, keys) for each in others]
        return dict(zip(self.statements, (things, *read), strict=True))


def listed(scope: Scope, values: Sequence[ColumnElement[Any]]) -> list[Part]:
    """Some values, with commas between them."""
    parts: list[Part] = []
    for value in values:
        parts += [", ", scope.value(value)] if parts else [scope.value(value)]
    return parts
