"""Plans of connections: a page of a list, its cursors and flags, and the total count."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graphql import GraphQLObjectType, is_abstract_type
from sqlalchemy import ColumnElement, not_

from schema.planner import cursors
from schema.planner.connection_run import NODE, ConnectionPage, ConnectionPart
from schema.planner.key_arrays import among_keys
from schema.planner.keysets import Sorting
from schema.planner.list_query import ListQuery, OpenList
from schema.planner.page_window import PageWindow, choose_window
from schema.planner.plan_execution import Block
from schema.planner.planning_context import SelectedField
from schema.planner.polymorphic import plan_kinds
from schema.planner.result_builders import (
    ComputedBuilder,
    ConstantBuilder,
    ObjectBuilder,
    ResultBuilder,
    SlotBuilder,
    TupleBuilder,
)
from schema.planner.row_context import RowContext, plan_selected
from schema.planner.select_builder import BoundName, DialectText, PostgresqlOnly
from schema.planner.statements import SqlPart as Sql
from schema.planner.statements import Statement

# PostgreSQL, which plans a statement once for all sizes of a page, takes a page for a tenth of its
# list; an array it takes for a short one.
_AMONG, _END = DialectText(" IN (", " = ANY(ARRAY("), DialectText(")", "))")


def plan_page(selected: SelectedField, listing: ListQuery) -> ConnectionPage:
    """Plan the page of a connection: at most three statements, and only those selected."""
    opened = listing.open()
    context, order = opened.item, listing.sort(opened.item)
    if opened.key is not None:
        if not listing.alone:
            context.scope.add_column(opened.key, "the parent's key")
        context.scope.require(among_keys(opened.key))
    places = tuple(
        context.select(sorting.expression, ("sorted", i)) for i, sorting in enumerate(order)
    )
    work = context.work
    question = work.defer("question", listing.asked, listing.question)
    parts, views = _parts(
        context, selected, ComputedBuilder(cursors.write_cursor, places, question)
    )
    cut = choose_window(work, selected, listing, order)
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


def _parts(
    context: RowContext, selected: SelectedField, cursor: ResultBuilder
) -> tuple[list[ConnectionPart], list[ResultBuilder]]:
    parts: list[ConnectionPart] = []
    views: list[ResultBuilder] = []
    object_type = selected.type
    assert isinstance(object_type, GraphQLObjectType)
    for field in context.work.select_fields(object_type, selected.details, selected.path):
        part = ConnectionPart(field.key, field.name)
        if field.name in ("edges", "nodes"):
            part.view = len(views)
            shape: ResultBuilder = (
                _item(context, field) if field.name == "nodes" else _edge(context, field, cursor)
            )
            part.within = isinstance(shape, SlotBuilder)
            views.append(ObjectBuilder([NODE], [shape]) if part.within else shape)
        elif field.name == "pageInfo":
            part.keys = _names(context, field)
        elif field.name == "__typename":
            part.value = object_type.name
        parts.append(part)
    return parts, views


def _edge(context: RowContext, selected: SelectedField, cursor: ResultBuilder) -> ObjectBuilder:
    edge = ObjectBuilder()
    object_type = selected.type
    assert isinstance(object_type, GraphQLObjectType)
    for field in context.work.select_fields(object_type, selected.details, selected.path):
        if field.name == "__typename":
            shape: ResultBuilder = ConstantBuilder(object_type.name)
        elif field.name == "cursor":
            shape = cursor
        else:
            shape = _item(context, field)
        edge.add(field.key, shape)
    return edge


def _item(context: RowContext, selected: SelectedField) -> ResultBuilder:
    """Plan the item; one of several kinds is read by its kind and reference."""
    if not is_abstract_type(selected.type):
        return plan_selected(context, selected)
    places = (context.select(context.column("kind")), context.select(context.column("reference")))
    name = NODE if selected.name == "nodes" else selected.key
    return SlotBuilder(plan_kinds(context.work, context.moment, selected), places, name)


def _names(context: RowContext, selected: SelectedField) -> list[tuple[str, str]]:
    object_type = selected.type
    assert isinstance(object_type, GraphQLObjectType)
    return [
        (field.key, field.name)
        for field in context.work.select_fields(object_type, selected.details, selected.path)
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
    by: list[Sql] = [" ORDER BY ", *scope.order_by(cut.order_of(order))]
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
            by.insert(1, PostgresqlOnly(scope.value(opened.key), ", "))
        parts = [*scope.select(), *by, " LIMIT ", BoundName(cut.limit)]
    else:
        parts = _first_of_each(opened, opened.key, by, cut.limit)
    return Block(Statement(parts), TupleBuilder(tuple(views)))


def _select_page(listing: ListQuery, cut: PageWindow) -> list[Sql]:
    """Select the references of the page first: SQLite computes all values of rows it sorts."""
    item = listing.open().item
    scope, order = item.scope, listing.sort(item)
    scope.require(*cut.within_cursors(item, order))
    found = scope.select_values(scope.value(item.row.c.reference))
    return [
        *found,
        " ORDER BY ",
        *scope.order_by(cut.order_of(order)),
        " LIMIT ",
        BoundName(cut.limit),
    ]


def _select_matches(listing: ListQuery, cut: PageWindow) -> tuple[list[Sql], list[Sql]]:
    """Select all that matches, by reference and sort values; and the first of that."""
    item = listing.open().item
    scope, order = item.scope, cut.order_of(listing.sort(item))
    values: list[Sql] = [scope.value(item.row.c.reference), " AS reference"]
    for place, sorting in enumerate(order):
        values += [", ", scope.value(sorting.expression), f" AS s{place}"]
    by = ", ".join(f"s{i} DESC" if each.descending else f"s{i}" for i, each in enumerate(order))
    found: list[Sql] = ["WITH found AS MATERIALIZED (", *scope.select_values(*values), ") "]
    return found, ["SELECT reference FROM found ORDER BY ", by, " LIMIT ", BoundName(cut.limit)]


def _first_of_each(
    opened: OpenList, key: ColumnElement[Any], by: Sequence[Sql], limit: str
) -> list[Sql]:
    scope = opened.item.scope
    place: list[Sql] = [", row_number() OVER (PARTITION BY ", scope.value(key), *by, ") AS place"]
    page = scope.select(*place)
    shown: list[Sql] = [" WHERE page.place <= ", BoundName(limit), " ORDER BY page.c0, page.place"]
    return ["SELECT * FROM (", *page, ") AS page", *shown]


def _count(listing: ListQuery, cut: PageWindow, beside: str | None) -> Statement | None:
    """Count all items, or those beside the page, on the outer side of a cursor."""
    if beside is not None and beside not in cut.cursors:
        return None
    opened = listing.open()
    item, scope = opened.item, opened.item.scope
    if beside is not None:
        beyond = cut.beyond_cursor(item, listing.sort(item), beside)
        scope.require(item.make_once(("not", beyond), lambda: not_(beyond)))
    if opened.key is None:
        return Statement(scope.select_values("count(*)"))
    key = scope.value(opened.key)
    scope.require(among_keys(opened.key))
    if scope.reads_table:
        return Statement([*scope.select_values(key, ", count(*)"), " GROUP BY ", key])
    # Rows of several tables are chosen by their indices first: SQLite reads all of what it groups.
    chosen = scope.select_values(key, " AS key")
    by_key: Sql = ") SELECT key, count(*) FROM chosen GROUP BY key"
    return Statement(["WITH chosen AS MATERIALIZED (", *chosen, by_key])
