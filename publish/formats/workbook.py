"""The workbook without its rows: contents, headers, styles, widths, links."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from publish.formats.tables import (
    COUNT,
    DAY,
    FLAG,
    INSTANT,
    NUMBER,
    POUNDS,
    Column,
    CsvPackage,
    FilledTable,
)
from registry.acts.fields import REFERENCE, TEXT, YEAR, Form

NUMERIC = (COUNT, POUNDS, NUMBER)
"""The forms of columns whose cells are numbers."""
ROWS = 1_048_575
"""How many rows a sheet takes below its header."""
CONTENTS = "Contents"
_MADE = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # xlsxwriter takes plain ones
_WIDTHS = {
    **dict.fromkeys((COUNT, FLAG, YEAR), 10),
    **dict.fromkeys((DAY, POUNDS, NUMBER), 14),
    **dict.fromkeys((INSTANT, REFERENCE), 28),
    TEXT: 40,
}
_NOTES = (
    "Counts, amounts and numbers are numbers. All else, days included, is text as on record.",
    "A number of more than 15 digits is text: a spreadsheet would change it.",
    "An empty cell means that the source does not say. Nothing was filled in.",
    "A cell takes 32,767 characters. Longer words end in [...] here: the CSV file holds them all.",
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: the rows of a table from ``start`` on, as many as ``count``."""

    name: str
    table: FilledTable
    start: int
    count: int


def make_sheets(package: CsvPackage) -> list[Sheet]:
    """Make a sheet per table, and further ones where a table has more rows than a sheet."""
    return [sheet for filled in package.tables for sheet in _split_table(filled)]


def _split_table(filled: FilledTable) -> Iterator[Sheet]:
    for number, start in enumerate(range(0, filled.count or 1, ROWS), start=1):
        # Names of sheets have 31 characters; those of our tables are shorter.
        name = filled.table.name if number == 1 else f"{filled.table.name} ({number})"
        yield Sheet(name, filled, start, min(filled.count - start, ROWS))


def make_workbook(package: CsvPackage, sheets: Sequence[Sheet]) -> bytes:
    """Make a workbook that is complete but for the rows of its tables."""
    data = io.BytesIO()
    with Workbook(data, {"in_memory": True}) as book:
        book.set_properties({"title": package.descriptor["title"], "created": _MADE})
        strong = book.add_format({"bold": True})
        link = book.get_default_url_format()
        styles = {
            None: book.add_format({"num_format": "@"}),
            COUNT: book.add_format({"num_format": "0"}),
            POUNDS: book.add_format({"num_format": "#,##0.00"}),
            # A style of its own: how many decimals were stated is on record, in the CSV file.
            NUMBER: book.add_format({"num_format": "General", "align": "right"}),
        }
        _write_contents(book.add_worksheet(CONTENTS), package, sheets, strong, link)
        for sheet in sheets:
            _write_head(book.add_worksheet(sheet.name), sheet, strong, styles)
    return data.getvalue()


def _write_contents(
    page: Worksheet, package: CsvPackage, sheets: Sequence[Sheet], strong: Format, link: Format
) -> None:
    descriptor, licence = package.descriptor, package.licence
    page.write_string(0, 0, descriptor["title"], strong)
    lines = (
        *(descriptor["description"], f"As of entry {package.ledger['entry']} of the ledger."),
        *(f"{licence['title']}: {licence['path']}", *_NOTES),
    )
    for number, line in enumerate(lines, start=1):
        page.write_string(number, 0, line)
    first = len(lines) + 2
    for column, (name, width) in enumerate((("Table", 28), ("Rows", 12), ("Each row is", 80))):
        page.set_column(column, column, width)
        page.write_string(first, column, name, strong)
    for number, sheet in enumerate(sheets, start=first + 1):
        page.write_url(number, 0, f"internal:'{sheet.name}'!A1", link, sheet.name)
        page.write_string(number, 1, f"{sheet.count:,}")
        page.write_string(number, 2, _describe_sheet(sheet))


def _describe_sheet(sheet: Sheet) -> str:
    about = sheet.table.table.about
    if sheet.count == sheet.table.count:
        return about
    first, last = sheet.start + 1, sheet.start + sheet.count
    return f"{about} Rows {first:,} to {last:,} of {sheet.table.count:,}."


def _write_head(
    page: Worksheet, sheet: Sheet, strong: Format, styles: Mapping[Form | None, Format]
) -> None:
    columns = sheet.table.table.columns
    page.freeze_panes(1, 1)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    for number, column in enumerate(columns):
        style = styles[column.form if column.form in NUMERIC else None]
        page.set_column(number, number, _find_width(column), style)
        page.write_string(0, number, column.name, strong)
    if sheet.count:
        page.autofilter(0, 0, sheet.count, len(columns) - 1)


def _find_width(column: Column) -> int:
    return max(_WIDTHS.get(column.form, 22), len(column.name) + 2)
