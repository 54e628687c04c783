"""What a connection lists: its statement, its order, and what identifies it in cursors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from graphql import get_named_type
from sqlalchemy import ColumnElement

from schema.planner import cursors
from schema.planner.keysets import Sorting, coalesce_null
from schema.planner.planning_context import DEFINITION, SelectedField
from schema.planner.row_context import RowContext
from schema.planner.time_travel import Moment

Computed: TypeAlias = Mapping[str, Callable[[RowContext], ColumnElement[Any]]]

# What chooses a page of a list; all other arguments say which list it is.
PAGING = ("first", "after", "last", "before")


@dataclass(frozen=True, slots=True)
class OpenList:
    """A statement over the items of a list, filtered: the parent's key and the item."""

    key: ColumnElement[Any] | None
    item: RowContext


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What a connection lists: how it is opened and sorted, and what identifies the list.

    Attributes:
        chosen: what a page shows is chosen first, and only then read in full.
        filtered: telling what belongs to the list is the dear part.
        alone: it is one object's list at most.
    """

    open: Callable[[], OpenList]
    sort: Callable[[RowContext], list[Sorting]]
    asked: Mapping[str, Any]
    question: Callable[[Mapping[str, Any]], str]
    chosen: bool
    filtered: bool
    alone: bool


def describe_list(
    opened: Callable[[], OpenList],
    selected: SelectedField,
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
    sort = partial(sort_by, order=order, unique=unique, computed=_computed_orders(selected))
    return ListQuery(opened, sort, asked, question, chosen, filtered and chosen, alone)


def _computed_orders(selected: SelectedField) -> Computed:
    """Return what a list can be sorted by besides columns: its order says how it is computed."""
    argument = selected.definition.args.get("orderBy")
    if argument is None:
        return {}
    computed: Computed = get_named_type(argument.type).extensions[DEFINITION].origin.COMPUTED
    return computed


def sort_by(
    item: RowContext, order: Sequence[Any] | None, unique: Sequence[str], computed: Computed
) -> list[Sorting]:
    """Return what a list is sorted by: as requested, and last by what is unique."""

    def value(name: str) -> ColumnElement[Any]:
        make = computed.get(name)
        if make is None:
            return coalesce_null(item.row.c[name])
        return item.make_once(("ordered", name), lambda: coalesce_null(make(item)))

    asked = [(str(entry["by"]), str(entry["direction"]) == "DESC") for entry in order or ()]
    names = {name for name, _ in asked}
    asked += [(name, False) for name in unique if name not in names]
    return [Sorting(value(name), descending) for name, descending in asked]
