"""Texts of records that a view shows otherwise than the present: search indexes the present alone.

What was corrected or revised since reads in a view of the past as it did then. There are few such
texts, and they are compared word by word.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, or_, select

from registry.models import TABLES, TYPES
from registry.reading.dated_words import has_dated_words
from registry.reading.views import View


def has_earlier_texts(kind: str, *, dated: bool, known: bool) -> bool:
    """Return whether a view of such a past may show other texts of a kind than the present."""
    return known or (dated and has_dated_words(kind))


def select_earlier_texts(kind: str, view: View) -> Select[Any]:
    """Select the searched columns, locator and reference of records that read otherwise now."""
    shown, now = view.table(kind, "shown"), TABLES[kind].alias("now")
    texts = (*TYPES[kind].SEARCHED, "locator")
    differs = (shown.c[name].is_distinct_from(now.c[name]) for name in texts)
    columns = (*texts, "reference")
    return (
        select(*(shown.c[name] for name in columns))
        .join(now, now.c.reference == shown.c.reference)
        .where(or_(*differs))
    )
