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

from ingest.files.errors import wrong
from ingest.files.limits import TableLimits
from ingest.files.ods import ods_extent
from ingest.files.table import Merged, TableOptions
from ingest.files.used_range import Extent
from ingest.files.xlsx import xlsx_extent
from ingest.files.zip_check import examine

Value = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, opened but not yet laid out."""

    name: str
    names: tuple[str, ...]
    extent: Extent
    merged: tuple[Merged, ...]
    sheet: CalamineSheet | None


def open_sheet(data: bytes, kind: str, options: TableOptions, limits: TableLimits) -> Sheet:
    """The sheet that is asked for, or the first visible one.

    Raises:
        InvalidInput: it is not there, not safe to unpack, or damaged.
    """
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            examine(archive, limits)
            book = CalamineWorkbook.from_filelike(io.BytesIO(data))
            name = _chosen(book, options.sheet)
            extent = (xlsx_extent if kind == "xlsx" else ods_extent)(archive, name, limits)
        sheet = book.get_sheet_by_name(name) if extent.rows else None
    except PasswordError as error:
        raise wrong("the spreadsheet has a password", "Save it without one") from error
    except (CalamineError, BadZipFile, OSError) as error:
        raise wrong(
            f"the spreadsheet is damaged ({_short(error)})", "Save or copy the file again"
        ) from error
    merged = tuple(extent.merged) or _merged(sheet, kind)
    return Sheet(name, tuple(book.sheet_names), extent, merged, sheet)


def _short(error: Exception) -> str:
    return str(error)[:200]


def _chosen(book: CalamineWorkbook, asked: str | None) -> str:
    if asked is not None:
        if asked in book.sheet_names:
            return asked
        raise wrong(
            f"the spreadsheet has no sheet {asked!r}",
            f"Name one of: {', '.join(book.sheet_names[:20])}",
        )
    for sheet in book.sheets_metadata:
        if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible:
            return sheet.name
    if not book.sheet_names:
        raise wrong("the spreadsheet holds no sheet, or is damaged", "Save or copy it again")
    raise wrong("the spreadsheet has no visible sheet", "Name the sheet in the mapping")


def _merged(sheet: CalamineSheet | None, kind: str) -> tuple[Merged, ...]:
    ranges = (sheet.merged_cell_ranges or []) if sheet is not None and kind == "xlsx" else []
    return tuple(
        Merged(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in ranges[:10_000]
    )


def sheet_rows(sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet with their numbers, empty ones left out."""
    if sheet.sheet is None:
        return
    shown = sheet.extent.shown
    for number, row in enumerate(sheet.sheet.to_python(skip_empty_area=False), 1):
        cells = [
            _percent(value, shown[(number, column)])
            if (number, column) in shown
            else written(value)
            for column, value in enumerate(row, 1)
        ]
        if any(cell.strip() for cell in cells):
            yield number, cells


def written(value: Value) -> str:
    """A cell's value as a person would write it: never in exponents, never with a false .0."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _plain(Decimal(repr(value)))
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _plain(number: Decimal) -> str:
    if not number.is_finite():
        return str(number)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _percent(value: Value, said: str | None) -> str:
    """A percentage as it is shown: 0.31 stands in the file where a reader sees 31%."""
    if said is not None:
        return said
    if isinstance(value, bool) or not isinstance(value, int | float):
        return written(value)
    return f"{_plain(Decimal(repr(value)) * 100)}%"
