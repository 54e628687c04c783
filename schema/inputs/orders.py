"""The factory of orders: inputs that say in which order a list comes."""

from __future__ import annotations

from typing import Any, TypeAlias

import strawberry
from sqlalchemy.orm import InstrumentedAttribute

from registry.vocabulary import CodeList
from schema.bindings.fields import column_of
from schema.enums import Direction, register_enum

Way: TypeAlias = "tuple[InstrumentedAttribute[Any], str]"


def order_input(noun: str, plural: str, *ways: Way) -> type:
    """Make ``<Noun>Order``, and ``<Noun>OrderBy``, the list of columns that can be sorted by.

    The reference is always among them; the word of a column is its name.

    Args:
        noun: the name of the type of which the list is.
        plural: the list's items in words.
        ways: the further columns, each with how it sorts.
    """
    words = {"REFERENCE": ("reference", "By the readable key")}
    for attribute, description in ways:
        name = column_of(attribute).name
        words[name.upper()] = (name, description)
    by: Any = CodeList(f"{noun}OrderBy", words)  # type: ignore[arg-type]  # makes a list
    by.__doc__ = f"What {plural} can be sorted by."
    body = {
        "__annotations__": {"by": register_enum(by), "direction": Direction},
        "by": strawberry.field(description="What to sort by"),
        "direction": strawberry.field(default=Direction.ASC, description="Which way"),
    }
    order = type(f"{noun}Order", (), body)
    return strawberry.input(order, description=f"In which order {plural} come")


def by_term(from_: InstrumentedAttribute[Any], until: InstrumentedAttribute[Any]) -> list[Way]:
    """Return the ways to sort by the days of a term."""
    return [
        (from_, "By the first day of the term; what has none first"),
        (until, "By the day on which the term ended; what has none first"),
    ]
