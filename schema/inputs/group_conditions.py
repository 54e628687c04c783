"""Conditions of filters that go by the groups of statistics: one meaning of each group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, and_, not_, or_, select, true

from schema.inputs.filter_fields import Test, is_any_of
from schema.planner.captures import RequestValue
from schema.planner.row_context import RowContext
from schema.statistics.group_keys import Grouping
from schema.statistics.memberships import MembershipRows, grouping_named, membership_rows


def in_groups_by(grouping: str) -> Test:
    """Require that a proposal is in one of the groups of a grouping that have these keys."""

    def test(item: RowContext, values: RequestValue) -> ColumnElement[bool]:
        (rows,) = membership_rows([grouping_named(grouping)])
        members = rows(item.moment.view).subquery()
        found = select(members.c.of).where(is_any_of(item, members.c.key0, values))
        return item.row.c.reference.in_(found)

    return test


def in_group(
    item: RowContext, keys: RequestValue, structure: Sequence[tuple[int, Any]]
) -> ColumnElement[bool]:
    """Require that a proposal is in the group that has all of some keys.

    Groupings of one source go together row by row, as they do where they are counted.
    """
    named = {place: dict(each) for place, each in structure}
    conditions = []
    for places in _places_by_source(named):
        (rows,) = membership_rows(list(places))
        wanted = [(place, named[place]) for place in places.values()]
        conditions.append(_has_keys(item, rows, wanted, keys))
    return and_(true(), *conditions)


def _places_by_source(named: Mapping[int, Mapping[str, Any]]) -> list[dict[Grouping, int]]:
    """Return the places of the keys whose groupings are of one source, each grouping once."""
    found: list[tuple[Any, dict[Grouping, int]]] = []
    for place, each in named.items():
        grouping = grouping_named(each["by"])
        (rows,) = membership_rows([grouping])
        for source, places in found:
            if source is rows.source and grouping not in places:
                places[grouping] = place
                break
        else:
            found.append((rows.source, {grouping: place}))
    return [places for _, places in found]


def _has_keys(
    item: RowContext,
    rows: MembershipRows,
    wanted: Sequence[tuple[int, Mapping[str, Any]]],
    keys: RequestValue,
) -> ColumnElement[bool]:
    """Require that some row of a proposal has all keys; or that it has none where all are null."""
    members, reference = rows(item.moment.view).subquery(), item.row.c.reference
    nothing, conditions = True, list[ColumnElement[bool]]()
    for number, (place, each) in enumerate(wanted):
        column = members.c[f"key{number}"]
        if each.get("value", True):
            conditions.append(column.is_(None))
            continue
        nothing = False
        conditions.append(column == item.bind(keys, partial(_key_value, place)))
    found = reference.in_(select(members.c.of).where(*conditions))
    return or_(found, not_(reference.in_(select(members.c.of)))) if nothing else found


def _key_value(place: int, keys: Sequence[Mapping[str, Any]]) -> str:
    return str(keys[place]["value"])
