"""The statements of statistics: over what a field's filter leaves, as its list would show it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement

from schema.planner.filters import conditions
from schema.planner.moments import Moment, Rows
from schema.planner.places import Place
from schema.planner.roots import moment_of
from schema.planner.scope import Scope
from schema.planner.statements import Part, Statement
from schema.planner.work import Selected, Work


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
        scope.require(moment.present(scope.base), *conditions(item, self.selected))
        return item

    def told(self, *values: Callable[[Place], ColumnElement[Any]]) -> Statement:
        """Some values of each of the things."""
        item = self.item()
        found = [item.kept(("counted", value), partial(value, item)) for value in values]
        return Statement(item.scope.over(*listed(item.scope, found)))

    def about(self, rows: Rows, of: str, columns: Sequence[str]) -> Statement:
        """Columns of rows that name the things; what is not filtered is read as a whole."""
        scope = Scope(rows, self.moment)
        found = [scope.base.c[name] for name in columns]
        self.narrow(scope, scope.base.c[of])
        return Statement(scope.over(*listed(scope, found)))

    def narrow(self, scope: Scope, column: ColumnElement[Any]) -> None:
        """Keep only what names one of the things, where they are filtered."""
        if self.selected.arguments.get("filter"):
            item = self.item()
            references = item.scope.over(item.scope.value(item.row.c.reference))
            scope.conditions.append([scope.value(column), " IN (", *references, ")"])


def listed(scope: Scope, values: Sequence[ColumnElement[Any]]) -> list[Part]:
    """Some values, with commas between them."""
    parts: list[Part] = []
    for value in values:
        parts += [", ", scope.value(value)] if parts else [scope.value(value)]
    return parts
