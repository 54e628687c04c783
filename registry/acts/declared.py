"""What follows from what kinds declare: to what they belong, and which days they state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from registry.acts.base import Act, fields_of
from registry.acts.days import Between, On
from registry.acts.fields import Field
from registry.acts.kinds import ACTS


@dataclass(frozen=True, slots=True)
class Owner:
    """That a kind's records belong to those of ``kind``, which their ``column`` names."""

    column: str
    kind: str


def owner_of(kind: str) -> Owner | None:
    """Return what the records of a kind belong to; None where they belong to nothing."""
    act: type[Act] = ACTS[kind]
    attribute = act.PART_OF or (act.ABOUT[1] if act.ABOUT[0] != kind else None)
    for field in fields_of(act):
        if field.attribute == attribute and field.refers:
            return Owner(field.name, field.refers)
    return None


def parts_of(kind: str) -> Mapping[str, Owner]:
    """Return the kinds that belong to a kind, directly or through others, each with its owner."""
    parts: dict[str, Owner] = {}
    for each in ACTS:
        owner = owner_of(each)
        if owner is not None and (owner.kind == kind or owner.kind in parts):
            parts[each] = owner
    return parts


def day_fields(act: type[Act]) -> tuple[Field, ...]:
    """Return the fields in which a kind of act states its own day, or its first and its last."""
    fields = {field.attribute: field for field in fields_of(act)}
    match act.HAPPENED:
        case None:
            return ()
        case Between(begins=begins, ends=ends):
            return fields[begins], fields[ends]
        case On(fields=names):
            return tuple(fields[name] for name in names if not fields[name].refers)
