"""Which rows are the header: below titles, above the first figures, sometimes in two rows."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.files import Row, Table
from ingest.mappings.summary_rows import is_note

# From this width on, one cell alone in a row below is a note.
_WIDE = 3


def find_header(table: Table) -> tuple[int, ...]:
    """Return the number of the header row, or of two where headings are merged."""
    width = _common_width(table)
    rows = table.rows[:20]
    first = _find_first_heading(rows, width)
    if first and _spans_columns(table, rows[first - 1], width):
        return rows[first - 1].number, rows[first].number
    # A header of two rows is none that leaves no row below it.
    merged = first + 2 < len(rows) and _spans_columns(table, rows[first], width)
    if (
        merged
        and _has_only_words(rows[first + 1])
        and _fills_gaps(rows[first], rows[first + 1], width)
    ):
        return rows[first].number, rows[first + 1].number
    return (rows[first].number,)


def _find_first_heading(rows: Sequence[Row], width: int) -> int:
    """Return the place of the first row that looks like headings."""
    full = [place for place, row in enumerate(rows) if _is_full(row, width)]
    wide = [place for place in full if _row_width(rows[place]) >= width]
    if not full:
        return 0
    if not wide:
        return full[0]
    # Headings may be missing at the end; then figures stand below them, above the next such row.
    between = rows[full[0] : wide[0]]
    return wide[0] if all(map(_has_only_words, between)) else full[0]


def find_notes_below(table: Table) -> list[Row]:
    """Return the rows below a table that hold notes instead of cells, the first one first."""
    notes: list[Row] = []
    for row in reversed(table.rows):
        alone = len(row.cells) == 1 < table.width
        # In a narrow table a row with one cell may only lack its figure.
        if not alone or (notes and table.width < _WIDE and not is_note(row.cells[0])):
            break
        notes.insert(0, row)
    return notes


def _common_width(table: Table) -> int:
    """Return how many columns most rows reach."""
    reaches = sorted(_row_width(row) for row in table.rows[:200])
    return reaches[len(reaches) // 2] if reaches else 0


def _row_width(row: Row) -> int:
    return len(row.cells)


def _count_filled(row: Row) -> int:
    return sum(bool(cell.strip()) for cell in row.cells)


def _is_full(row: Row, width: int) -> bool:
    """Return whether a row is no title but fills half of the columns or more, with words."""
    return _count_filled(row) * 2 >= width and _has_only_words(row)


def _has_only_words(row: Row) -> bool:
    """Return whether nothing in a row is a figure, other than years."""
    cells = [cell.strip().replace(",", "").strip("£%") for cell in row.cells if cell.strip()]
    return not any(_is_figure(cell) for cell in cells)


def _is_figure(cell: str) -> bool:
    plain = cell.replace(".", "", 1)
    year = len(cell) == 4 and cell.startswith(("19", "20"))
    return plain.isascii() and plain.isdecimal() and not year


def _spans_columns(table: Table, row: Row, width: int) -> bool:
    """Return whether a heading of a row stands above several columns."""
    if any(one.top == row.number and one.right > one.left for one in table.merged):
        wide = max(one.right - one.left + 1 for one in table.merged if one.top == row.number)
        return wide < width and _count_filled(row) > 1
    return not table.merged and 1 < _count_filled(row) < width and _has_only_words(row)


def _fills_gaps(above: Row, below: Row, width: int) -> bool:
    """Return whether a row stands where the row above leaves room."""
    width = max(width, len(below.cells))
    cells = [*above.cells, *[""] * (width - len(above.cells))]
    return any(cell.strip() and not cells[place].strip() for place, cell in enumerate(below.cells))
