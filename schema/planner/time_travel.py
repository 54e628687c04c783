"""The two times of a question: when it held in the world, and when the registry knew it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    Text,
    bindparam,
)

from registry.acts import ACTS
from registry.reading import View, has_begun, holds, was_there
from schema.planner.variables import VariableRef

TODAY = "today"
NOW = "now"
# What statements call a time that was asked for; a run calls it by its value.
DAY, KNOWN, INSTANT = "day", "known", "instant"

# A table, or a function that selects rows like those of a table.
Rows: TypeAlias = "str | Callable[[View], Select[Any]]"


@dataclass(frozen=True, slots=True)
class Moment:
    """When a question asks about; ``None`` is today, and now.

    Neither stands in the statements: both are bound when a plan runs, so that a plan made today
    still answers for tomorrow. Nor do expressions know them: they are kept for all questions that
    name a day, or none, and an instant, or none (``plain``).
    """

    as_of: str | VariableRef | None = None
    known_at: str | VariableRef | None = None

    @property
    def plain(self) -> Moment:
        """What expressions know of the moment: whether a day is named, and whether an instant."""
        return _plain(self.as_of is not None, self.known_at is not None)

    @property
    def names(self) -> Mapping[str, str]:
        """What a run calls the times that statements bind."""
        return {DAY: self.day_name, KNOWN: self.number_name, INSTANT: self.instant_name}

    @property
    def day_name(self) -> str:
        """The name under which the day is bound."""
        return TODAY if self.as_of is None else f"day_{_word(self.as_of)}"

    @property
    def day(self) -> BindParameter[str]:
        """The day as the statements name it."""
        return bindparam(TODAY if self.as_of is None else DAY, type_=Text())

    @property
    def number_name(self) -> str:
        """The name under which the newest entry known is bound."""
        return f"known_{_word(self.known_at or '')}"

    def number(self) -> BindParameter[int] | None:
        """Return the newest entry known, as the statements name it; None where all entries are."""
        return None if self.known_at is None else bindparam(KNOWN, type_=BigInteger())

    @property
    def instant_name(self) -> str:
        """The name under which the instant is bound."""
        return NOW if self.known_at is None else f"instant_{_word(self.known_at)}"

    @property
    def instant(self) -> ColumnElement[str]:
        """The instant as the statements name it."""
        return bindparam(NOW if self.known_at is None else INSTANT, type_=Text())

    @property
    def view(self) -> View:
        """The view of the record that the moment gives."""
        return _view(self.plain)

    def table(self, kind: str) -> FromClause:
        """Return a table as it was known."""
        return self.view.table(kind)

    def rows(self, rows: Rows, name: str) -> FromClause:
        """Rows as they were known, under a name: a table's, or what a function selects."""
        return _rows(rows, self.plain, name)

    def in_force(self, row: Any) -> ColumnElement[bool]:
        """Return the condition that a term (``from``, ``until``) covers the day."""
        return holds(row, self.day)

    def present(self, kind: str, row: FromClause) -> ColumnElement[bool] | None:
        """Return that what a record tells of was there, or had happened, where a day was named.

        Rows that are no kind of record choose by the day themselves.
        """
        if self.as_of is None or kind not in ACTS:
            return None
        return was_there(self.view, kind, row)

    def begun(self, kind: str, row: FromClause) -> ColumnElement[bool] | None:
        """Return the condition that a record had begun or happened by the day, if one is named."""
        return None if self.as_of is None else has_begun(self.view, kind, row)


def _word(time: str | VariableRef) -> str:
    """Return a time as a part of a name; one that is given later is called by where it is given."""
    if isinstance(time, VariableRef):
        return f"of_{time.name}"
    return "".join(c for c in time if c.isalnum())


@cache
def _plain(day: bool, instant: bool) -> Moment:
    return Moment("" if day else None, "" if instant else None)


@cache
def _view(moment: Moment) -> View:
    """Return the view of a moment, made once: what statements share is told by what it binds."""
    return View(moment.day, moment.number(), dated=moment.as_of is not None)


@lru_cache(maxsize=4096)
def _rows(rows: Rows, moment: Moment, name: str) -> FromClause:
    """Rows under a name; kept, because naming them anew copies every column."""
    if isinstance(rows, str):
        return moment.view.table(rows, name)
    return rows(moment.view).subquery(name)


def name_of(rows: Rows) -> str:
    """Return what rows are called in a statement: ``select_led`` selects rows called ``led``."""
    return rows if isinstance(rows, str) else rows.__name__.removeprefix("select_")
