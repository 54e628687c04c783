"""What only the XML of an ODS tells: how far a sheet reaches, what is merged, what is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from zipfile import ZipFile

from ingest.files.cell_errors import is_cell_error
from ingest.files.limits import TableLimits
from ingest.files.markup import walk_elements
from ingest.files.table import MergedRange
from ingest.files.used_range import UsedRange

# Day, month and year of a date that is shown, be they figures or words.
_UNITS = re.compile(r"\d+|[^\W\d_]+")
_CELLS = ("table:table-cell", "table:covered-table-cell")


def measure_ods(archive: ZipFile, sheet: str, limits: TableLimits) -> UsedRange:
    """Return how far a sheet of an ODS reaches.

    Raises:
        InvalidInput: it reaches too far, or is damaged.
    """
    scan = _OdsScan(UsedRange(limits), sheet)
    walk_elements(archive, "content.xml", scan.start_element, scan.end_element, scan.add_text)
    return scan.extent


class _OdsScan:
    def __init__(self, extent: UsedRange, sheet: str) -> None:
        self.extent, self.sheet = extent, sheet
        self.inside = False
        self.row = self.column = self.last_column = 0
        self.hidden = False
        self.repeated_rows = 1
        # The cell that is open: how often it is repeated, and its words where they matter.
        self.repeated = 1
        self.holds = False
        self.type = self.value = ""
        self.formula = False
        self.said = ""

    def start_element(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table:table":
            self.inside = attributes.get("table:name") == self.sheet
            self.row = self.last_column = 0
        elif not self.inside:
            return
        elif name == "table:table-row":
            self.row, self.column = self.row + 1, 0
            self.repeated_rows = _repeat_count(attributes.get("table:number-rows-repeated"))
            self.hidden = _is_hidden(attributes)
        elif name == "table:table-column":
            first = self.last_column + 1
            self.last_column += _repeat_count(attributes.get("table:number-columns-repeated"))
            if _is_hidden(attributes):
                self.extent.hide_columns(first, self.last_column)
        elif name in _CELLS:
            self._count_cell(attributes)
        elif name == "text:p":
            self.holds = True

    def _count_cell(self, attributes: Mapping[str, str]) -> None:
        self.column += 1
        self.repeated = _repeat_count(attributes.get("table:number-columns-repeated"))
        self.holds = "office:value-type" in attributes
        self.type = attributes.get("office:value-type", "")
        self.value = attributes.get("office:value", "")
        self.formula = "table:formula" in attributes
        self.said = ""
        down = _repeat_count(attributes.get("table:number-rows-spanned"))
        across = _repeat_count(attributes.get("table:number-columns-spanned"))
        if down > 1 or across > 1:
            self.extent.merged.append(
                MergedRange(self.row, self.column, self.row + down - 1, self.column + across - 1)
            )

    def add_text(self, words: str) -> None:
        if (self.type and self.type != "string") or self.formula:
            self.said += words[:100]

    def end_element(self, name: str) -> None:
        if not self.inside:
            return
        if name in _CELLS:
            last = self.column + self.repeated - 1
            if self.holds:
                self.extent.extend_to(self.row + self.repeated_rows - 1, last)
                if self.hidden:
                    self.extent.hidden_rows.update(range(self.row, self.row + self.repeated_rows))
                if self.said and self._shows_more():
                    self._mark_visible(last)
            elif self.formula:
                self.extent.mark_uncomputed(self.row, self.column)
            self.column, self.type, self.formula = last, "", False
        elif name == "table:table-row":
            self.row += self.repeated_rows - 1
        elif name == "table:table":
            self.inside = False

    def _shows_more(self) -> bool:
        """Return whether the words of a cell say more than its value, and no digit less."""
        if self.type == "percentage" or is_cell_error(self.said):
            return True
        if self.type == "date":
            return len(_UNITS.findall(self.said)) < 3 and ":" not in self.said
        if self.type not in ("float", "currency") or self.said == self.value:
            return False
        try:
            return Decimal(self.said.replace(",", "").replace("£", "")) == Decimal(self.value)
        except InvalidOperation:
            return False

    def _mark_visible(self, last: int) -> None:
        for row in range(self.row, self.row + self.repeated_rows):
            for column in range(self.column, last + 1):
                self.extent.shown[(row, column)] = self.said


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return attributes.get("table:visibility") in ("collapse", "filter")


def _repeat_count(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else 1
