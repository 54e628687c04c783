"""Conditions of search: that a record has the words, and was there, in a view of the past too."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, not_, or_, select
from sqlalchemy.types import NullType

from registry.vocabulary import join_alternatives
from schema.full_text import (
    EarlierTexts,
    MatchesStems,
    kinds_with_earlier_texts,
    list_names,
    match_names,
    searched_kinds,
)
from schema.planner.captures import RequestValue
from schema.planner.key_arrays import AmongKeys
from schema.planner.row_context import RowContext
from schema.planner.variables import EarlyRead


def matches_words(context: RowContext, typed: RequestValue) -> ColumnElement[bool]:
    """Require that a found record has all the words: those that it had in the view."""
    row = context.row
    now = MatchesStems(row.c.number, context.bind(typed, join_alternatives))
    kinds = tuple(kinds_with_earlier_texts(context.moment.view))
    if not kinds:
        return now
    name = row.c.found_kind + ":" + row.c.found
    others, then = (
        AmongKeys(name, context.bind(typed, EarlyRead(EarlierTexts(kinds), read), NullType()))
        for read in (list_names, match_names)
    )
    return or_(and_(now, not_(others)), then)


def was_recorded(context: RowContext) -> ColumnElement[bool] | None:
    """Require that a found record was known, and was there on the day; None in the present."""
    moment, row = context.moment, context.row
    if moment.as_of is None and moment.known_at is None:
        return None
    there = []
    for kind in searched_kinds():
        record = moment.table(kind)
        present = moment.present(kind, record)
        found = select(record.c.reference)
        known = found if present is None else found.where(present)
        there.append(and_(row.c.found_kind == kind, row.c.found.in_(known)))
    return or_(*there)
