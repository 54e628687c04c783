"""The header of a table: one row or several with merged headings, as names of columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from ingest.files import Row, Table
from ingest.mappings.patterns import normalise_words
from ingest.mappings.spec import FileSpec
from registry.errors import Problem

RESERVED = ("row", "n", "each", "each_n", "label")


@dataclass(frozen=True, slots=True)
class Headings:
    """A table's columns: their headings in order, and the names under which a mapping has them.

    Attributes:
        headings: the words of each heading; none where a column has none.
        names: headings, short names and numbers such as #3, each with its column's place.
        duplicates: headings that stand above more than one column, made plain for comparing.
    """

    headings: tuple[str, ...]
    names: Mapping[str, int]
    duplicates: frozenset[str] = frozenset()

    def is_ambiguous(self, name: str) -> bool:
        """Return whether a name is only a heading that stands above more than one column."""
        return name not in self.names and normalise_words(name) in self.duplicates

    def label(self, place: int) -> str:
        """Return what a column is called where its words are kept: #3 where it has no heading."""
        heading = self.headings[place]
        if not heading:
            return f"#{place + 1}"
        twice = normalise_words(heading) in self.duplicates
        return f"{heading} (#{place + 1})" if twice else heading

    def cell(self, cells: Mapping[str, str], place: int) -> str:
        """Return the cell of a column among the named cells of a row."""
        heading = self.headings[place]
        name = heading if self.names.get(heading) == place else f"#{place + 1}"
        return cells.get(name, "").strip() if self.names.get(name) == place else ""

    @property
    def last_headed(self) -> int:
        """How many columns there are up to the last one with a heading."""
        return max((place for place, words in enumerate(self.headings, 1) if words), default=0)

    def name_cells(self, row: Row) -> dict[str, str]:
        """Return a row's cells under the names of their columns."""
        return {
            name: row.cells[place] if place < len(row.cells) else ""
            for name, place in self.names.items()
        }

    def column_index(self, name: str) -> int | None:
        """Return the place of a column, from 0."""
        return self.names.get(name)


def read_headings(
    table: Table, spec: FileSpec, short: Mapping[str, str]
) -> tuple[Headings, list[Problem]]:
    """Return a table's headings, and what is wrong with them."""
    rows = {row.number: row for row in table.rows if row.number in spec.header}
    stated = _join_headings(table, [rows[number] for number in spec.header if number in rows])
    headings = (*stated, *[""] * (_find_width(table, spec) - len(stated)))
    if not rows:
        listed = ", ".join(map(str, spec.header))
        wrong = _problem(f"row {listed} is empty or not there", "Mend file.header")
        return Headings(headings, {}), [wrong]
    duplicates = _find_duplicates(headings)
    names = _name_columns(headings, duplicates)
    # A column may be called by a word of templates; then only its heading's short name tells it.
    named = {heading: place for place, heading in enumerate(headings) if heading in RESERVED}
    by_plain = {
        normalise_words(heading): place
        for heading, place in (named | names).items()
        if normalise_words(heading) not in duplicates
    }
    problems: list[Problem] = []
    for name, heading in short.items():
        place = by_plain.get(normalise_words(heading))
        if name in RESERVED:
            problems.append(_problem(f"columns.{name} is a word of templates", "Name it otherwise"))
        elif place is not None:
            names[name] = place
        elif normalise_words(heading) in duplicates:
            problems.append(ambiguous_column(heading, headings, f"columns.{name}"))
        else:
            problems.append(missing_column(heading, headings, f"columns.{name}"))
    return Headings(headings, names, duplicates), problems


def _find_width(table: Table, spec: FileSpec) -> int:
    """Return how many columns the rows below a header fill, whether they have a heading or not.

    In a text file the header says how many there are: a longer row was taken apart wrongly.
    """
    last = spec.last_row or table.rows[-1].number
    below = (row for row in table.rows if spec.header[-1] < row.number <= last)
    filled = max((len(row.cells) for row in below), default=0)
    if table.delimiter is None:
        return filled
    header = (row.width for row in table.rows if row.number in spec.header)
    return min(filled, max(header, default=0))


def _name_columns(headings: Sequence[str], duplicates: frozenset[str]) -> dict[str, int]:
    """Return the place of each column under its heading, where that stands once, and its number."""
    names = {
        heading: place
        for place, heading in enumerate(headings)
        if heading and heading not in RESERVED and normalise_words(heading) not in duplicates
    }
    for place in range(len(headings)):
        names.setdefault(f"#{place + 1}", place)
    return names


def _join_headings(table: Table, rows: Sequence[Row]) -> tuple[str, ...]:
    """Headings of one row or more: what stands above several columns stands before each."""
    width = max((len(row.cells) for row in rows), default=0)
    columns: list[list[str]] = [[] for _ in range(width)]
    for depth, row in enumerate(rows):
        spread = _spread_merged(table, row, width, last=depth == len(rows) - 1)
        for place, words in enumerate(spread):
            if words and words not in columns[place]:
                columns[place].append(words)
    return tuple(" / ".join(words) for words in columns)


def _spread_merged(table: Table, row: Row, width: int, *, last: bool) -> list[str]:
    cells = [" ".join(cell.split()) for cell in row.cells]
    cells += [""] * (width - len(cells))
    merged = [one for one in table.merged if one.top <= row.number <= one.bottom]
    for one in merged:
        if one.top == row.number:
            for place in range(one.left, min(one.right, width)):
                cells[place] = cells[one.left - 1]
    if not table.merged and not last:
        # A text file does not tell what was merged: a heading holds until the next one.
        # One that is hidden holds for no column that is seen.
        for place in range(1, width):
            if place not in table.hidden.columns:
                cells[place] = cells[place] or cells[place - 1]
    return cells


def _find_duplicates(headings: Sequence[str]) -> frozenset[str]:
    counts = Counter(normalise_words(heading) for heading in headings if heading)
    return frozenset(heading for heading, count in counts.items() if count > 1)


def ambiguous_column(name: str, headings: Sequence[str], where: str) -> Problem:
    """Return the problem that a mapping names a heading that stands above more than one column."""
    plain = normalise_words(name)
    places = [place for place, one in enumerate(headings, 1) if normalise_words(one) == plain]
    numbers = " or ".join(f'"#{place}"' for place in places)
    return Problem(
        message=f"{where} names a heading that stands in the file {_count_times(len(places))}",
        remedy=f"Say by number which column is meant: {numbers}",
        column=name,
    )


def _count_times(count: int) -> str:
    return "twice" if count == 2 else f"{count} times"


def missing_column(name: str, headings: Sequence[str], where: str) -> Problem:
    """Return the problem that a mapping names a column that the file does not have."""
    near = get_close_matches(name, headings, 1)
    meant = f"Did you mean {near[0]!r}? " if near else ""
    listed = ", ".join(repr(heading) for heading in headings if heading)[:500]
    return Problem(
        message=f"{where} names a column that the file does not have",
        remedy=f"{meant}Its columns are {listed}",
        column=name,
    )


def _problem(message: str, remedy: str) -> Problem:
    return Problem(message=message, remedy=remedy)
