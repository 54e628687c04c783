"""Rows below the header as a person sees them: merged words fill their span, nothing is hidden."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.files.errors import file_error
from ingest.files.table import MergedRange, Row, Table
from ingest.files.used_range import name_cell

Origins = dict[tuple[int, int], MergedRange]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table with its rows as they are seen.

    Cells are named by row from 1 and place from 0.

    Attributes:
        table: the table; the words of merged cells stand in every cell of their span.
        origins: which cells took their words from a merged cell.
        covered: which cells hold words of their own that a merged cell covers.
    """

    table: Table
    origins: Origins
    covered: Origins

    def describe_origins(self, row: Row, headings: tuple[str, ...]) -> Iterator[str]:
        """Yield a note for each cell of a row whose words stand in a merged cell."""
        for place, words in enumerate(row.cells):
            merged = self.origins.get((row.number, place))
            if merged is not None:
                heading = headings[place] if place < len(headings) else f"#{place + 1}"
                yield f"{heading}: {words!r} comes from the merged cell {format_range(merged)}"

    def describe_covered(self, row: Row, *, recorded: bool) -> Iterator[str]:
        """Yield a note for each cell of a row whose own words a merged cell covers."""
        outcome = "are recorded as file.hidden says" if recorded else "are not recorded"
        for place in range(self.table.width) if self.covered else ():
            merged = self.covered.get((row.number, place))
            if merged is not None:
                yield (
                    f"cell {name_cell(row.number, place + 1)} holds words that the merged cell "
                    f"{format_range(merged)} covers: they {outcome}"
                )


def show_rows(table: Table, header: int, *, keep_covered: bool = False) -> ShownTable:
    """Give merged words to all that they span below the header, and leave out what is hidden.

    Words that a merged cell covers stay where they are with ``keep_covered``.

    Raises:
        InvalidInput: merged cells lie over each other, so that nobody can say what is shown.
    """
    cells = {row.number: list(row.cells) for row in table.rows}
    numbers = [row.number for row in table.rows]
    origins: Origins = {}
    covered: Origins = {}
    left = len(numbers) * table.width
    for merged in table.merged:
        if merged.top <= header or merged.top not in cells:
            continue
        spanned = numbers[bisect_left(numbers, merged.top) : bisect_right(numbers, merged.bottom)]
        right = _last_column(merged, cells[merged.top], table.width)
        left -= len(spanned) * max(right - merged.left + 1, 0)
        if left < 0:
            raise file_error("merged cells lie over each other", "Unmerge them, and save it again")
        own = dict.fromkeys(_find_covered(merged, spanned, cells), merged)
        covered |= own
        for number, place in () if keep_covered else own:
            cells[number][place] = ""
        _spread_words(merged, right, spanned, cells, origins, own if keep_covered else {})
    rows = tuple(
        _replace_cells(row, _blank_hidden(cells[row.number], table))
        for row in visible_rows(table).rows
    )
    return ShownTable(replace(table, rows=rows), origins, covered)


def visible_rows(table: Table) -> Table:
    """Return a table without its hidden rows."""
    hidden = frozenset(table.hidden.rows)
    return replace(table, rows=tuple(row for row in table.rows if row.number not in hidden))


def _last_column(merged: MergedRange, top: list[str], width: int) -> int:
    """Return where the words end; a title or a note alone in its row belongs to no other column."""
    others = (*top[: merged.left - 1], *top[merged.right :])
    alone = merged.right > merged.left and not any(cell.strip() for cell in others)
    return merged.left if alone else min(merged.right, width)


def _find_covered(
    merged: MergedRange, spanned: list[int], cells: dict[int, list[str]]
) -> Iterator[tuple[int, int]]:
    """Yield the cells that hold other words than the merged cell in whose span they stand."""
    top = cells[merged.top]
    words = top[merged.left - 1] if merged.left <= len(top) else ""
    for number in spanned:
        row = cells[number]
        for place in range(merged.left - 1, min(merged.right, len(row))):
            first = (number, place) == (merged.top, merged.left - 1)
            if not first and row[place].strip() and row[place] != words:
                yield number, place


def _spread_words(
    merged: MergedRange,
    right: int,
    spanned: list[int],
    cells: dict[int, list[str]],
    origins: Origins,
    kept: Origins,
) -> None:
    top = cells[merged.top]
    words = top[merged.left - 1] if merged.left <= len(top) else ""
    if not words.strip():
        return
    for number in spanned:
        row = cells[number]
        row.extend([""] * (right - len(row)))
        for place in range(merged.left - 1, right):
            if (number, place) != (merged.top, merged.left - 1) and (number, place) not in kept:
                row[place] = words
                origins[(number, place)] = merged


def _blank_hidden(cells: list[str], table: Table) -> list[str]:
    """Return a row's cells without those of hidden columns."""
    for column in table.hidden.columns:
        if column <= len(cells):
            cells[column - 1] = ""
    return cells


def _replace_cells(row: Row, cells: list[str]) -> Row:
    return replace(row, cells=tuple(cells), width=max(row.width, len(cells)))


def format_range(merged: MergedRange) -> str:
    """Return a merged cell as spreadsheets name it.

    >>> format_range(MergedRange(2, 4, 4, 4))
    'D2:D4'
    """
    return f"{name_cell(merged.top, merged.left)}:{name_cell(merged.bottom, merged.right)}"
