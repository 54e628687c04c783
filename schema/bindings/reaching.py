"""Fields that say how far the sources about a record reach, and what follows as far as that."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement

from registry.reading import View, reach_of
from registry.vocabulary import Basis, CodeList, describe_status
from schema.bindings.values import computed_value, expression
from schema.planner.row_context import RowContext

REACH = "The last day, by the day asked about, to which the sources about it speak; empty if none"

# The field that says what a status means, and how far the sources reach.
STATUS_SAYS = "statusSays"

Status = Callable[[View, Any], ColumnElement[str]]


def reach_field(kind: str) -> Any:
    """Declare a field that shows how far the sources about a record of a kind reach."""
    return expression(
        lambda context: reach_of(context.moment.view, kind, context.row),
        REACH,
        basis=Basis.FACTS,
    )


def status_field(status: Status, description: str) -> Any:
    """Declare a field that shows a status, which follows from what is not on record as well."""
    return expression(
        lambda context: status(context.moment.view, context.row),
        description,
        basis=Basis.ABSENCE,
        said_by=STATUS_SAYS,
    )


def status_sentence(kind: str, codes: type[CodeList], status: Status) -> Any:
    """Declare the field that says a status in a sentence."""

    def values(context: RowContext) -> list[ColumnElement[Any]]:
        view, row = context.moment.view, context.row
        return [status(view, row), reach_of(view, kind, row)]

    return computed_value(
        partial(_say_status, codes),
        values,
        "The status in one sentence, with how far the sources about it reach",
        basis=Basis.ABSENCE,
        said_by=STATUS_SAYS,
    )


def _say_status(codes: type[CodeList], status: str, reach: str | None) -> str:
    return describe_status(codes(status), reach)
