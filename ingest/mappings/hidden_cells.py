"""What a spreadsheet hides and a mapping speaks of: told before any of it is recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingest.files import Table
from ingest.mappings.columns import mapped_columns
from ingest.mappings.header_rows import Headings
from ingest.mappings.spec import Mapping
from registry.errors import Problem

_REMEDY = 'Unhide it and save the file, or say file.hidden = "record"'


def find_hidden(mapping: Mapping, headings: Headings, table: Table) -> Iterator[Problem]:
    """Yield a problem for everything that a mapping reads although the spreadsheet hides it."""
    if table.hidden.sheet:
        yield Problem(f"the sheet {table.sheet!r} is hidden in the spreadsheet", _REMEDY)
    hidden = frozenset(table.hidden.rows)
    for number in mapping.file.header:
        if number in hidden:
            yield Problem(f"row {number} of file.header is hidden in the spreadsheet", _REMEDY)
    yield from _find_hidden_columns(mapping, headings, table)


def _find_hidden_columns(mapping: Mapping, headings: Headings, table: Table) -> Iterator[Problem]:
    found: dict[int, Problem] = {}
    for name, where in mapped_columns(mapping):
        place = headings.column_index(name)
        if place is not None and place + 1 in table.hidden.columns and where != "ignore":
            found.setdefault(
                place,
                Problem(
                    f"{where} names a column that is hidden in the spreadsheet",
                    "Unhide it and save the file, or take it out of the mapping",
                    column=headings.headings[place] or name,
                ),
            )
    yield from found.values()


def note_hidden_cells(columns: Iterable[int], headings: tuple[str, ...]) -> Iterator[str]:
    """Yield a note for each column of a row in which a number format shows nothing of the value."""
    for column in columns:
        heading = headings[column - 1] if column <= len(headings) else ""
        yield f"{heading or f'#{column}'}: the cell holds a value that its number format hides"
