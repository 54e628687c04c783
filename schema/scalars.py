"""The scalars of the contract, each with the specification that it follows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NewType

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from registry.vocabulary import read_day, read_instant, read_number

Date = NewType("Date", str)
DateTime = NewType("DateTime", str)
Decimal = NewType("Decimal", str)
URI = NewType("URI", str)
Cursor = NewType("Cursor", str)

_SPECIFIED = "https://scalars.graphql.org/andimarek"


def scalar_map() -> Mapping[object, ScalarDefinition]:
    """Return the definition of each scalar."""
    return {
        Date: _scalar(
            "Date",
            "A day, such as 2007-05-01",
            read_day,
            f"{_SPECIFIED}/local-date.html",
        ),
        DateTime: _scalar(
            "DateTime",
            "An instant with its offset from UTC (RFC 3339); answers are in UTC, such as"
            " 2007-05-01T12:00:00.000000Z",
            read_instant,
            f"{_SPECIFIED}/date-time.html",
        ),
        Decimal: _scalar(
            "Decimal",
            "A decimal number as text, its scale kept, such as 61042.09",
            read_number,
            "https://www.w3.org/TR/xmlschema11-2/#decimal",
        ),
        URI: _scalar("URI", "An address (RFC 3986)", str, "https://www.rfc-editor.org/rfc/rfc3986"),
        Cursor: _scalar(
            "Cursor",
            "Where a page ended; opaque, to be given back as it came",
            str,
            "https://relay.dev/graphql/connections.htm#sec-Cursor",
        ),
    }


def _scalar(
    name: str, description: str, read: Callable[[str], str], specified: str
) -> ScalarDefinition:
    def parse(value: Any) -> str:
        try:
            if isinstance(value, str):
                return read(value)
        except ValueError:
            pass
        raise GraphQLError(
            f"{name} cannot represent {value!r}: write {description[0].lower()}{description[1:]}"
        )

    return strawberry.scalar(
        name=name,
        description=description,
        serialize=str,
        parse_value=parse,
        specified_by_url=specified,
    )
