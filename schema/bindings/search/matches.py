"""What search finds, as statements go on from it, and what hits can be narrowed by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.types import NullType

from registry.models import TABLES
from registry.vocabulary import World
from schema.bindings.search.conditions import matches_words, was_recorded
from schema.errors import Reason, refusal
from schema.planner.captures import RequestValue
from schema.planner.key_arrays import AmongKeys
from schema.planner.planning_context import PlanningContext
from schema.planner.row_context import RowContext
from schema.planner.select_builder import SelectBuilder
from schema.planner.time_travel import Moment, Rows


def list_texts(values: Iterable[Any]) -> list[str]:
    """Return values as texts."""
    return [str(value) for value in values]


def list_standings(world: Any) -> list[str]:
    """Return how records of a world stand to their sources."""
    return [standing.value for standing in World(str(world)).standings]


# What hits can be narrowed by: the argument, the value of a hit that it is compared with, and how.
NARROWED: Mapping[str, tuple[str, Callable[[Any], list[str]]]] = {
    "kind": ("kind", list_texts),
    "area": ("area", list_texts),
    "standing": ("standing", list_texts),
    "world": ("standing", list_standings),
}


def open_matches(work: PlanningContext, moment: Moment, typed: Any, rows: Rows) -> RowContext:
    """Begin a statement over what has the words that were typed, and was there."""
    scope = SelectBuilder(rows, moment)
    context = RowContext(work, scope, scope.base, "search_texts", moment)
    scope.require(
        context.make_once("matching", partial(matches_words, context), typed),
        context.make_once("there", partial(was_recorded, context)),
    )
    return context


def narrow(context: RowContext, name: str, values: RequestValue) -> ColumnElement[bool]:
    """Require that a hit has one of the values of an argument."""
    column, read = NARROWED[name]
    return AmongKeys(context.row.c[column], context.bind(values, read, NullType()))


def check_kinds(kinds: Sequence[str], path: Sequence[str]) -> list[str]:
    """Return kinds of records.

    Raises:
        GraphQLError: one of them is none.
    """
    unknown = [kind for kind in kinds if kind not in TABLES]
    if unknown:
        message = f"{unknown[0]!r} is no kind of record; name kinds such as targets or partners"
        raise refusal(Reason.ARGUMENT, message, path)
    return list(kinds)
