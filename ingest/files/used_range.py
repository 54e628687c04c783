"""How far a sheet reaches, found out before a reader lays it out in memory cell by cell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ingest.files.errors import file_error
from ingest.files.limits import TableLimits
from ingest.files.table import MergedRange

# So many cells are named one by one; a file with more was never opened in a spreadsheet program.
UNCOMPUTED = 1_000

Cell = tuple[int, int]


@dataclass(slots=True)
class UsedRange:
    """The last row and column of a sheet that hold anything, and what only its XML tells.

    Cells are named by row and column, both from 1.

    Attributes:
        shown: words of cells that differ from their value; none where a format hides the value.
        texts: number formats of words that show more than the words.
        stored: values that the shown words do not tell: digits that are cut off, whole days.
        unknown: cells whose number format cannot be shown.
        linked: formulas that take their value from another file.
        comments: cells that somebody commented on.
        uncomputed: formulas whose value the file does not hold.
        hidden_rows: rows that hold anything and are hidden or filtered out.
        hidden_columns: columns that are hidden.
    """

    limits: TableLimits
    rows: int = 0
    columns: int = 0
    shown: dict[Cell, str] = field(default_factory=dict)
    texts: dict[Cell, str] = field(default_factory=dict)
    stored: dict[Cell, str] = field(default_factory=dict)
    unknown: list[Cell] = field(default_factory=list)
    linked: list[Cell] = field(default_factory=list)
    comments: set[Cell] = field(default_factory=set)
    merged: list[MergedRange] = field(default_factory=list)
    uncomputed: list[Cell] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def extend_to(self, row: int, column: int) -> None:
        """A cell with a value stands here, both counted from 1."""
        if row > self.limits.rows or column > self.limits.columns:
            raise file_error(
                f"the sheet reaches to cell {column_letters(column)}{row}, beyond "
                f"{self.limits.rows:,} rows or {self.limits.columns} columns",
                "Delete what stands far below or to the right of the table, and save it again",
            )
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)

    def show(self, cell: Cell, words: str, stored: str | None = None) -> None:
        """A cell shows these words; ``stored`` is what they do not tell of its value."""
        self.shown[cell] = words
        if stored is not None:
            self.stored[cell] = stored

    @property
    def blanked_cells(self) -> list[Cell]:
        """Cells whose value their number format hides."""
        return [cell for cell, words in self.shown.items() if not words]

    def hide_columns(self, first: int, last: int) -> None:
        """These columns are hidden, both counted from 1."""
        self.hidden_columns.update(range(first, min(last, self.limits.columns) + 1))

    def mark_uncomputed(self, row: int, column: int) -> None:
        """The file holds a formula here, but not its value."""
        self.extend_to(row, column)
        self.uncomputed.append((row, column))
        if len(self.uncomputed) > UNCOMPUTED:
            raise file_error(
                f"more than {UNCOMPUTED:,} formulas have no value, the first in cell "
                f"{name_cell(*self.uncomputed[0])}",
                "Open and save it in a spreadsheet program",
            )


Extents = Callable[[str], UsedRange]


def column_letters(column: int) -> str:
    """Return a column as spreadsheets name it.

    >>> letters(16384)
    'XFD'
    """
    name = ""
    while column > 0:
        column, place = divmod(column - 1, 26)
        name = chr(65 + place) + name
    return name


def name_cell(row: int, column: int) -> str:
    """Return a cell as spreadsheets name it, from row and column from 1.

    >>> name_cell(3, 5)
    'E3'
    """
    return f"{column_letters(column)}{row}"


def parse_cell_reference(reference: str) -> tuple[int, int] | None:
    """Row and column of a cell such as ``XFD1048576``, from 1; None if it is none."""
    column = row = 0
    for place, mark in enumerate(reference[:16]):
        if "A" <= mark <= "Z" and row == 0:
            column = column * 26 + ord(mark) - 64
        elif "0" <= mark <= "9" and place:
            row = row * 10 + int(mark)
        else:
            return None
    return (row, column) if row and column and len(reference) <= 16 else None
