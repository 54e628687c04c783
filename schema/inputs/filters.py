"""The decorators that make filters, with the fields that every filter has."""

from __future__ import annotations

from typing import Any, TypeVar

import strawberry
from sqlalchemy import ColumnElement
from sqlalchemy.types import NullType

from registry.vocabulary import Standing, World
from schema.descriptions import describe
from schema.inputs.filter_fields import filter_field, value_among
from schema.planner.captures import RequestValue
from schema.planner.key_arrays import AmongKeys
from schema.planner.row_context import RowContext

T = TypeVar("T")


def _is_of_world(item: RowContext, world: RequestValue) -> ColumnElement[bool]:
    """Require that a record stands to its source as records of a world do."""
    standings = item.bind(world, _list_standings, NullType())
    return AmongKeys(item.row.c.standing, standings)


def _list_standings(world: Any) -> list[str]:
    return [standing.value for standing in World(str(world)).standings]


def filter_type(fields: type[T]) -> type[T]:
    """Make a filter of records, with ``reference``, ``standing`` and ``world``."""
    among_references = filter_field(value_among("reference"), "One of these, by reference")
    _add(fields, "reference", list[str] | None, among_references)
    return plain_filter_type(standing_filter(fields))


def standing_filter(fields: type[T]) -> type[T]:
    """Add ``standing`` and ``world`` to the fields of a filter."""
    among_standings = filter_field(value_among("standing"), "How the record stands to its source")
    _add(fields, "standing", list[Standing] | None, among_standings)
    of_world = filter_field(_is_of_world, "Of this world: real, fictional or synthetic")
    _add(fields, "world", World | None, of_world)
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
