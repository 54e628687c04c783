"""Rows about other rows: totals, sub-totals, section titles, notes, and the header repeated."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.files import Row, Table
from ingest.mappings.patterns import normalise_words

TOTAL = "a total of other rows"
HEADER = "the header, repeated"
NOTE = "a note or a title among the rows"
SECTION = "the title of a section"
# How many columns most rows fill where a row with one cell alone is no row of its own.
_WIDE = 3
_TOTAL = re.compile(
    r"(?:sub-? ?|grand |overall |running )?totals?(?:(?: for| of|:) .{1,100})?:?"
    r"|.{1,100}[ -](?:sub-? ?)?totals?:?|is-?gyfanswm|cyfanswm",
)
_LABEL = re.compile(r"\b(?:sub-?)?totals?\b|\bcyfanswm\b")
# How far a stated total may be from the sum of its rows, which may each be rounded.
_NEARLY = Decimal("0.005")
_MARKS = " *†‡§¹²³⁴⁵⁶⁷⁸⁹"
_FIGURE = re.compile(r"£?-?[0-9]{1,15}(?:\.[0-9]{1,6})?")
_NOTE = re.compile(r"(?:notes?|sources?|nodyn|nodiadau)\b.*|[*†‡].*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A row about other rows: its number, why it is one, and the cell that says so."""

    number: int
    why: str
    place: int
    words: str


def find_summary_rows(table: Table, header: Sequence[int]) -> Iterator[SummaryRow]:
    """Yield every row below a header that speaks of other rows."""
    above = [_plain_cells(row) for row in table.rows if row.number in header]
    rows = [row for row in table.rows if row.number > header[-1]]
    common, sums = _count_commonly_filled(rows), RunningSums()
    for row in rows:
        filled = [(place, cell.strip()) for place, cell in enumerate(row.cells) if cell.strip()]
        if not filled:
            continue
        place, words = filled[0]
        why = _explain(row, len(filled), words, above, table.width)
        if why is None and len(filled) == 1 and place == 0 and common >= _WIDE:
            why = SECTION
        if why is None and sums.are_in(row):
            plain = [normalise_words(cell) for _, cell in filled]
            if all(_FIGURE.fullmatch(cell.replace(",", "")) for cell in plain):
                # A total without a label: what tells it is that its first cell is empty.
                why, place, words = TOTAL, 0, ""
            elif sums.are_all_in(row):
                why = TOTAL
            elif labels := [one for one in filled if _LABEL.search(normalise_words(one[1]))]:
                why, (place, words) = TOTAL, labels[0]
        sums.add(row, why)
        if why:
            yield SummaryRow(row.number, why, place, words)


def _count_commonly_filled(rows: Sequence[Row]) -> int:
    """Return how many cells a row of the table fills, titles and notes among them aside."""
    counts = sorted(sum(bool(cell.strip()) for cell in row.cells) for row in rows[:1_000])
    return counts[len(counts) * 3 // 4] if counts else 0


class RunningSums:
    """The sums of each column of figures since the last total."""

    def __init__(self) -> None:
        self.sums: dict[int, Decimal] = defaultdict(Decimal)
        self.rows = 0

    def are_in(self, row: Row) -> bool:
        """Return whether every figure of a row is the sum of those above it, nearly at least."""
        figures = _read_figures(row)
        return (
            self.rows > 1
            and bool(figures)
            and all(
                figure and abs(self.sums.get(place, Decimal()) - figure) <= abs(figure) * _NEARLY
                for place, figure in figures.items()
            )
        )

    def are_all_in(self, row: Row) -> bool:
        """Return whether two figures or more are sums to the last digit, of three rows or more."""
        figures = _read_figures(row)
        exact = all(self.sums.get(place) == figure for place, figure in figures.items())
        return exact and len(figures) > 1 and self.rows > 2

    def add(self, row: Row, why: str | None) -> None:
        """Count a row; a total begins anew."""
        if why == TOTAL:
            self.sums.clear()
            self.rows = 0
        elif why is None:
            self.rows += 1
            for place, figure in _read_figures(row).items():
                self.sums[place] += figure


def _read_figures(row: Row) -> dict[int, Decimal]:
    cells = (
        (place, cell.strip().rstrip(_MARKS).replace(",", ""))
        for place, cell in enumerate(row.cells)
    )
    return {
        place: Decimal(cell.removeprefix("£")) for place, cell in cells if _FIGURE.fullmatch(cell)
    }


def is_note(words: str) -> bool:
    """Return whether words begin as notes do."""
    return _NOTE.fullmatch(normalise_words(words)) is not None


def _explain(
    row: Row, filled: int, words: str, above: Sequence[list[str]], width: int
) -> str | None:
    if filled > 1 and _plain_cells(row) in above:
        return HEADER
    plain = normalise_words(words)
    # A code before it makes "Total homes" the title of an indicator: only the first cell counts.
    if _TOTAL.fullmatch(plain) and filled > 1:
        return TOTAL
    if filled == 1 and width > 1 and _NOTE.fullmatch(plain):
        return NOTE
    return None


def _plain_cells(row: Row) -> list[str]:
    return [normalise_words(cell) for cell in row.cells]
