"""Which part of a list a page is: its size, its direction, and the cursors around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import NullValueNode, VariableNode
from sqlalchemy import ColumnElement, bindparam

from schema.errors import Reason, refusal
from schema.planner import cursors
from schema.planner.keysets import Sorting, is_after, reverse
from schema.planner.list_query import ListQuery
from schema.planner.planning_context import PlanningContext, SelectedField
from schema.planner.row_context import RowContext

FIRST = 20


@dataclass(frozen=True, slots=True)
class PageWindow:
    """Which part of a list a page is: from its end if ``backward``, between two cursors.

    ``size``, ``limit`` (one more) and the values of the cursors are names that a run knows.
    """

    backward: bool
    size: str
    limit: str
    cursors: Mapping[str, Sequence[str]]

    def order_of(self, order: Sequence[Sorting]) -> Sequence[Sorting]:
        """Return the order in which the page is read: reversed if it is the last of a list."""
        return reverse(order) if self.backward else order

    def within_cursors(
        self, item: RowContext, order: Sequence[Sorting]
    ) -> list[ColumnElement[bool]]:
        """Require that an item is between the cursors."""
        return [self.beyond_cursor(item, order, which) for which in self.cursors]

    def beyond_cursor(
        self, item: RowContext, order: Sequence[Sorting], which: str
    ) -> ColumnElement[bool]:
        """Require that an item is after one cursor, or before the other."""
        way = order if which == "after" else reverse(order)
        names = [f"{which}{index}" for index in range(len(way))]
        item.scope.names.update(zip(names, self.cursors[which], strict=True))

        def condition() -> ColumnElement[bool]:
            kinds = (sorting.expression.type for sorting in way)
            return is_after(way, [bindparam(f"{which}{i}", type_=k) for i, k in enumerate(kinds)])

        return item.make_once((which, *way), condition)


def choose_window(
    work: PlanningContext, selected: SelectedField, listing: ListQuery, order: Sequence[Sorting]
) -> PageWindow:
    """Read the arguments that choose the page.

    Raises:
        GraphQLError: both ``first`` and ``last`` are given.
    """
    path, last = selected.path, selected.arguments.get("last")
    if last is not None and _is_stated(work, selected, "first"):
        both = "first and last are both given; ask for the first of a list or for the last"
        raise refusal(Reason.ARGUMENT, both, path)
    first = selected.arguments["first"]
    asked, name = (FIRST if first is None else first, "first") if last is None else (last, "last")
    found = {
        which: names
        for which in ("after", "before")
        if (names := _cursor(work, selected, listing, order, which)) is not None
    }
    most = work.limits.page_size
    return PageWindow(
        name == "last",
        work.defer("size", asked, lambda size: page_size(size, most, path, name)),
        work.defer("limit", asked, lambda size: page_size(size, most, path, name) + 1),
        found,
    )


def _is_stated(work: PlanningContext, selected: SelectedField, name: str) -> bool:
    """Tell whether an argument is given by the document or a variable, not by its default."""
    for argument in selected.details[0].node.arguments or ():
        if argument.name.value == name:
            variable = argument.value
            if isinstance(variable, VariableNode):
                return work.variable_values.get(variable.name.value) is not None
            return not isinstance(variable, NullValueNode)
    return False


def page_size(
    size: int, most: int, path: Sequence[str], name: str = "first", way: str | None = None
) -> int:
    """Check how many items a page may hold; ``way`` is the argument by which to go on.

    Raises:
        GraphQLError: none, fewer than none, or more than the limit.
    """
    if not 1 <= size <= most:
        way = way or ("after" if name == "first" else "before")
        told = f"{name} is {size}; ask for 1 to {most} and go on with {way}"
        raise refusal(Reason.PAGE_SIZE, told, path)
    return size


def _cursor(
    work: PlanningContext,
    selected: SelectedField,
    listing: ListQuery,
    order: Sequence[Sorting],
    which: str,
) -> list[str] | None:
    """Return the names under which the run finds the values of a cursor."""
    cursor = selected.arguments.get(which)
    if cursor is None:
        return None
    kinds = [sorting.expression.type.python_type for sorting in order]
    # No more than this is cached with the plan: least of all the document.
    question_of, path = listing.question, selected.path

    def value(index: int) -> Callable[[Mapping[str, Any]], Any]:
        def read(asked: Mapping[str, Any]) -> Any:
            return cursors.read_cursor(asked["cursor"], question_of(asked), kinds, path)[index]

        return read

    asked = {**listing.asked, "cursor": cursor}
    return [work.defer(which, asked, value(index)) for index in range(len(kinds))]
