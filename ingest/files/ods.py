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
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_GROUPS = ("table:table-row-group", "table:table-column-group")
# So many characters of a value that is no text are looked at.
SOME = 2_000
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
        self.closed: list[bool] = []
        self.repeated_rows = 1
        # The cell that is open: how often it is repeated, and its words where they matter.
        self.repeated = 1
        self.holds = self.formula = self.commented = self.worded = False
        self.type = self.value = self.said = ""

    def start_element(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table:table":
            self.inside = attributes.get("table:name") == self.sheet
            self.row = self.last_column = 0
        # The words of a comment are none of the cell's.
        elif self.inside and not self.commented:
            self._start_inside(name, attributes)

    def _start_inside(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _CELLS:
            self._count_cell(attributes)
        elif name == "text:p":
            self.holds = self.worded = True
        elif name == "text:s":
            self.add_text(" " * min(_repeat_count(attributes.get("text:c")), SOME))
        elif name == "office:annotation":
            self.commented = True
            self.extent.comments.add((self.row, self.column))
        elif name == "table:table-row":
            self.row, self.column = self.row + 1, 0
            self.repeated_rows = _repeat_count(attributes.get("table:number-rows-repeated"))
            self.hidden = _is_hidden(attributes) or any(self.closed)
        elif name == "table:table-column":
            first = self.last_column + 1
            self.last_column += _repeat_count(attributes.get("table:number-columns-repeated"))
            if _is_hidden(attributes) or any(self.closed):
                self.extent.hide_columns(first, self.last_column)
        elif name in _GROUPS:
            self.closed.append(attributes.get("table:display") == "false")

    def _count_cell(self, attributes: Mapping[str, str]) -> None:
        self.column += 1
        self.repeated = _repeat_count(attributes.get("table:number-columns-repeated"))
        self.holds = "office:value-type" in attributes
        self.type = attributes.get("office:value-type", "")
        self.value = attributes.get("office:date-value") or attributes.get("office:value", "")
        formula = attributes.get("table:formula", "")
        self.formula = bool(formula)
        self.said, self.worded = "", False
        if "file:" in formula:
            self.extent.linked.append((self.row, self.column))
        down = _repeat_count(attributes.get("table:number-rows-spanned"))
        across = _repeat_count(attributes.get("table:number-columns-spanned"))
        if down > 1 or across > 1:
            self.extent.merged.append(
                MergedRange(self.row, self.column, self.row + down - 1, self.column + across - 1)
            )

    def add_text(self, words: str) -> None:
        wanted = (self.type and self.type != "string") or self.formula
        if wanted and not self.commented and len(self.said) < SOME:
            self.said += words[:SOME]

    def end_element(self, name: str) -> None:
        if not self.inside:
            return
        if name == "office:annotation":
            self.commented = False
        elif self.commented:
            return
        elif name in _GROUPS and self.closed:
            self.closed.pop()
        elif name in _CELLS:
            self._end_cell(self.column + self.repeated - 1)
        elif name == "table:table-row":
            self.row += self.repeated_rows - 1
        elif name == "table:table":
            self.inside = False

    def _end_cell(self, last: int) -> None:
        if self.holds:
            self.extent.extend_to(self.row + self.repeated_rows - 1, last)
            if self.hidden:
                self.extent.hidden_rows.update(range(self.row, self.row + self.repeated_rows))
            self._show_words(last)
        elif self.formula:
            self.extent.mark_uncomputed(self.row, self.column)
        self.column, self.type, self.formula = last, "", False

    def _show_words(self, last: int) -> None:
        """A cell shows the words of its paragraphs, whatever its value is."""
        words = self.said.strip()
        if self.type in ("", "string"):
            # Words are read as words; only what a failed formula shows is told here.
            if not (self.formula and is_cell_error(words)):
                return
        elif not self.worded or words == self.value:
            return
        stored = self._find_untold(words)
        for row in range(self.row, self.row + self.repeated_rows):
            for column in range(self.column, last + 1):
                self.extent.show((row, column), words, stored)

    def _find_untold(self, words: str) -> str | None:
        """Return what the words do not tell of the value: digits cut off, or which day it is."""
        if self.type == "date":
            whole = _DAY.match(self.value) and len(_UNITS.findall(words)) >= 3
            return self.value[:10] if whole else None
        if self.type not in ("float", "currency", "percentage"):
            return None
        return None if _tells_number(words, self.value) else self.value


def _tells_number(words: str, value: str) -> bool:
    """Return whether words show all digits of a value."""
    plain = re.sub(r"[^0-9.eE+-]", "", words.replace("−", "-").removesuffix("%"))
    try:
        shown = Decimal(plain).copy_abs().scaleb(-2 if words.endswith("%") else 0)
        return shown == Decimal(f"{float(value):.15g}").copy_abs()
    except (InvalidOperation, ValueError):
        return False


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return attributes.get("table:visibility") in ("collapse", "filter")


def _repeat_count(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else 1
