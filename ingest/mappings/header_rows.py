"""The header of a table: one row or several with merged headings, as names of columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from ingest.files import Row, Table
from ingest.mappings.patterns import normalise_words
from ingest.mappings.spec import FileSpec
from registry.errors import Problem

RESERVED = ("row", "n", "each", "each_n", "label")


@dataclass(frozen=True, slots=True)
class Headings:
    """A table's columns: their headings in order, and the names under which a mapping has them."""

    headings: tuple[str, ...]
    names: Mapping[str, int]

    def name_cells(self, row: Row) -> dict[str, str]:
        """A row's cells under the names of their columns."""
        return {
            name: row.cells[place] if place < len(row.cells) else ""
            for name, place in self.names.items()
        }

    def column_index(self, name: str) -> int | None:
        """The place of a column, from 0."""
        return self.names.get(name)


def read_headings(
    table: Table, spec: FileSpec, short: Mapping[str, str]
) -> tuple[Headings, list[Problem]]:
    """A table's headings, and what is wrong with them."""
    rows = {row.number: row for row in table.rows if row.number in spec.header}
    headings = _join_headings(table, [rows[number] for number in spec.header if number in rows])
    problems = list(_find_duplicates(headings, spec.header))
    if not rows:
        listed = ", ".join(map(str, spec.header))
        problems = [_problem(f"row {listed} is empty or not there", "Mend file.header")]
    names = {heading: place for place, heading in enumerate(headings) if heading}
    by_plain = {normalise_words(heading): place for heading, place in names.items()}
    for name, heading in short.items():
        place = by_plain.get(normalise_words(heading), _parse_column_number(heading, len(headings)))
        if place is None:
            problems.append(missing_column(heading, headings, f"columns.{name}"))
        elif name in RESERVED:
            problems.append(_problem(f"columns.{name} is a word of templates", "Name it otherwise"))
        else:
            names[name] = place
    return Headings(headings, names), problems


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
        for place in range(1, width):
            cells[place] = cells[place] or cells[place - 1]
    return cells


def _find_duplicates(headings: Sequence[str], rows: Sequence[int]) -> Iterator[Problem]:
    seen: set[str] = set()
    for heading in headings:
        if heading and normalise_words(heading) in seen:
            yield Problem(
                message="the heading stands in the file twice",
                remedy="Rename one of the two, or remove it",
                row=rows[-1],
                column=heading,
            )
        seen.add(normalise_words(heading))


def _parse_column_number(heading: str, width: int) -> int | None:
    """The place of a column that is given by number, such as #3: the third."""
    number = heading.removeprefix("#")
    if heading.startswith("#") and number.isascii() and number.isdecimal() and len(number) < 4:
        return int(number) - 1 if 1 <= int(number) <= width else None
    return None


def missing_column(name: str, headings: Sequence[str], where: str) -> Problem:
    """That a mapping names a column that the file does not have."""
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
