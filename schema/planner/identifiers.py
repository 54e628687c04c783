"""Conditions that find partners by their identifiers, in full spelling or by the value alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, exists, not_, or_, select
from sqlalchemy.types import NullType

from registry.vocabulary import list_spellings
from schema.planner.captures import RequestValue
from schema.planner.key_arrays import AmongKeys
from schema.planner.row_context import RowContext

# More parts of a text than a scheme has are not looked into.
_PARTS = 8


def select_identified(item: RowContext, values: RequestValue) -> Select[Any]:
    """Select the partners that go by one of some identifiers: ``GB-LAE-BAS``, or ``BAS``."""
    row = item.moment.table("partner_identifiers")
    alone = AmongKeys(row.c.value, item.bind(values, _list_texts, NullType()))
    return _select_spelt(item, row, values, alone)


def select_only_identified(item: RowContext, value: RequestValue) -> Select[Any]:
    """Select the partner of an identifier, or of a value by which no other partner goes."""
    row = item.moment.table("partner_identifiers")
    other = item.moment.view.table("partner_identifiers", "other_identifiers")
    given = item.bind(value)
    shared = exists().where(other.c.value == given, other.c.partner != row.c.partner)
    return _select_spelt(item, row, value, (row.c.value == given) & not_(shared))


def _select_spelt(
    item: RowContext, row: FromClause, given: RequestValue, alone: ColumnElement[bool]
) -> Select[Any]:
    # The values come first, since it is they that an index has.
    values = AmongKeys(row.c.value, item.bind(given, _list_values, NullType()))
    spelling = row.c.scheme + "-" + row.c.value
    spelt = AmongKeys(spelling, item.bind(given, _list_spellings, NullType()))
    return select(row.c.partner).where(values, or_(spelt, alone))


def _list_texts(given: Any) -> list[str]:
    """Return one text or several as a list."""
    return [given] if isinstance(given, str) else [str(each) for each in given]


def _list_spellings(given: Any) -> list[str]:
    return [spelling for text in _list_texts(given) for spelling in list_spellings(text)]


def _list_values(given: Any) -> list[str]:
    """Return every text that can be the value: some hyphen divides it from its scheme, or none."""
    return list(dict.fromkeys(_yield_ends(_list_spellings(given))))


def _yield_ends(spellings: Iterable[str]) -> Iterable[str]:
    for spelling in spellings:
        parts = spelling.split("-")
        yield from ("-".join(parts[place:]) for place in range(min(len(parts), _PARTS)))
