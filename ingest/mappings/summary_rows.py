"""Rows about other rows: totals, sub-totals, notes among them, and the header repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.files import Row, Table
from ingest.mappings.patterns import normalise_words

TOTAL = "a total of other rows"
HEADER = "the header, repeated"
NOTE = "a note or a title among the rows"
_TOTAL = re.compile(
    r"(?:sub-? ?|grand |overall |running )?totals?(?:(?: for| of|:) .{1,100})?:?"
    r"|.{1,100}[ -](?:sub-? ?)?totals?:?|is-?gyfanswm|cyfanswm",
)
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
    for row in table.rows:
        if row.number <= header[-1]:
            continue
        filled = [(place, cell.strip()) for place, cell in enumerate(row.cells) if cell.strip()]
        if not filled:
            continue
        place, words = filled[0]
        why = _explain(row, len(filled), words, above, table.width)
        if why:
            yield SummaryRow(row.number, why, place, words)


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
