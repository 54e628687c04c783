"""Routes from an object to the records below it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, FromClause

from schema.planner.planning_context import PlanningContext
from schema.planner.row_context import RowContext
from schema.planner.select_builder import SelectBuilder
from schema.planner.time_travel import Moment, Rows, name_of

Condition: TypeAlias = Callable[[RowContext], "ColumnElement[bool] | None"]


def present(item: RowContext) -> ColumnElement[bool] | None:
    """Keep what existed, or had happened, on the day that ``asOf`` names."""
    return item.moment.present(item.kind, item.row)


def in_force(item: RowContext) -> ColumnElement[bool]:
    """Keep what was in force on the day, today where ``asOf`` names none."""
    return item.moment.in_force(item.row)


def begun(item: RowContext) -> ColumnElement[bool] | None:
    """Keep what had begun, or had happened, by the day that ``asOf`` names, ended or not."""
    return item.moment.begun(item.kind, item.row)


def always(_item: RowContext) -> None:
    """Keep all that is known."""


@dataclass(frozen=True, slots=True)
class Route:
    """From an object to the rows that name it, and on to what those rows name.

    Attributes:
        rows: the rows that name the object.
        key: their column that holds the object's key.
        to: their column that names the item, and the item's kind; the rows are the items if None.
        own: the column of the object that holds its key.
        where: which of the rows count.
        keep: which of the items count.
    """

    rows: Rows
    key: str
    to: tuple[str, Rows] | None = None
    own: str = "reference"
    where: Condition = present
    keep: Condition = present

    def open(self, work: PlanningContext, moment: Moment) -> tuple[ColumnElement[Any], RowContext]:
        """Open a statement over the items, and return the column that holds the object's key."""
        scope = SelectBuilder(self.rows, moment)
        base = scope.base
        first = RowContext(work, scope, base, name_of(self.rows), moment)
        where, keep = self.where, self.keep
        scope.require(first.make_once(("where", where), lambda: where(first)))
        if self.to is None:
            return base.c[self.key], first
        column, kind = self.to

        def names(item: FromClause) -> ColumnElement[bool]:
            return first.make_once(
                ("names", column, item), lambda: item.c.reference == base.c[column]
            )

        row = scope.join(kind, names, "the item", inner=True)
        item = RowContext(work, scope, row, name_of(kind), moment, owner=base)
        scope.require(item.make_once(("keep", keep), lambda: keep(item)))
        return base.c[self.key], item
