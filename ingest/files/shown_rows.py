"""Rows below the header as a person sees them: merged words fill their span, nothing is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.files.covered_cells import list_spanned
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


def show_rows(table: Table, header: int) -> ShownTable:
    """Give merged words to all that they span below the header, and leave out what is hidden.

    Raises:
        InvalidInput: merged cells lie over each other, so that nobody can say what is shown.
    """
    cells = {row.number: list(row.cells) for row in table.rows}
    origins: Origins = {}
    covered = {(one.row, one.column - 1): one.merged for one in table.covered}
    for merged, spanned in list_spanned(table, list(cells)):
        if merged.top > header and merged.top in cells:
            right = _last_column(merged, cells[merged.top], table.width)
            _spread_words(merged, right, spanned, cells, origins, covered)
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


def _spread_words(
    merged: MergedRange,
    right: int,
    spanned: list[int],
    cells: dict[int, list[str]],
    origins: Origins,
    covered: Origins,
) -> None:
    top = cells[merged.top]
    words = top[merged.left - 1] if merged.left <= len(top) else ""
    if not words.strip():
        return
    for number in spanned:
        row = cells[number]
        row.extend([""] * (right - len(row)))
        for place in range(merged.left - 1, right):
            kept = row[place].strip() and (number, place) in covered
            if (number, place) != (merged.top, merged.left - 1) and not kept:
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
