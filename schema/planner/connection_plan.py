"""Plans of connections: a page of a list, its cursors and flags, and the total count."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from graphql import GraphQLObjectType, NullValueNode, VariableNode, is_abstract_type
from sqlalchemy import ColumnElement, bindparam, not_

from schema.errors import Reason, refusal
from schema.planner import cursors
from schema.planner.connection_run import NODE, ConnectionPage, ConnectionPart
from schema.planner.key_arrays import among_keys
from schema.planner.keysets import Sorting, coalesce_null, is_after, reverse
from schema.planner.plan_execution import Block
from schema.planner.planning_context import Selected, Work
from schema.planner.polymorphic import plan_kinds
from schema.planner.result_builders import (
    ComputedBuilder,
    ConstantBuilder,
    ObjectBuilder,
    ResultBuilder,
    SlotBuilder,
    TupleBuilder,
)
from schema.planner.row_context import Place, plan_selected
from schema.planner.select_builder import Bound, Either, InPostgresql
from schema.planner.statements import Part as Sql
from schema.planner.statements import Statement
from schema.planner.time_travel import Moment

# PostgreSQL, which plans a statement once for all sizes of a page, takes a page for a tenth of its
# list; an array it takes for a short one.
_AMONG, _END = Either(" IN (", " = ANY(ARRAY("), Either(")", "))")
# What chooses a page of a list; all other arguments say which list it is.
PAGING = ("first", "after", "last", "before")
FIRST = 20


@dataclass(frozen=True, slots=True)
class OpenList:
    """A statement over the items of a list, filtered: the parent's key and the item."""

    key: ColumnElement[Any] | None
    item: Place


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What a connection lists: how it is opened and sorted, and what identifies the list.

    Attributes:
        chosen: what a page shows is chosen first, and only then read in full.
        filtered: telling what belongs to the list is the dear part.
        alone: it is one object's list at most.
    """

    open: Callable[[], OpenList]
    sort: Callable[[Place], list[Sorting]]
    asked: Mapping[str, Any]
    question: Callable[[Mapping[str, Any]], str]
    chosen: bool
    filtered: bool
    alone: bool


def describe_list(
    opened: Callable[[], OpenList],
    selected: Selected,
    moment: Moment,
    unique: Sequence[str],
    *,
    alone: bool = True,
) -> ListQuery:
    """Describe what a field of a connection lists."""
    order = selected.arguments.get("orderBy")
    told = (str(selected.definition.type), selected.name)
    arguments = {k: v for k, v in selected.arguments.items() if k not in PAGING}
    asked = {"arguments": arguments, "on": moment.as_of, "known": moment.known_at}

    def question(asked: Mapping[str, Any]) -> str:
        return cursors.question_digest(
            *told, *(asked[name] for name in ("arguments", "on", "known"))
        )

    # What is sorted or filtered is chosen first, and only what is shown is then read in full.
    filtered = bool(selected.arguments.get("filter"))
    chosen = (bool(order) or filtered) and tuple(unique) == ("reference",)
    sort = partial(sort_by, order=order, unique=unique)
    return ListQuery(opened, sort, asked, question, chosen, filtered and chosen, alone)


def sort_by(item: Place, order: Sequence[Any] | None, unique: Sequence[str]) -> list[Sorting]:
    """Return what a list is sorted by: as requested, and last by what is unique."""
    asked = [(str(entry["by"]), str(entry["direction"]) == "DESC") for entry in order or ()]
    names = {name for name, _ in asked}
    asked += [(name, False) for name in unique if name not in names]
    return [Sorting(coalesce_null(item.row.c[name]), descending) for name, descending in asked]


def plan_page(selected: Selected, listing: ListQuery) -> ConnectionPage:
    """Plan the page of a connection: at most three statements, and only those selected."""
    opened = listing.open()
    place, order = opened.item, listing.sort(opened.item)
    if opened.key is not None:
        if not listing.alone:
            place.scope.put(opened.key, "the parent's key")
        place.scope.require(among_keys(opened.key))
    places = tuple(place.put(sorting.expression, ("sorted", i)) for i, sorting in enumerate(order))
    work = place.work
    question = work.later("question", listing.asked, listing.question)
    parts, views = _parts(place, selected, ComputedBuilder(cursors.write_cursor, places, question))
    cut = _page_window(work, selected, listing, order)
    ahead = _count(listing, cut, "after") if _selects_flag(parts, "hasPreviousPage") else None
    behind = _count(listing, cut, "before") if _selects_flag(parts, "hasNextPage") else None
    total, rows = _is_selected(parts, "totalCount"), _needs_rows(parts)
    # What is sought once is shown and counted; between cursors, only a part of it is sought.
    counted = total and rows and listing.filtered and opened.key is None and not cut.cursors
    return ConnectionPage(
        block=_block(listing, opened, order, cut, views, counted=counted) if rows else None,
        total=_count(listing, cut, None) if total and not counted else None,
        ahead=ahead,
        behind=behind,
        alone=listing.alone,
        size=cut.size,
        backward=cut.backward,
        parts=parts,
        question=question,
        places=places,
        counted=counted,
    )


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

    def within_cursors(self, item: Place, order: Sequence[Sorting]) -> list[ColumnElement[bool]]:
        """Require that an item is between the cursors."""
        return [self.beyond_cursor(item, order, which) for which in self.cursors]

    def beyond_cursor(
        self, item: Place, order: Sequence[Sorting], which: str
    ) -> ColumnElement[bool]:
        """Require that an item is after one cursor, or before the other."""
        way = order if which == "after" else reverse(order)
        names = [f"{which}{index}" for index in range(len(way))]
        item.scope.names.update(zip(names, self.cursors[which], strict=True))

        def condition() -> ColumnElement[bool]:
            kinds = (sorting.expression.type for sorting in way)
            return is_after(way, [bindparam(f"{which}{i}", type_=k) for i, k in enumerate(kinds)])

        return item.kept((which, *way), condition)


def _page_window(
    work: Work, selected: Selected, listing: ListQuery, order: Sequence[Sorting]
) -> PageWindow:
    """Read the arguments that choose the page.

    Raises:
        GraphQLError: both the first and the last are asked for.
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
        work.later("size", asked, lambda size: page_size(size, most, path, name)),
        work.later("limit", asked, lambda size: page_size(size, most, path, name) + 1),
        found,
    )


def _is_stated(work: Work, selected: Selected, name: str) -> bool:
    """Tell whether an argument is given by the document or a variable, not by its default."""
    for argument in selected.details[0].node.arguments or ():
        if argument.name.value == name:
            variable = argument.value
            if isinstance(variable, VariableNode):
                return work.given.get(variable.name.value) is not None
            return not isinstance(variable, NullValueNode)
    return False


def page_size(size: int, most: int, path: Sequence[str], name: str = "first") -> int:
    """Check how many items a page may hold.

    Raises:
        GraphQLError: none, fewer than none, or more than the limit.
    """
    if not 1 <= size <= most:
        way = "after" if name == "first" else "before"
        told = f"{name} is {size}; ask for 1 to {most} and go on with {way}"
        raise refusal(Reason.PAGE_SIZE, told, path)
    return size


def _cursor(
    work: Work, selected: Selected, listing: ListQuery, order: Sequence[Sorting], which: str
) -> list[str] | None:
    """Return the names under which the run finds the values of a cursor."""
    cursor = selected.arguments.get(which)
    if cursor is None:
        return None
    kinds = [sorting.expression.type.python_type for sorting in order]
    # No more than this is kept with the plan: least of all the document.
    question_of, path = listing.question, selected.path

    def value(index: int) -> Callable[[Mapping[str, Any]], Any]:
        def read(asked: Mapping[str, Any]) -> Any:
            return cursors.read_cursor(asked["cursor"], question_of(asked), kinds, path)[index]

        return read

    asked = {**listing.asked, "cursor": cursor}
    return [work.later(which, asked, value(index)) for index in range(len(kinds))]


def _parts(
    place: Place, selected: Selected, cursor: ResultBuilder
) -> tuple[list[ConnectionPart], list[ResultBuilder]]:
    parts: list[ConnectionPart] = []
    views: list[ResultBuilder] = []
    object_type = selected.type
    assert isinstance(object_type, GraphQLObjectType)
    for field in place.work.fields(object_type, selected.details, selected.path):
        part = ConnectionPart(field.key, field.name)
        if field.name in ("edges", "nodes"):
            part.view = len(views)
            shape: ResultBuilder = (
                _item(place, field) if field.name == "nodes" else _edge(place, field, cursor)
            )
            part.within = isinstance(shape, SlotBuilder)
            views.append(ObjectBuilder([NODE], [shape]) if part.within else shape)
        elif field.name == "pageInfo":
            part.keys = _names(place, field)
        elif field.name == "__typename":
            part.value = object_type.name
        parts.append(part)
    return parts, views


def _edge(place: Place, selected: Selected, cursor: ResultBuilder) -> ObjectBuilder:
    edge = ObjectBuilder()
    object_type = selected.type
    assert isinstance(object_type, GraphQLObjectType)
    for field in place.work.fields(object_type, selected.details, selected.path):
        if field.name == "__typename":
            shape: ResultBuilder = ConstantBuilder(object_type.name)
        elif field.name == "cursor":
            shape = cursor
        else:
            shape = _item(place, field)
        edge.add(field.key, shape)
    return edge


def _item(place: Place, selected: Selected) -> ResultBuilder:
    """Plan the item; one of several kinds is read by its kind and reference."""
    if not is_abstract_type(selected.type):
        return plan_selected(place, selected)
    places = (place.put(place.column("kind")), place.put(place.column("reference")))
    name = NODE if selected.name == "nodes" else selected.key
    return SlotBuilder(plan_kinds(place.work, place.moment, selected), places, name)


def _names(place: Place, selected: Selected) -> list[tuple[str, str]]:
    object_type = selected.type
    assert isinstance(object_type, GraphQLObjectType)
    return [
        (field.key, field.name)
        for field in place.work.fields(object_type, selected.details, selected.path)
    ]


def _needs_rows(parts: Sequence[ConnectionPart]) -> bool:
    return any(part.what in ("edges", "nodes", "pageInfo") for part in parts)


def _is_selected(parts: Sequence[ConnectionPart], name: str) -> bool:
    return any(part.what == name for part in parts)


def _selects_flag(parts: Sequence[ConnectionPart], flag: str) -> bool:
    return any(name == flag for part in parts for _, name in part.keys)


def _block(
    listing: ListQuery,
    opened: OpenList,
    order: Sequence[Sorting],
    cut: PageWindow,
    views: Sequence[ResultBuilder],
    *,
    counted: bool,
) -> Block:
    item = opened.item
    scope = item.scope
    by: list[Sql] = [" ORDER BY ", *scope.sorted(cut.order_of(order))]
    if opened.key is None and listing.chosen:
        found, chosen = (
            _select_matches(listing, cut) if counted else ([], _select_page(listing, cut))
        )
        scope.conditions[:] = [[scope.value(item.row.c.reference), _AMONG, *chosen, _END]]
        total = [", (SELECT count(*) FROM found) AS total"] if counted else []
        return Block(Statement([*found, *scope.select(*total), *by]), TupleBuilder(tuple(views)))
    scope.require(*cut.within_cursors(item, order))
    if listing.alone or opened.key is None:
        if opened.key is not None:
            # One list has one key. To sort by it keeps PostgreSQL, which plans for any page,
            # from passing over all lists in their order until it has found enough of this one.
            by.insert(1, InPostgresql(scope.value(opened.key), ", "))
        parts = [*scope.select(), *by, " LIMIT ", Bound(cut.limit)]
    else:
        parts = _first_of_each(opened, opened.key, by, cut.limit)
    return Block(Statement(parts), TupleBuilder(tuple(views)))


def _select_page(listing: ListQuery, cut: PageWindow) -> list[Sql]:
    """Select the references of the page first: SQLite computes all values of rows it sorts."""
    item = listing.open().item
    scope, order = item.scope, listing.sort(item)
    scope.require(*cut.within_cursors(item, order))
    found = scope.over(scope.value(item.row.c.reference))
    return [*found, " ORDER BY ", *scope.sorted(cut.order_of(order)), " LIMIT ", Bound(cut.limit)]


def _select_matches(listing: ListQuery, cut: PageWindow) -> tuple[list[Sql], list[Sql]]:
    """Select all that matches, by reference and sort values; and the first of that."""
    item = listing.open().item
    scope, order = item.scope, cut.order_of(listing.sort(item))
    values: list[Sql] = [scope.value(item.row.c.reference), " AS reference"]
    for place, sorting in enumerate(order):
        values += [", ", scope.value(sorting.expression), f" AS s{place}"]
    by = ", ".join(f"s{i} DESC" if each.descending else f"s{i}" for i, each in enumerate(order))
    found: list[Sql] = ["WITH found AS MATERIALIZED (", *scope.over(*values), ") "]
    return found, ["SELECT reference FROM found ORDER BY ", by, " LIMIT ", Bound(cut.limit)]


def _first_of_each(
    opened: OpenList, key: ColumnElement[Any], by: Sequence[Sql], limit: str
) -> list[Sql]:
    scope = opened.item.scope
    place: list[Sql] = [", row_number() OVER (PARTITION BY ", scope.value(key), *by, ") AS place"]
    page = scope.select(*place)
    shown: list[Sql] = [" WHERE page.place <= ", Bound(limit), " ORDER BY page.c0, page.place"]
    return ["SELECT * FROM (", *page, ") AS page", *shown]


def _count(listing: ListQuery, cut: PageWindow, beside: str | None) -> Statement | None:
    """Count all items, or those beside the page, on the outer side of a cursor."""
    if beside is not None and beside not in cut.cursors:
        return None
    opened = listing.open()
    item, scope = opened.item, opened.item.scope
    if beside is not None:
        beyond = cut.beyond_cursor(item, listing.sort(item), beside)
        scope.require(item.kept(("not", beyond), lambda: not_(beyond)))
    if opened.key is None:
        return Statement(scope.over("count(*)"))
    key = scope.value(opened.key)
    scope.require(among_keys(opened.key))
    return Statement([*scope.over(key, ", count(*)"), " GROUP BY ", key])
