"""The decorators that make filters, with the fields that every filter has."""

from __future__ import annotations

from typing import Any, TypeVar

import strawberry

from registry.vocabulary import Standing
from schema.descriptions import describe
from schema.inputs.filter_fields import filter_field, value_among

T = TypeVar("T")


def filter_type(fields: type[T]) -> type[T]:
    """Make a filter of records: add ``reference``, ``standing``, ``and``, ``or`` and ``not``."""
    among_references = filter_field(value_among("reference"), "One of these, by reference")
    _add(fields, "reference", list[str] | None, among_references)
    return plain_filter_type(standing_filter(fields))


def standing_filter(fields: type[T]) -> type[T]:
    """Add ``standing`` to the fields of a filter."""
    among_standings = filter_field(value_among("standing"), "How the record stands to its source")
    _add(fields, "standing", list[Standing] | None, among_standings)
    return fields


def plain_filter_type(fields: type[T]) -> type[T]:
    """Make a filter of what is no record: add ``and``, ``or`` and ``not``."""
    same = fields.__name__
    _add(fields, "and_", f"list[{same}] | None", filter_field(None, "All of these", name="and"))
    _add(fields, "or_", f"list[{same}] | None", filter_field(None, "Any of these", name="or"))
    _add(fields, "not_", f"{same} | None", filter_field(None, "Not this", name="not"))
    return strawberry.input(fields, description=describe(fields))


def _add(fields: type, name: str, annotation: Any, field: Any) -> None:
    fields.__annotations__[name] = annotation
    setattr(fields, name, field)
