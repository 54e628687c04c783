"""Conditions that find one thing by one of its names."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from registry.vocabulary import read_id, read_uri
from schema.planner.places import Place
from schema.planner.work import Selected


def named(place: Place, selected: Selected) -> ColumnElement[bool]:
    """The condition that a @oneOf input asks for."""
    arguments = selected.arguments
    ((name, value),) = arguments["by" if "by" in arguments else "target"].items()
    reference: ColumnElement[str] = place.row.c.reference
    if name == "gssCode":
        return reference.in_(_coded(place, value))
    if name == "identifier":
        return reference.in_(_identified(place, value))
    found = _reference(place, name, value)
    return false() if found is None else reference == found


def _reference(place: Place, way: str, value: str) -> str | None:
    """The reference behind a name; None where it names something of another kind."""
    if way == "reference":
        return value
    found = read_id(value) if way == "id" else read_uri(place.work.base_url, value)
    return found[1] if found and found[0] == place.kind else None


def _coded(place: Place, value: str) -> Select[Any]:
    code = place.moment.table("area_codes")
    return select(code.c.area).where(code.c.scheme == "GSS", code.c.value == value)


def _identified(place: Place, value: str) -> Select[Any]:
    """``GB-LAE-BAS``: scheme and value are divided by some one of the hyphens."""
    row = place.moment.table("partner_identifiers")
    parts = value.split("-")
    ways = [
        and_(row.c.scheme == "-".join(parts[:i]), row.c.value == "-".join(parts[i:]))
        for i in range(1, min(len(parts), 8))
    ]
    return select(row.c.partner).where(or_(false(), *ways))
