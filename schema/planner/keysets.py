"""Keyset pagination: what a list is sorted by, and the condition for what is after a cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    and_,
    func,
    or_,
)


@dataclass(frozen=True, slots=True)
class Sorting:
    """A term that a list is sorted by; it is never null."""

    expression: ColumnElement[Any]
    descending: bool = False

    def is_after(self, value: ColumnElement[Any]) -> ColumnElement[bool]:
        """Require that a row is after a value."""
        return self.expression < value if self.descending else self.expression > value


@lru_cache(maxsize=4096)
def coalesce_null(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a column to sort by: null comes first in both databases."""
    if not getattr(column, "nullable", True):
        return column
    nothing = -1 if isinstance(column.type, Integer | BigInteger) else ""
    return func.coalesce(column, nothing, type_=column.type)


def reverse(sortings: Sequence[Sorting]) -> list[Sorting]:
    """Reverse an order."""
    return [Sorting(sorting.expression, not sorting.descending) for sorting in sortings]


def is_after(
    sortings: Sequence[Sorting], values: Sequence[ColumnElement[Any]]
) -> ColumnElement[bool]:
    """Require that a row is after the one with these values."""
    ways = []
    for index, (sorting, value) in enumerate(zip(sortings, values, strict=True)):
        same = [
            earlier.expression == known
            for earlier, known in zip(sortings[:index], values[:index], strict=True)
        ]
        ways.append(and_(*same, sorting.is_after(value)))
    return or_(*ways)
