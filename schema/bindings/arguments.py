"""The arguments of fields, each with its description."""

from __future__ import annotations

from typing import Any

from strawberry import UNSET
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument

from schema.scalars import Cursor, Date, DateTime


def argument(
    name: str, annotation: Any, description: str, default: Any = UNSET
) -> StrawberryArgument:
    """Declare an argument of a field."""
    return StrawberryArgument(
        python_name=name,
        graphql_name=name,
        type_annotation=StrawberryAnnotation(annotation),
        description=description,
        default=default,
    )


def page_arguments() -> list[StrawberryArgument]:
    """Declare the arguments that choose a page of a list."""
    return [
        argument("first", int | None, "How many at most, 1 to 100, from the start", 20),
        argument("after", Cursor | None, "Go on after this cursor of the same question"),
        argument("last", int | None, "How many at most, 1 to 100, from the end instead"),
        argument("before", Cursor | None, "Go on before this cursor of the same question"),
    ]


def listing_arguments(filters: type | None, orders: type | None) -> list[StrawberryArgument]:
    """Declare the filter, the order and the page of a list."""
    found = []
    if filters is not None:
        found.append(argument("filter", filters | None, "Only what meets all of this"))
    if orders is not None:
        description = "In which order; ties are settled by reference"
        found.append(argument("orderBy", list[orders] | None, description))  # type: ignore[valid-type]  # the type is a value here, as Strawberry takes it
    return found + page_arguments()


def time_arguments() -> list[StrawberryArgument]:
    """Declare ``asOf`` and ``knownAt``."""
    return [
        argument("asOf", Date | None, "What held in the world on this day; today by default"),
        argument(
            "knownAt",
            DateTime | None,
            "What the register had on record by this instant; now by default",
        ),
    ]
