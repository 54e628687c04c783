"""Texts of records that a view shows otherwise than the present: search indexes the present alone.

What was corrected or revised since reads in a view of the past as it did then. There are few such
texts, and they are compared word by word.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, or_, select, union_all

from registry.models import TABLES, TYPES
from registry.reading.dated_words import has_dated_words
from registry.reading.views import View


def has_earlier_texts(kind: str, *, dated: bool, known: bool) -> bool:
    """Return whether a view of such a past may show other texts of a kind than the present."""
    return known or (dated and has_dated_words(kind))


def select_earlier_texts(kinds: Iterable[str], view: View) -> Select[Any]:
    """Select what records that read otherwise now said: their words, locator, kind, reference."""
    found = union_all(*(_select_texts_of(kind, view) for kind in kinds))
    return select(*found.subquery().c)


def _select_texts_of(kind: str, view: View) -> Select[Any]:
    shown, now = view.table(kind, f"shown_{kind}"), TABLES[kind].alias(f"now_{kind}")
    texts = TYPES[kind].SEARCHED
    differs = (shown.c[name].is_distinct_from(now.c[name]) for name in (*texts, "locator"))
    words: ColumnElement[str] = literal("")
    for name in texts:
        words = words + func.coalesce(shown.c[name], "") + " "
    columns = (words.label("words"), shown.c.locator, literal(kind).label("kind"))
    return (
        select(*columns, shown.c.reference)
        .join(now, now.c.reference == shown.c.reference)
        .where(or_(*differs))
    )
