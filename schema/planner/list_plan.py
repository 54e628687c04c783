"""Plans of lists that are never paged, such as an area's codes: one statement per level."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement

from schema.planner.captures import RequestValue
from schema.planner.key_arrays import among_keys
from schema.planner.keysets import Sorting, coalesce_null
from schema.planner.plan_execution import Block, ListPlan
from schema.planner.planning_context import SelectedField
from schema.planner.relation_paths import Route
from schema.planner.result_builders import ChildBuilder, ResultBuilder
from schema.planner.row_context import RowContext, plan_selected
from schema.planner.statements import Statement


def plan_list(
    context: RowContext, selected: SelectedField, route: Route, order: tuple[str, ...]
) -> ResultBuilder:
    """Plan a list below an object: one statement fills it for all objects."""
    key, item = route.open(context.work, context.moment)
    item.scope.add_column(key, "the parent's key")
    item.scope.require(among_keys(key), *_narrow(item, selected))
    shape = plan_selected(item, selected)
    parts = [*item.scope.select(), " ORDER BY ", *item.scope.order_by(_sorted_by(item, order))]
    child = ListPlan(Block(Statement(parts), shape))
    return ChildBuilder(child, context.select(context.column(route.own)), list)


def _narrow(item: RowContext, selected: SelectedField) -> list[ColumnElement[bool]]:
    def narrow_by(name: str, value: Any) -> ColumnElement[bool]:
        def equals(value: RequestValue) -> ColumnElement[bool]:
            return item.row.c[name] == item.bind(value)

        return item.make_once(("narrowed", name), equals, value)

    return [narrow_by(name, v) for name, v in selected.arguments.items() if v is not None]


def _sorted_by(item: RowContext, order: tuple[str, ...]) -> list[Sorting]:
    base = item.scope.base
    columns = [(base if name in base.c else item.row).c[name] for name in order]
    if "reference" in item.row.c:
        columns.append(item.row.c.reference)
    return [Sorting(coalesce_null(column)) for column in columns]
