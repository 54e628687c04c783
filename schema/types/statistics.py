"""What all statistics have in common: groups and their keys."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from registry.vocabulary import Basis, World
from schema.bindings import argument, bound_field, object_type, time_arguments
from schema.statistics.selection import WORLD
from schema.types.interfaces import Resource

_GROUPS = "Each thing counts in every group that it belongs to, so groups can add up to more"


def groups_field(order: type[StrEnum], first: StrEnum) -> Any:
    """Declare the field of the groups that come first."""
    description = f"The groups that come first. {_GROUPS} than the total"
    return bound_field(
        None,
        description,
        [
            argument("first", int, "How many at most, 1 to 100", 20),
            argument("skip", int, "How many to leave out that come before; 0 for none", 0),
            argument("orderBy", order, "Which comes first", first),
        ],
        basis=Basis.ARITHMETIC,
    )


def world_field() -> Any:
    """Declare the field that shows of which world the figures are."""
    return bound_field(None, "Of which world all figures are", basis=Basis.FACTS)


@object_type
class GroupKey:
    """By what a group is grouped: a record, or a word."""

    value: str | None = bound_field(
        None,
        "The record's reference, or the word; empty for what nothing is on record of",
        basis=Basis.ARITHMETIC,
    )
    says: str | None = bound_field(
        None,
        "That nothing is on record of it, and how far the sources reach; empty where something is",
        basis=Basis.ABSENCE,
        said_by="says",
    )
    title: str | None = bound_field(
        None, "What the record is called, or the word", basis=Basis.ARITHMETIC
    )
    resource: Resource | None = bound_field(None, "The record", basis=Basis.ARITHMETIC)


def statistics_arguments(filters: type, groupings: Any) -> list[Any]:
    """Declare what statistics can be narrowed and grouped by."""
    return [
        argument("filter", filters | None, "Only what meets all of this"),
        argument(WORLD, World, "Of which world: one for all figures, never mixed", World.REAL),
        argument(
            "by", list[groupings], "By what it is grouped, up to two things; none for the total", []
        ),
        *time_arguments(),
    ]
