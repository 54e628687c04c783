"""Connections: a page of a list, its cursors and flags, and how many there are in all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLObjectType, is_abstract_type
from sqlalchemy import ColumnElement, bindparam, not_

from schema.errors import Reason, refused
from schema.limits import LIMITS
from schema.planner import cursors
from schema.planner.execution import Block
from schema.planner.keys import among_keys
from schema.planner.keysets import Sorting, after, never_null
from schema.planner.kinds import plan_kinds
from schema.planner.moments import Moment
from schema.planner.paging import NODE, Page, Part
from schema.planner.places import Place, plan_selected
from schema.planner.scope import Bound
from schema.planner.shapes import Computed, Constant, Fields, Shape, Slot, Views
from schema.planner.statements import Part as Sql
from schema.planner.statements import Statement
from schema.planner.work import Selected, Work


@dataclass(frozen=True, slots=True)
class Opened:
    """A statement over the items of a list, its filter applied: the parents' key and the item."""

    key: ColumnElement[Any] | None
    item: Place


@dataclass(frozen=True, slots=True)
class Listing:
    """What a connection lists: how it is opened, sorted, and told from other questions."""

    open: Callable[[], Opened]
    sort: Callable[[Place], list[Sorting]]
    asked: Mapping[str, Any]
    question: Callable[[Mapping[str, Any]], str]
    chosen: bool


def listing(
    opened: Callable[[], Opened], selected: Selected, moment: Moment, unique: Sequence[str]
) -> Listing:
    """What a field of a connection lists, sorted as its argument asks."""
    order = selected.arguments.get("orderBy")
    told = (str(selected.definition.type), selected.name)
    arguments = {k: v for k, v in selected.arguments.items() if k not in ("first", "after")}
    asked = {"arguments": arguments, "on": moment.as_of, "known": moment.known_at}

    def question(asked: Mapping[str, Any]) -> str:
        return cursors.question_digest(
            *told, *(asked[name] for name in ("arguments", "on", "known"))
        )

    # What is sorted or filtered is chosen first, and only what is shown is then read in full.
    chosen = bool(order or selected.arguments.get("filter")) and tuple(unique) == ("reference",)
    return Listing(opened, lambda item: sortings(item, order, unique), asked, question, chosen)


def sortings(item: Place, order: Sequence[Any] | None, unique: Sequence[str]) -> list[Sorting]:
    """What a list is sorted by: as asked, and in the end by what is unique."""
    asked = [(str(entry["by"]), str(entry["direction"]) == "DESC") for entry in order or ()]
    names = {name for name, _ in asked}
    asked += [(name, False) for name in unique if name not in names]
    return [Sorting(never_null(item.row.c[name]), descending) for name, descending in asked]


def plan_page(selected: Selected, listing: Listing) -> Page:
    """The page of a connection: at most three statements, and only those that are asked for."""
    opened = listing.open()
    place, order = opened.item, listing.sort(opened.item)
    if opened.key is not None:
        place.scope.put(opened.key, "the parent's key")
        place.scope.require(among_keys(opened.key))
    places = tuple(place.put(sorting.expression, ("sorted", i)) for i, sorting in enumerate(order))
    work = place.work
    question = work.later("question", listing.asked, listing.question)
    first, limit = _sizes(work, selected)
    parts, views = _parts(place, selected, Computed(cursors.write, places, question))
    bound = _start(work, selected, listing, order)
    return Page(
        block=_block(listing, opened, order, bound, limit, views) if _needs_rows(parts) else None,
        total=_count(listing, None) if any(part.what == "totalCount" for part in parts) else None,
        before=_count(listing, bound) if bound and _needs_before(parts) else None,
        keyed=opened.key is not None,
        first=first,
        parts=parts,
        question=question,
        places=places,
    )


def _sizes(work: Work, selected: Selected) -> tuple[str, str]:
    """Under which names a run finds how many items a page holds, and one more than that."""
    path, first = selected.path, selected.arguments["first"]
    return (
        work.later("first", first, lambda first: page_size(first, path)),
        work.later("limit", first, lambda first: page_size(first, path) + 1),
    )


def page_size(first: int, path: Sequence[str]) -> int:
    """How many items a page may hold.

    Raises:
        GraphQLError: none, fewer than none, or more than the limit.
    """
    if not 1 <= first <= LIMITS.page_size:
        raise refused(
            Reason.PAGE_SIZE,
            f"first is {first}; ask for 1 to {LIMITS.page_size} and go on with after",
            path,
        )
    return first


def _start(
    work: Work, selected: Selected, listing: Listing, order: Sequence[Sorting]
) -> list[str] | None:
    """Under which names a run finds the values after which a page starts."""
    cursor = selected.arguments.get("after")
    if cursor is None:
        return None
    kinds = [sorting.expression.type.python_type for sorting in order]

    def value(index: int) -> Callable[[Mapping[str, Any]], Any]:
        def read(asked: Mapping[str, Any]) -> Any:
            question = listing.question(asked)
            return cursors.read(asked["after"], question, kinds, selected.path)[index]

        return read

    asked = {**listing.asked, "after": cursor}
    return [work.later("start", asked, value(index)) for index in range(len(kinds))]


def _beyond(item: Place, order: Sequence[Sorting], start: Sequence[str]) -> ColumnElement[bool]:
    """That an item comes after where a page starts."""
    names = [f"start{index}" for index in range(len(start))]
    item.scope.names.update(zip(names, start, strict=True))

    def condition() -> ColumnElement[bool]:
        kinds = [sorting.expression.type for sorting in order]
        return after(order, [bindparam(n, type_=k) for n, k in zip(names, kinds, strict=True)])

    return item.kept(("after", *order), condition)


def _parts(place: Place, selected: Selected, cursor: Shape) -> tuple[list[Part], list[Shape]]:
    parts: list[Part] = []
    views: list[Shape] = []
    object_type = selected.type
    assert isinstance(object_type, GraphQLObjectType)
    for field in place.work.fields(object_type, selected.details, selected.path):
        part = Part(field.key, field.name)
        if field.name in ("edges", "nodes"):
            part.view = len(views)
            views.append(
                Fields([(NODE, _item(place, field))])
                if field.name == "nodes"
                else _edge(place, field, cursor)
            )
        elif field.name == "pageInfo":
            part.keys = _names(place, field)
        elif field.name == "__typename":
            part.value = object_type.name
        parts.append(part)
    return parts, views


def _edge(place: Place, selected: Selected, cursor: Shape) -> Fields:
    edge = Fields()
    object_type = selected.type
    assert isinstance(object_type, GraphQLObjectType)
    for field in place.work.fields(object_type, selected.details, selected.path):
        if field.name == "__typename":
            shape: Shape = Constant(object_type.name)
        elif field.name == "cursor":
            shape = cursor
        else:
            shape = _item(place, field)
        edge.fields.append((field.key, shape))
    return edge


def _item(place: Place, selected: Selected) -> Shape:
    """The item itself; one of several kinds is read by its kind and reference."""
    if not is_abstract_type(selected.type):
        return plan_selected(place, selected)
    places = (place.put(place.column("kind")), place.put(place.column("reference")))
    name = NODE if selected.name == "nodes" else selected.key
    return Slot(plan_kinds(place.work, place.moment, selected), places, name)


def _names(place: Place, selected: Selected) -> list[tuple[str, str]]:
    object_type = selected.type
    assert isinstance(object_type, GraphQLObjectType)
    return [
        (field.key, field.name)
        for field in place.work.fields(object_type, selected.details, selected.path)
    ]


def _needs_rows(parts: Sequence[Part]) -> bool:
    return any(part.what in ("edges", "nodes", "pageInfo") for part in parts)


def _needs_before(parts: Sequence[Part]) -> bool:
    return any(name == "hasPreviousPage" for part in parts for _, name in part.keys)


def _block(
    listing: Listing,
    opened: Opened,
    order: Sequence[Sorting],
    start: Sequence[str] | None,
    limit: str,
    views: Sequence[Shape],
) -> Block:
    item = opened.item
    scope = item.scope
    by: list[Sql] = [" ORDER BY ", *scope.sorted(order)]
    if opened.key is None and listing.chosen:
        reference = scope.value(item.row.c.reference)
        scope.conditions[:] = [[reference, " IN (", *_chosen(listing, start, limit), ")"]]
        return Block(Statement([*scope.select(), *by]), Views(tuple(views)))
    scope.require(None if start is None else _beyond(item, order, start))
    if opened.key is None:
        parts = [*scope.select(), *by, " LIMIT ", Bound(limit)]
    else:
        parts = _first_of_each(opened, opened.key, by, limit)
    return Block(Statement(parts), Views(tuple(views)))


def _chosen(listing: Listing, start: Sequence[str] | None, limit: str) -> list[Sql]:
    """The references of what a page holds. SQLite works out all values of a row that it sorts."""
    item = listing.open().item
    scope, order = item.scope, listing.sort(item)
    scope.require(None if start is None else _beyond(item, order, start))
    found = scope.over(scope.value(item.row.c.reference))
    return [*found, " ORDER BY ", *scope.sorted(order), " LIMIT ", Bound(limit)]


def _first_of_each(
    opened: Opened, key: ColumnElement[Any], by: Sequence[Sql], limit: str
) -> list[Sql]:
    scope = opened.item.scope
    place: list[Sql] = [", row_number() OVER (PARTITION BY ", scope.value(key), *by, ") AS place"]
    page = scope.select(*place)
    shown: list[Sql] = [" WHERE page.place <= ", Bound(limit), " ORDER BY page.c0, page.place"]
    return ["SELECT * FROM (", *page, ") AS page", *shown]


def _count(listing: Listing, start: Sequence[str] | None) -> Statement:
    """How many there are in all; with a start, how many do not come after it."""
    opened = listing.open()
    item, scope = opened.item, opened.item.scope
    if start is not None:
        beyond = _beyond(item, listing.sort(item), start)
        scope.require(item.kept(("before", beyond), lambda: not_(beyond)))
    if opened.key is None:
        return Statement(scope.over("count(*)"))
    key = scope.value(opened.key)
    scope.require(among_keys(opened.key))
    return Statement([*scope.over(key, ", count(*)"), " GROUP BY ", key])
