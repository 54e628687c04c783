"""Values that a spreadsheet stores and its shown words do not tell: whole days, more digits."""

from __future__ import annotations

import re
from collections import ChainMap, defaultdict
from collections.abc import Iterator, Mapping

from ingest.files import Row, StoredValue, Table
from ingest.mappings.dates import read_date

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class StoredValues:
    """What is stored beside the words of a table's cells."""

    def __init__(self, table: Table) -> None:
        hidden = frozenset(table.hidden.columns)
        self._rows: dict[int, list[StoredValue]] = defaultdict(list)
        for one in table.stored:
            if one.column not in hidden:
                self._rows[one.row].append(one)
        self._days: dict[str, str] = {}
        found: dict[str, set[str]] = defaultdict(set)
        for row in table.rows:
            for words, day in self._days_of(row):
                found[words].add(day)
        self._days = {words: days.pop() for words, days in found.items() if len(days) == 1}

    def days(self, row: Row) -> Mapping[str, str]:
        """Return the days that words of a row stand for, whichever way they are written."""
        if not self._days and row.number not in self._rows:
            return {}
        # A sheet may hold as many days as rows: they are not copied for each.
        return ChainMap(dict(self._days_of(row)), self._days)

    def all_days(self) -> Mapping[str, str]:
        """Return the days that words stand for, wherever they stand."""
        return self._days

    def describe_digits(self, row: Row, headings: tuple[str, ...]) -> Iterator[str]:
        """Yield a note for each cell of a row that stores more digits than it shows."""
        for one in self._rows.get(row.number, ()):
            words = _find_words(row, one)
            if words and not _DAY.fullmatch(one.value):
                place = one.column - 1
                heading = headings[place] if place < len(headings) else ""
                yield (
                    f"{heading or f'#{one.column}'}: the spreadsheet shows {words!r} and stores "
                    f"{one.value}; what it shows is recorded"
                )

    def _days_of(self, row: Row) -> Iterator[tuple[str, str]]:
        for one in self._rows.get(row.number, ()):
            words = _find_words(row, one)
            if words and _DAY.fullmatch(one.value):
                yield words, one.value


def _find_words(row: Row, one: StoredValue) -> str:
    return row.cells[one.column - 1].strip() if one.column <= len(row.cells) else ""


def note_stored_day(words: str, day: str) -> str | None:
    """Return a note where words alone would not be read as the day that the spreadsheet stores."""
    read = read_date(words)
    if read.value == day:
        return None
    return f"{words!r} is the day {day} by the value that the spreadsheet stores"
