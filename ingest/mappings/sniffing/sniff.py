"""``sniff_file``: look at a file, and write the mapping that its words suggest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from ingest.files import (
    Row,
    Table,
    TableLimits,
    TableOptions,
    read_table,
    show_rows,
    visible_rows,
)
from ingest.mappings.header_rows import RESERVED, read_headings
from ingest.mappings.resolve_names import NameResolver
from ingest.mappings.sniffing.find_header import find_header, find_notes_below
from ingest.mappings.sniffing.guesses import guess_acts
from ingest.mappings.sniffing.profiles import ColumnProfile, profile_column
from ingest.mappings.sniffing.stated_totals import add_stated_totals, find_unnamed_grants
from ingest.mappings.sniffing.write_mapping import find_title, write_mapping
from ingest.mappings.spec import FileSpec
from ingest.mappings.stored_values import StoredValues
from ingest.mappings.summary_rows import TOTAL, SummaryRow, find_summary_rows
from registry.errors import InvalidInput, Problem
from registry.vocabulary import reference_part

ENOUGH = 1_000


@dataclass(frozen=True, slots=True)
class SniffedFile:
    """What was found in a file, and a first mapping for it."""

    table: Table
    header: tuple[int, ...]
    columns: tuple[ColumnProfile, ...]
    mapping: str


def sniff_file(
    path: Path,
    connection: Connection | None = None,
    *,
    options: TableOptions | None = None,
    header: tuple[int, ...] | None = None,
    limits: TableLimits | None = None,
) -> SniffedFile:
    """Look at a file; names are recognised where ``connection`` leads to a registry.

    ``options`` and ``header`` are what is known of it beforehand.

    Raises:
        InvalidInput: the file cannot be read as a table.
    """
    return sniff_table(read_table(path, options, limits), connection, header=header)


def sniff_table(
    table: Table, connection: Connection | None = None, *, header: tuple[int, ...] | None = None
) -> SniffedFile:
    """Look at a table that was read.

    Raises:
        InvalidInput: nothing of it is to be seen.
    """
    visible = visible_rows(table)
    if not visible.rows:
        raise InvalidInput([_all_hidden(table)])
    header = header or find_header(visible)
    headings, _ = read_headings(table, FileSpec(header=header), {})
    seen = show_rows(table, header[-1]).table
    short = _shorten_headings(headings.headings)
    rows, summaries = _divide_rows(seen, header)
    names = NameResolver(connection) if connection is not None else None
    profiles = list(_profile_columns(seen, headings.headings, short, rows, summaries, names))
    stem = Path(table.file).stem
    reference = reference_part(stem.upper().replace("_", "-"))[:40].strip("-.")
    about = f"{stem} {find_title(seen, header)}".replace("_", " ")
    guesses = guess_acts(profiles, reference, about, [_name_cells(row, short) for row in rows])
    left_out = [(short[one.place], one) for one in summaries]
    left_out += find_unnamed_grants(guesses, rows, short)
    told = add_stated_totals(guesses, profiles, reference, _name_totals(seen, summaries, short))
    text = write_mapping(seen, header, profiles, guesses, reference, left_out=left_out, told=told)
    return SniffedFile(table, header, tuple(profiles), text)


def _divide_rows(seen: Table, header: Sequence[int]) -> tuple[list[Row], list[SummaryRow]]:
    """Return the rows that tell of something, and those that are about other rows."""
    below = {row.number for row in find_notes_below(seen)}
    rows = [row for row in seen.rows if row.number > header[-1] and row.number not in below]
    rows = rows[:ENOUGH]
    numbers = {row.number for row in rows}
    summaries = [
        one
        for one in find_summary_rows(seen, header)
        if one.number in numbers and one.place + 1 not in seen.hidden.columns
    ]
    about_others = {one.number for one in summaries}
    return [row for row in rows if row.number not in about_others], summaries


def _profile_columns(
    seen: Table,
    headings: Sequence[str],
    short: Sequence[str],
    rows: Sequence[Row],
    summaries: Sequence[SummaryRow],
    names: NameResolver | None,
) -> Iterator[ColumnProfile]:
    """Yield what each column that is not hidden looks like."""
    days = StoredValues(seen).all_days()
    about_others = {one.number for one in summaries}
    beside = [row for row in seen.rows if row.number in about_others]
    for place, heading in enumerate(headings):
        words = [row.cells[place] if place < len(row.cells) else "" for row in rows]
        if not any(words):
            # A column of totals alone: what they look like is what its rows would.
            words = [row.cells[place] if place < len(row.cells) else "" for row in beside]
        alone = heading and headings.count(heading) == 1
        number = f"#{place + 1}"
        if place + 1 not in seen.hidden.columns and (heading or any(words)):
            told = heading if alone else number
            column = number if heading in RESERVED else told
            yield profile_column(told, short[place], words, names, days, column)


def _name_totals(
    seen: Table, summaries: Sequence[SummaryRow], short: Sequence[str]
) -> list[tuple[int, dict[str, str]]]:
    """Return the rows that state a total, with their cells by name."""
    totals = {one.number for one in summaries if one.why == TOTAL}
    return [(row.number, _name_cells(row, short)) for row in seen.rows if row.number in totals]


def _name_cells(row: Row, short: Sequence[str]) -> dict[str, str]:
    """Return the cells of a row under the short names of their columns."""
    cells = [*row.cells, *[""] * (len(short) - len(row.cells))]
    return dict(zip(short, cells, strict=False))


def _all_hidden(table: Table) -> Problem:
    return Problem(
        "all rows are hidden in the spreadsheet", "Unhide them and save the file", table.file
    )


def _shorten_headings(headings: Sequence[str]) -> list[str]:
    """Shorten each heading to two or three of its words; no short name stands twice."""
    names: list[str] = []
    for place, heading in enumerate(headings, 1):
        plain = "".join(mark if mark.isalnum() else " " for mark in heading.casefold())
        words = [word for word in plain.split() if word.isascii()]
        name = "_".join(words[:4])[:30].strip("_") or f"column_{place}"
        name = f"{name}_{place}" if name in names or name in RESERVED else name
        names.append(name)
    return names
