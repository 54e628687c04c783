"""Words that an act of a later day changed, as they stood before it.

A target says what the latest revision made of it, and a term ends where the next one began: a row
has the words that hold in the end. As of a day, what acts of later days changed is undone. The
words for that are read where they stand already, in the history of the row and in the record of the
change, so that a redaction has no further copy to find. A correction has no day of its own: it goes
with the words that it mended.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, FromClause, Select, and_, case, exists, select

from registry.acts import ACTS
from registry.models import HISTORY, Entry
from registry.reading.target_wordings import targets_on
from registry.reading.versions import Day, Number, select_known

# Kinds of which a new record ends the one before, where that had no end of its own.
ENDED_BY_THE_NEXT = ("accountability", "target_designations", "protocols")

# The end of a term as the record has it now: on the day itself it decides as well, and by an index.
LAST_UNTIL = "last_until"


def words_on(kind: str, day: Day, number: Number | None, name: str | None = None) -> FromClause:
    """Return the records of a kind, known at an entry, with the words that held on a day.

    Columns are those of the table, and ``LAST_UNTIL`` of terms.
    """
    if kind in ENDED_BY_THE_NEXT or has_dated_words(kind):
        return _shared(kind, day, number).alias(name)
    return select_known(kind, number, name)


def has_dated_words(kind: str) -> bool:
    """Return whether acts of later days change what records of a kind say."""
    return kind == "targets"


# One for all that a statement reads of the kind: its text stands once, before all else. All rows in
# it have names of their own, so that those that SQLAlchemy counts are the same with it and without.
@lru_cache(maxsize=64)
def _shared(kind: str, day: Day, number: Number | None) -> CTE:
    rows = targets_on(day, number) if kind == "targets" else _terms_on(kind, day, number)
    # Written into each place where it is named, so that the indices of the table serve there.
    return rows.cte(f"{kind}_on").prefix_with("NOT MATERIALIZED")


def _terms_on(kind: str, day: Day, number: Number | None) -> Select[Any]:
    """Terms of which the end, if an act of a later day brought it, is still open."""
    term = select_known(kind, number, "term")
    ended_since = and_(term.c.until > day, _was_ended_after(kind, term, day))
    until = case((ended_since, None), else_=term.c.until).label("until")
    columns = (until if column.name == "until" else column for column in term.c)
    return select(*columns, term.c.until.label(LAST_UNTIL))


def _was_ended_after(kind: str, term: FromClause, day: Day) -> ColumnElement[bool]:
    """Return whether a version of a term came by the act of a next one that began after a day."""
    before, ended = HISTORY[kind].alias("before"), HISTORY[kind].alias("ended")
    entry = Entry.__table__.alias("entry")
    # The version that the act made tells the day. It is the term's own if none came after it.
    by_then = exists().where(
        ended.c.reference == term.c.reference,
        ended.c.entry == before.c.until_entry,
        ended.c.until <= day,
    )
    found = exists().where(
        before.c.reference == term.c.reference,
        before.c.until_entry <= term.c.entry,
        entry.c.number == before.c.until_entry,
        entry.c.act == ACTS[kind].__name__,
        ~by_then.correlate(term, before),
    )
    return found.correlate(term)
