"""What areas were granted out of streams, and what of it stands outside agreements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.types import NullType

from registry.vocabulary import Extent
from schema.planner.captures import RequestValue
from schema.planner.key_arrays import AmongKeys
from schema.planner.row_context import RowContext
from schema.planner.select_builder import SelectBuilder
from schema.planner.statements import Statement
from schema.statistics.group_keys import Grouping, Key
from schema.statistics.selection import MatchingRecords, comma_separated

# The figures of grants, and the order by one of them.
FIGURES = frozenset(("granted", "outside", "grantsUnstated", "OUTSIDE"))
# What grants are grouped by: the place of the value in the row that is read of each.
PLACES: Mapping[Grouping, int] = MappingProxyType(
    {Grouping("STREAM", "streams"): 0, Grouping("AREA", "areas"): 1, Grouping("FINANCIAL_YEAR"): 2}
)
# What a filter of pools says of grants too: its fields, and the columns of grants.
_FILTERS = MappingProxyType(
    {"area": "area", "financialYear": "financial_year", "standing": "standing"}
)
_COLUMNS = ("stream", "area", "financial_year", "amount", "through", "through_amount")


@dataclass(frozen=True, slots=True)
class GrantSums:
    """What is added of one grant; ``outside`` is None where the source does not say."""

    granted: int
    outside: int | None


def select_grants(chosen: MatchingRecords) -> Statement | None:
    """Select the grants that a filter of pools leaves; None where grants cannot say."""
    asked = chosen.selected.arguments.get("filter") or {}
    given = {name: value for name, value in asked.items() if value is not None}
    if given.keys() - _FILTERS.keys():
        return None
    scope = SelectBuilder("grants", chosen.moment)
    item = RowContext(chosen.work, scope, scope.base, "grants", chosen.moment)
    scope.require(chosen.is_of_world(item))
    for name, values in given.items():
        column = _FILTERS[name]
        scope.require(item.make_once(("grants", column), partial(_is_among, item, column), values))
    values = [scope.base.c[name] for name in _COLUMNS]
    return Statement(scope.select_values(*comma_separated(scope, values)))


def _is_among(item: RowContext, column: str, values: RequestValue) -> ColumnElement[bool]:
    return AmongKeys(item.row.c[column], item.bind(values, _list_texts, NullType()))


def _list_texts(values: Iterable[Any]) -> list[str]:
    return [str(value) for value in values]


def sum_grants(
    rows: Iterable[Any], by: Sequence[Grouping]
) -> Iterator[tuple[Key | None, GrantSums]]:
    """Yield what each grant adds, and to which group: to none where groups are of others."""
    grouped = bool(by) and all(grouping in PLACES for grouping in by)
    for row in rows:
        amount, through, through_amount = row[3:]
        paid = _paid_through(amount, Extent(through), through_amount)
        outside = None if amount is None or paid is None else amount - paid
        key = tuple(row[PLACES[grouping]] for grouping in by) if grouped else None
        yield key, GrantSums(amount or 0, outside)


def _paid_through(amount: int | None, through: Extent, stated: int | None) -> int | None:
    """Return what of a grant is paid through the agreement; None where the source does not say."""
    if stated is not None:
        return stated
    if through is Extent.NONE:
        return 0
    return amount if through is Extent.WHOLE else None
