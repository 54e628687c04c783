"""Connections: a page of a list, its cursors and flags, and how many there are in all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLObjectType, is_abstract_type
from sqlalchemy import BigInteger, ColumnElement, Select, and_, bindparam, func, not_, select

from schema.errors import Reason, refused
from schema.planner import cursors
from schema.planner.execution import Block
from schema.planner.keys import AmongKeys
from schema.planner.keysets import Sorting, after, never_null
from schema.planner.kinds import plan_kinds
from schema.planner.moments import Moment
from schema.planner.paging import NODE, Page, Part
from schema.planner.places import Place, plan_selected
from schema.planner.shapes import Computed, Constant, Fields, Shape, Slot, Views
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
        place.scope.require(AmongKeys(opened.key))
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
    path, first, most = selected.path, selected.arguments["first"], work.limits.page_size
    return (
        work.later("first", first, lambda first: page_size(first, most, path)),
        work.later("limit", first, lambda first: page_size(first, most, path) + 1),
    )


def page_size(first: int, most: int, path: Sequence[str]) -> int:
    """How many items a page may hold.

    Raises:
        GraphQLError: none, fewer than none, or more than the limit.
    """
    if not 1 <= first <= most:
        raise refused(
            Reason.PAGE_SIZE,
            f"first is {first}; ask for 1 to {most} and go on with after",
            path,
        )
    return first


def _start(
    work: Work, selected: Selected, listing: Listing, order: Sequence[Sorting]
) -> list[ColumnElement[Any]] | None:
    """The values after which a page starts, as the statements name them."""
    cursor = selected.arguments.get("after")
    if cursor is None:
        return None
    kinds = [sorting.expression.type for sorting in order]

    def value(index: int) -> Callable[[Mapping[str, Any]], Any]:
        def read(asked: Mapping[str, Any]) -> Any:
            question = listing.question(asked)
            return cursors.read(
                asked["after"], question, [kind.python_type for kind in kinds], selected.path
            )[index]

        return read

    asked = {**listing.asked, "after": cursor}
    return [work.bind(asked, value(index), kind) for index, kind in enumerate(kinds)]


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
    start: Sequence[ColumnElement[Any]] | None,
    limit: str,
    views: Sequence[Shape],
) -> Block:
    scope = opened.item.scope
    clauses = [sorting.clause() for sorting in order]
    if opened.key is None and listing.chosen:
        scope.conditions[:] = [opened.item.row.c.reference.in_(_chosen(listing, start, limit))]
        return Block(Statement(scope.select().order_by(*clauses)), Views(tuple(views)))
    scope.require(None if start is None else after(order, start))
    if opened.key is None:
        statement = scope.select().order_by(*clauses).limit(bindparam(limit, type_=BigInteger()))
    else:
        statement = _first_of_each(scope.select, opened.key, clauses, limit)
    return Block(Statement(statement), Views(tuple(views)))


def _chosen(
    listing: Listing, start: Sequence[ColumnElement[Any]] | None, limit: str
) -> Select[Any]:
    """The references of what a page holds. SQLite works out all values of a row that it sorts."""
    item = listing.open().item
    order = listing.sort(item)
    item.scope.require(None if start is None else after(order, start))
    found = item.scope.over(item.row.c.reference)
    clauses = [sorting.clause() for sorting in order]
    return found.order_by(*clauses).limit(bindparam(limit, type_=BigInteger()))


def _first_of_each(
    selected: Callable[..., Select[Any]],
    key: ColumnElement[Any],
    clauses: Sequence[Any],
    limit: str,
) -> Select[Any]:
    place = func.row_number().over(partition_by=key, order_by=clauses).label("place")
    page = selected(place).subquery("page")
    shown = page.c.place <= bindparam(limit, type_=BigInteger())
    return select(page).where(shown).order_by(page.c.c0, page.c.place)


def _count(listing: Listing, start: Sequence[ColumnElement[Any]] | None) -> Statement:
    """How many there are in all; with a start, how many do not come after it."""
    opened = listing.open()
    scope = opened.item.scope
    if start is not None:
        scope.require(not_(and_(after(listing.sort(opened.item), start))))
    if opened.key is None:
        return Statement(scope.over(func.count()))
    scope.require(AmongKeys(opened.key))
    return Statement(scope.over(opened.key, func.count()).group_by(opened.key))
