"""A file as a table: rows of text cells, and what was chosen to read them."""

from __future__ import annotations

from dataclasses import dataclass

# What may be done with the words that a spreadsheet hides.
LEAVE_OUT, RECORD = "leave_out", "record"


@dataclass(frozen=True, slots=True)
class TableOptions:
    """What is known of a file beforehand; whatever is left out is found out.

    Attributes:
        encoding: the encoding of a text file.
        delimiter: what divides the columns of a text file, one character.
        sheet: the name of the sheet in a spreadsheet.
        hidden: what to do with what a spreadsheet hides: leave_out or record.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    hidden: str = LEAVE_OUT


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number as a spreadsheet shows it, from 1.

    Empty cells at its end are left out; ``width`` is how many cells the file has with them.
    """

    number: int
    cells: tuple[str, ...]
    width: int


@dataclass(frozen=True, slots=True)
class MergedRange:
    """Cells merged into one: from row ``top`` and column ``left`` on, both from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class CoveredCell:
    """A cell, by row and column from 1, with words of its own that a merged cell covers."""

    row: int
    column: int
    merged: MergedRange


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a spreadsheet hides from whoever opens it, counted from 1.

    Attributes:
        rows: rows that are hidden or filtered out.
        columns: hidden columns.
        cells: cells, by row and column, whose number format shows nothing.
        sheet: whether the sheet itself is hidden.
    """

    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    cells: tuple[tuple[int, int], ...] = ()
    sheet: bool = False

    def cells_by_row(self) -> dict[int, list[int]]:
        """Return the columns of hidden cells by row."""
        found: dict[int, list[int]] = {}
        for row, column in self.cells:
            found.setdefault(row, []).append(column)
        return found

    def __bool__(self) -> bool:
        return bool(self.rows or self.columns or self.cells or self.sheet)


@dataclass(frozen=True, slots=True)
class StoredValue:
    """What the shown words of a cell do not tell: a number with more digits, or a whole day."""

    row: int
    column: int
    value: str


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds, rows without any words left out.

    Attributes:
        file: the file's name as people see it.
        format: csv, tsv, xlsx or ods, as found by content and not by name.
        encoding: the encoding of a text file.
        delimiter: what divides the columns of a text file.
        sheet: the sheet that was read.
        sheets: all sheets of a spreadsheet.
        notes: what a reader should know of how the file was read.
        merged: which cells are merged into one.
        uncomputed: formulas whose value the file does not hold, by row and column from 1.
        hidden: what a spreadsheet hides.
        stored: what the shown words of cells do not tell of their values.
        covered: cells whose words merged cells cover; they stand in the rows only to be recorded.
        rows: the rows, first the topmost.
    """

    file: str
    format: str
    rows: tuple[Row, ...]
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    merged: tuple[MergedRange, ...] = ()
    uncomputed: tuple[tuple[int, int], ...] = ()
    hidden: Hidden = Hidden()
    stored: tuple[StoredValue, ...] = ()
    covered: tuple[CoveredCell, ...] = ()

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max((len(row.cells) for row in self.rows), default=0)
