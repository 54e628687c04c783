"""The decorator that makes filters, with the fields that every filter has."""

from __future__ import annotations

from typing import TypeVar

import strawberry

from registry.vocabulary import Standing
from schema.descriptions import describe
from schema.inputs.filter_fields import filter_field, value_among

T = TypeVar("T")


def filter_type(fields: type[T]) -> type[T]:
    """Make a filter of a class of fields: add ``standing``, ``and``, ``or`` and ``not``."""
    same = fields.__name__
    common = {
        "standing": (
            list[Standing] | None,
            filter_field(value_among("standing"), "How the record stands to its source"),
        ),
        "and_": (f"list[{same}] | None", filter_field(None, "All of these", name="and")),
        "or_": (f"list[{same}] | None", filter_field(None, "Any of these", name="or")),
        "not_": (f"{same} | None", filter_field(None, "Not this", name="not")),
    }
    for name, (annotation, field) in common.items():
        fields.__annotations__[name] = annotation
        setattr(fields, name, field)
    return strawberry.input(fields, description=describe(fields))
