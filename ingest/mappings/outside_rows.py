"""Rows above the header and below the table: they become nothing, and that is told."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.files import Table
from ingest.mappings.spec import FileSpec


def note_outside_rows(table: Table, file: FileSpec) -> Iterator[str]:
    """Yield a note for filled rows that stand above the header, or below the last row."""
    above = [row.number for row in table.rows if row.number < file.header[0] and any(row.cells)]
    if above:
        yield f"rows above the header, which are not recorded: {_list_some(above)}"
    last = file.last_row
    below = [row.number for row in table.rows if last is not None and row.number > last]
    if below:
        yield f"rows below file.last_row, which are not recorded: {_list_some(below)}"


def _list_some(numbers: list[int]) -> str:
    more = f" and {len(numbers) - 20:,} more" if len(numbers) > 20 else ""
    return ", ".join(map(str, numbers[:20])) + more
