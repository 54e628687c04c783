"""The factory of orders: inputs that say in which order a list comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import strawberry
from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from registry.vocabulary import CodeList
from schema.bindings.fields import column_of
from schema.enums import Direction, register_enum
from schema.planner.row_context import RowContext

Way: TypeAlias = "tuple[InstrumentedAttribute[Any], str]"
ComputedWay: TypeAlias = "tuple[Callable[[RowContext], ColumnElement[Any]], str]"


def order_input(
    noun: str, plural: str, *ways: Way, computed: Mapping[str, ComputedWay] | None = None
) -> type:
    """Make ``<Noun>Order``, and ``<Noun>OrderBy``, the list of columns that can be sorted by.

    The reference is always among them; the word of a column is its name.

    Args:
        noun: the name of the type of which the list is.
        plural: the list's items in words.
        ways: the further columns, each with how it sorts.
        computed: the further values that the database computes, by name, each with how it sorts.
    """
    words = {"REFERENCE": ("reference", "By the readable key")}
    for attribute, description in ways:
        name = column_of(attribute).name
        words[name.upper()] = (name, description)
    for name, (_, description) in (computed or {}).items():
        words[name.upper()] = (name, description)
    by: Any = CodeList(f"{noun}OrderBy", words)  # type: ignore[arg-type]  # makes a list
    by.__doc__ = f"What {plural} can be sorted by."
    body = {
        "__annotations__": {"by": register_enum(by), "direction": Direction},
        "by": strawberry.field(description="What to sort by"),
        "direction": strawberry.field(default=Direction.ASC, description="Which way"),
        "COMPUTED": {name: expression for name, (expression, _) in (computed or {}).items()},
    }
    order = type(f"{noun}Order", (), body)
    return strawberry.input(order, description=f"In which order {plural} come")


def by_term(from_: InstrumentedAttribute[Any], until: InstrumentedAttribute[Any]) -> list[Way]:
    """Return the ways to sort by the days of a term."""
    return [
        (from_, "By the first day of the term; what has none first"),
        (until, "By the day on which the term ended; what has none first"),
    ]
