"""What only the XML of an XLSX tells: how far a sheet reaches, and how its cells are shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from zipfile import ZipFile

from ingest.files.limits import TableLimits
from ingest.files.markup import walk_elements
from ingest.files.number_formats import show_number, show_text
from ingest.files.used_range import UsedRange, parse_cell_reference
from ingest.files.xlsx_parts import (
    Workbook,
    find_comments,
    is_true,
    parse_index,
    read_style_formats,
    read_workbook,
)

_ELSEWHERE = re.compile(r"\[\d{1,5}\]")
# So much of a formula or value is looked at.
SOME = 2_000


def measure_xlsx(archive: ZipFile, sheet: str, limits: TableLimits) -> UsedRange:
    """Return how far a sheet of an XLSX reaches.

    Raises:
        InvalidInput: it reaches too far, or is damaged.
    """
    book = read_workbook(archive)
    scan = _XlsxScan(UsedRange(limits), read_style_formats(archive), book)
    part = book.parts.get(sheet)
    if part is not None and part in archive.namelist():
        walk_elements(archive, part, scan.start_element, scan.end_element, scan.add_text)
        scan.extent.comments |= find_comments(archive, part)
    return scan.extent


class _XlsxScan:
    def __init__(self, extent: UsedRange, codes: Mapping[int, str], book: Workbook) -> None:
        self.extent, self.codes, self.book = extent, codes, book
        self.row = self.column = 0
        self.hidden = False
        # The cell that is open: its format and type, and its words where they matter.
        self.code: str | None = None
        self.type, self.said, self.text = "", "", ""
        self.formula = self.valued = False
        self.inside: str | None = None

    def start_element(self, name: str, attributes: Mapping[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            there = parse_cell_reference(attributes.get("r", ""))
            self.row, self.column = there or (self.row, self.column + 1)
            self.code = self.codes.get(parse_index(attributes.get("s"), -1))
            self.type, self.said, self.text = attributes.get("t", ""), "", ""
            self.formula = self.valued = False
        elif name in ("v", "is"):
            self.valued, self.inside = True, "v" if name == "v" else None
            self.extent.extend_to(self.row, self.column)
            if self.hidden:
                self.extent.hidden_rows.add(self.row)
        elif name == "f":
            self.formula = True
            self.inside = "f" if self.book.linked else None
        elif name == "row":
            self.row, self.column = parse_index(attributes.get("r"), self.row + 1), 0
            self.hidden = _is_hidden(attributes, "ht")
        elif name == "col" and _is_hidden(attributes, "width"):
            first = parse_index(attributes.get("min"), 1)
            self.extent.hide_columns(first, parse_index(attributes.get("max"), first))

    def add_text(self, words: str) -> None:
        if self.inside == "v":
            if (self.code or self.formula or self.type == "e") and len(self.said) < SOME:
                self.said += words[:SOME]
        elif self.inside == "f" and len(self.text) < SOME:
            self.text += words[:SOME]

    def end_element(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in ("v", "f"):
            self.inside = None
        elif name == "c":
            self._end_cell((self.row, self.column))

    def _end_cell(self, cell: tuple[int, int]) -> None:
        # A formula may well result in no words; then its type says so.
        empty = self.type == "str" and self.valued
        if self.type == "e" and self.said:
            self.extent.show(cell, self.said)
        elif self.formula and not self.said and not empty:
            self.extent.mark_uncomputed(*cell)
        elif self.code is not None and self.valued:
            self._show_formatted(cell, self.code)
        if self.text and _ELSEWHERE.search(self.text):
            self.extent.linked.append(cell)

    def _show_formatted(self, cell: tuple[int, int], code: str) -> None:
        if self.type in ("", "n"):
            shown = show_number(self.said, code, since_1904=self.book.since_1904)
            if shown is None:
                self.extent.unknown.append(cell)
            else:
                day = shown.day if shown.day != shown.words else None
                self.extent.show(cell, shown.words, self.said if shown.cut else day)
        elif self.type in ("s", "str", "inlineStr") and show_text("x", code) is not None:
            self.extent.texts[cell] = code


def _is_hidden(attributes: Mapping[str, str], size: str) -> bool:
    """Return whether a row or column is hidden, or has no height or width."""
    return is_true(attributes.get("hidden")) or attributes.get(size) in ("0", "0.0")
