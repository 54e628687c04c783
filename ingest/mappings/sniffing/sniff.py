"""``sniff_file``: look at a file, and write the mapping that its words suggest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from ingest.files import Table, TableLimits, TableOptions, read_table, show_rows
from ingest.mappings.header_rows import RESERVED, read_headings
from ingest.mappings.resolve_names import NameResolver
from ingest.mappings.sniffing.find_header import find_header, is_note
from ingest.mappings.sniffing.guesses import guess_acts
from ingest.mappings.sniffing.profiles import ColumnProfile, profile_column
from ingest.mappings.sniffing.write_mapping import write_mapping
from ingest.mappings.spec import FileSpec
from ingest.mappings.summary_rows import find_summary_rows
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
    table = read_table(path, options, limits)
    header = header or find_header(table)
    headings, _ = read_headings(table, FileSpec(header=header), {})
    seen = show_rows(table, header[-1]).table
    rows = [row for row in seen.rows if row.number > header[-1]][:ENOUGH]
    if rows and is_note(rows[-1], table):
        rows.pop()
    numbers, hidden_columns = {row.number for row in rows}, table.hidden.columns
    summaries = [
        one
        for one in find_summary_rows(table, header)
        if one.number in numbers and one.place + 1 not in hidden_columns
    ]
    about_others = {one.number for one in summaries}
    rows = [row for row in rows if row.number not in about_others]
    names = NameResolver(connection) if connection is not None else None
    short = _shorten_headings(headings.headings)
    profiles = []
    for place, heading in enumerate(headings.headings):
        words = [row.cells[place] if place < len(row.cells) else "" for row in rows]
        shown = heading if heading and headings.headings.count(heading) == 1 else f"#{place + 1}"
        if place + 1 not in hidden_columns and (heading or any(words)):
            profiles.append(profile_column(shown, short[place], words, names))
    reference = reference_part(path.stem.upper().replace("_", "-"))[:40].strip("-.")
    left_out = [(short[one.place], one) for one in summaries]
    guesses = guess_acts(profiles, reference)
    text = write_mapping(seen, header, profiles, guesses, reference, left_out)
    return SniffedFile(table, header, tuple(profiles), text)


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
