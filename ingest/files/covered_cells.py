"""Words that stand below a merged cell: they are in the file, and nobody sees them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from ingest.files.errors import file_error
from ingest.files.table import CoveredCell, MergedRange, Row, Table
from ingest.files.used_range import name_cell


def list_spanned(table: Table, numbers: list[int]) -> Iterator[tuple[MergedRange, list[int]]]:
    """Yield each merged cell with the rows of its span that hold anything.

    Raises:
        InvalidInput: merged cells lie over each other, so that nobody can say what is shown.
    """
    left = len(numbers) * table.width
    for merged in table.merged:
        spanned = numbers[bisect_left(numbers, merged.top) : bisect_right(numbers, merged.bottom)]
        left -= len(spanned) * max(min(merged.right, table.width) - merged.left + 1, 0)
        if left < 0:
            raise file_error("merged cells lie over each other", "Unmerge them, and save it again")
        yield merged, spanned


def cover_cells(table: Table, *, keep: bool) -> Table:
    """Return a table that names the cells which merged cells cover; their words only to ``keep``.

    Raises:
        InvalidInput: merged cells lie over each other.
    """
    if not table.merged:
        return table
    rows = {row.number: row for row in table.rows}
    covered = tuple(
        CoveredCell(number, place + 1, merged)
        for merged, spanned in list_spanned(table, list(rows))
        for number, place in _find_covered(merged, spanned, rows)
    )
    if not covered:
        return table
    cells = ", ".join(name_cell(one.row, one.column) for one in covered[:10])
    outcome = "recorded as file.hidden says" if keep else "so that none of them is recorded"
    note = f"cells hold words that merged cells cover, {outcome}: {cells}"
    notes = (*table.notes, note if len(covered) <= 10 else f"{note} and {len(covered) - 10:,} more")
    blank = frozenset() if keep else frozenset((one.row, one.column) for one in covered)
    return replace(
        table,
        rows=tuple(_blank_cells(row, blank) for row in table.rows),
        covered=covered,
        notes=notes,
    )


def _find_covered(
    merged: MergedRange, spanned: list[int], rows: dict[int, Row]
) -> Iterator[tuple[int, int]]:
    """Yield the cells that hold other words than the merged cell in whose span they stand."""
    top = rows[merged.top].cells if merged.top in rows else ()
    words = top[merged.left - 1] if merged.left <= len(top) else ""
    for number in spanned:
        cells = rows[number].cells
        for place in range(merged.left - 1, min(merged.right, len(cells))):
            first = (number, place) == (merged.top, merged.left - 1)
            if not first and cells[place].strip() and cells[place] != words:
                yield number, place


def _blank_cells(row: Row, blank: frozenset[tuple[int, int]]) -> Row:
    cells = tuple(
        "" if (row.number, column) in blank else words for column, words in enumerate(row.cells, 1)
    )
    return row if cells == row.cells else replace(row, cells=cells)
