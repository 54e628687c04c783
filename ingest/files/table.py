"""A file as a table: rows of text cells, and what was chosen to read them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableOptions:
    """What is known of a file beforehand; whatever is left out is found out.

    Attributes:
        encoding: the encoding of a text file.
        delimiter: what divides the columns of a text file, one character.
        sheet: the name of the sheet in a spreadsheet.
    """

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None


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
class Hidden:
    """What a spreadsheet hides from whoever opens it: rows and columns, both from 1."""

    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()


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
        hidden: rows and columns that a spreadsheet hides.
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

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max((len(row.cells) for row in self.rows), default=0)
