"""Sheets of XLSX and ODS: cached values as text; no formula, link or macro is followed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zipfile import BadZipFile, ZipFile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ingest.files.errors import file_error
from ingest.files.limits import TableLimits
from ingest.files.number_formats import show_text
from ingest.files.ods import measure_ods
from ingest.files.table import RECORD, Hidden, MergedRange, TableOptions
from ingest.files.used_range import UsedRange
from ingest.files.xlsx import measure_xlsx
from ingest.files.zip_check import check_zip

# More than anybody merges by hand; each is handed on and looked at.
MERGED = 10_000

Value = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """One sheet, opened but not yet laid out.

    Attributes:
        name: its name.
        names: the names of all sheets.
        hidden_names: the names of those that are hidden.
        record_hidden: whether what is hidden is wanted.
    """

    name: str
    names: tuple[str, ...]
    hidden_names: tuple[str, ...]
    extent: UsedRange
    merged: tuple[MergedRange, ...]
    sheet: CalamineSheet | None
    record_hidden: bool = False

    @property
    def hidden(self) -> Hidden:
        """What the sheet hides, as far as it reaches."""
        extent = self.extent
        columns = sorted(one for one in extent.hidden_columns if one <= extent.columns)
        return Hidden(
            tuple(sorted(extent.hidden_rows)),
            tuple(columns),
            tuple(extent.blanked_cells),
            sheet=self.name in self.hidden_names,
        )


def open_sheet(data: bytes, kind: str, options: TableOptions, limits: TableLimits) -> OpenSheet:
    """Return the sheet that is asked for, or the first visible one.

    Raises:
        InvalidInput: it is not there, not safe to unpack, or damaged.
    """
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            check_zip(archive, limits)
            book = CalamineWorkbook.from_filelike(io.BytesIO(data))
            name = _choose_sheet(book, options.sheet)
            extent = (measure_xlsx if kind == "xlsx" else measure_ods)(archive, name, limits)
        sheet = book.get_sheet_by_name(name) if extent.rows else None
    except PasswordError as error:
        raise file_error("the spreadsheet has a password", "Save it without one") from error
    except (CalamineError, BadZipFile, OSError) as error:
        raise file_error(
            f"the spreadsheet is damaged ({_shorten_error(error)})", "Save or copy the file again"
        ) from error
    merged = tuple(extent.merged) or _merged_ranges(sheet, kind)
    if len(merged) > MERGED:
        raise file_error(
            f"the sheet has more than {MERGED:,} merged cells", "Unmerge them, and save it again"
        )
    hidden = tuple(
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible is not SheetVisibleEnum.Visible and not _is_copy(sheet.name)
    )
    names = tuple(name for name in book.sheet_names if not _is_copy(name))
    record_hidden = options.hidden == RECORD
    return OpenSheet(name, names, hidden, extent, merged, sheet, record_hidden)


def _is_copy(sheet: str) -> bool:
    """Return whether a sheet is what an ODS keeps of another file; its name is an address."""
    return sheet.startswith("'file:")


def _shorten_error(error: Exception) -> str:
    return str(error)[:200]


def _choose_sheet(book: CalamineWorkbook, asked: str | None) -> str:
    if asked is not None:
        if asked in book.sheet_names:
            return asked
        raise file_error(
            f"the spreadsheet has no sheet {asked!r}",
            f"Name one of: {', '.join(book.sheet_names[:20])}",
        )
    for sheet in book.sheets_metadata:
        if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible:
            return sheet.name
    if not book.sheet_names:
        raise file_error("the spreadsheet holds no sheet, or is damaged", "Save or copy it again")
    raise file_error("the spreadsheet has no visible sheet", "Name the sheet in the mapping")


def _merged_ranges(sheet: CalamineSheet | None, kind: str) -> tuple[MergedRange, ...]:
    ranges = (sheet.merged_cell_ranges or []) if sheet is not None and kind == "xlsx" else []
    return tuple(
        MergedRange(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in ranges
    )


def read_sheet_rows(sheet: OpenSheet) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a sheet with their numbers, empty ones left out."""
    if sheet.sheet is None:
        return
    number = 0
    uncomputed = {row for row, _ in sheet.extent.uncomputed}
    for number, row in enumerate(sheet.sheet.to_python(skip_empty_area=False), 1):
        cells = [_show_cell(value, (number, column), sheet) for column, value in enumerate(row, 1)]
        if number in uncomputed or any(cell.strip() for cell in cells):
            yield number, cells
    yield from ((row, list[str]()) for row in sorted(uncomputed) if row > number)


def _show_cell(value: Value, place: tuple[int, int], sheet: OpenSheet) -> str:
    """Return a cell as its sheet shows it."""
    words = sheet.extent.shown.get(place)
    if words is None and place in sheet.extent.texts:
        words = show_text(str(value), sheet.extent.texts[place])
        if words == "" and str(value).strip():
            sheet.extent.show(place, words)
    if words is None or (words == "" and sheet.record_hidden):
        return format_cell(value)
    return words


def format_cell(value: Value) -> str:
    """Format a cell's value as a person would: no exponents, no false .0."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _format_number(_exact(value))
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _exact(number: float) -> Decimal:
    """Return a number with the 15 digits that spreadsheets show: 0.1 + 0.2 is 0.3."""
    return Decimal(f"{number:.15g}")


def _format_number(number: Decimal) -> str:
    if not number.is_finite():
        return str(number)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
