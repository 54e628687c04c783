"""The fields of filters, and the conditions that they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import strawberry
from sqlalchemy import ColumnElement, FromClause, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import NullType

from registry.reading import holds
from schema.bindings.fields import column_of
from schema.planner.captures import RequestValue
from schema.planner.key_arrays import AmongKeys
from schema.planner.row_context import RowContext
from schema.planner.time_travel import Moment

Test: TypeAlias = Callable[[RowContext, RequestValue], ColumnElement[bool]]


def filter_field(
    test: Test | None, description: str, *, chooses: bool = False, **options: Any
) -> Any:
    """Declare a field of a filter by its condition and its description.

    Its values are only bound, unless it ``chooses``: then statements differ by them.
    """
    return strawberry.field(
        default=strawberry.UNSET,
        description=description,
        metadata={"test": test, "chooses": chooses},
        **options,
    )


def is_any_of(
    item: RowContext, column: ColumnElement[Any], values: RequestValue
) -> ColumnElement[bool]:
    """Require that a column has one of some values, with one statement for any number of them."""
    return AmongKeys(column, item.bind(values, _list_texts, NullType()))


def _list_texts(values: Iterable[Any]) -> list[str]:
    return [str(value) for value in values]


def column_among(attribute: InstrumentedAttribute[Any]) -> Test:
    """Compare a column with the values."""
    name = column_of(attribute).name
    return lambda item, values: is_any_of(item, item.row.c[name], values)


def value_among(name: str) -> Test:
    """Compare a value of the row with the values."""
    return lambda item, values: is_any_of(item, item.row.c[name], values)


def column_contains(*attributes: InstrumentedAttribute[Any]) -> Test:
    """Search some columns for the words, whatever their case."""
    names = [column_of(attribute).name for attribute in attributes]

    def test(item: RowContext, words: RequestValue) -> ColumnElement[bool]:
        low = item.bind(words, _like_pattern)
        return or_(false(), *(func.lower(item.row.c[name]).like(low, escape="/") for name in names))

    return test


def _like_pattern(words: str) -> str:
    """Return the LIKE pattern of texts that contain words literally."""
    escaped = re.sub("([%_/])", r"/\1", words.lower())
    return f"%{escaped}%"


def expression_among(expression: Callable[[RowContext], ColumnElement[Any]]) -> Test:
    """Compare what the database computes with the values."""
    return lambda item, values: is_any_of(item, expression(item), values)


def linked_among(
    attribute: InstrumentedAttribute[Any],
    column: InstrumentedAttribute[Any],
    where: Callable[[FromClause, Moment], ColumnElement[bool] | None] | None = None,
) -> Test:
    """Require that some row names the item and has one of the values in another column."""
    key, name = column_of(attribute), column_of(column).name

    def test(item: RowContext, values: RequestValue) -> ColumnElement[bool]:
        row = item.moment.table(key.table.name)
        found = select(row.c[key.name]).where(is_any_of(item, row.c[name], values))
        further = where(row, item.moment) if where else None
        # Not EXISTS: so the databases can start from the few rows that have the value.
        return item.row.c.reference.in_(found if further is None else found.where(further))

    return test


def exists_on(item: RowContext, day: RequestValue) -> ColumnElement[bool]:
    """Require that the item existed on a day."""
    return holds(item.row, item.bind(day))
