"""One workbook: a sheet of contents, then a sheet per table.

Counts, amounts and numbers are numbers, so that they add up; all else is text. No cell is a day or
a formula: a spreadsheet shows what is on record and runs nothing. xlsxwriter makes the workbook
with its headers, links and styles; the rows, which it would take most of the time of publishing
for, are put into its sheets as inline strings (ECMA-376 part 1, 18.3.1.53), and the whole is
zipped anew.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from html import escape, unescape
from itertools import islice

from publish.formats.tables import CsvPackage, FormatFile, Row
from publish.formats.workbook import NUMERIC, Sheet, make_sheets, make_workbook
from publish.zip_writer import ZipMember, ZipWriter

CELL = 32_767
"""How many UTF-16 units a spreadsheet takes in a cell."""
CUT = " [...]"
_ROWS = 1_000
# What XML or the format itself would read as something else (ECMA-376 part 1, 22.9.2.19).
_HARD = re.compile("[&<>\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_SHEET = re.compile(
    r'(?P<head>.*<dimension ref="A1:[A-Z]+)1(?P<columns>".*?<col [^>]*style="(?P<style>\d+)".*)'
    r"(?P<tail></sheetData>.*)",
    re.DOTALL,
)
_COLUMN = re.compile(r'<col min="(\d+)" max="(\d+)"[^>]*? style="(\d+)"')
# A spreadsheet's numbers are binary fractions: of more digits than these it keeps others.
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_DIGITS = 15
_FILE = "xl/worksheets/sheet{}.xml"


def write(package: CsvPackage) -> FormatFile:
    """Write ``<dataset>.xlsx``."""
    path = package.folder / f"{package.name}.xlsx"
    sheets = make_sheets(package)
    rows = dict.fromkeys((sheet.table.table.name for sheet in sheets), 0)
    # The contents are the first sheet.
    places = {_FILE.format(number): sheet for number, sheet in enumerate(sheets, start=2)}
    with (
        zipfile.ZipFile(io.BytesIO(make_workbook(package, sheets))) as made,
        path.open("wb") as file,
        ZipWriter(file) as zipped,
    ):
        for name in made.namelist():
            member = zipped.begin_member(name)
            if name in places:
                rows[places[name].table.table.name] += _fill_sheet(
                    member, made.read(name), places[name]
                )
            else:
                member.write(made.read(name))
            member.finish()
    return FormatFile(path, rows)


def _fill_sheet(member: ZipMember, made: bytes, sheet: Sheet) -> int:
    parts = _SHEET.fullmatch(made.decode())
    if parts is None:
        raise ValueError("xlsxwriter writes its sheets in another way than it did")
    member.write(f"{parts['head']}{sheet.count + 1}{parts['columns']}".encode())
    written = 0
    styles = {
        number: style
        for first, last, style in _COLUMN.findall(parts["columns"])
        for number in range(int(first), int(last) + 1)
    }
    numbers = {
        place: f'<c s="{styles[place + 1]}"'
        for place, column in enumerate(sheet.table.table.columns)
        if column.form in NUMERIC
    }
    for text, count in _make_rows(sheet, f'<c s="{parts["style"]}" t="inlineStr">', numbers):
        member.write(text.encode())
        written += count
    member.write(parts["tail"].encode())
    return written


def _make_rows(sheet: Sheet, cell: str, numbers: Mapping[int, str]) -> Iterator[tuple[str, int]]:
    """Yield the XML of some rows, and their number.

    ``cell`` opens a cell of text; ``numbers`` are the columns of numbers, with what opens a cell.
    """
    opening, closing = f'{cell}<is><t xml:space="preserve">', "</t></is></c>"
    between = closing + opening

    def row(number: int, cells: Row) -> str:
        return f'<row r="{number}">{opening}{between.join(cells)}{closing}</row>'

    def mixed_row(number: int, cells: Row) -> str:
        whole = "".join(
            (place in numbers and _make_number(numbers[place], cell)) or f"{opening}{cell}{closing}"
            for place, cell in enumerate(cells)
        )
        return f'<row r="{number}">{whole}</row>'

    make_row: Callable[[int, Row], str] = mixed_row if numbers else row

    with sheet.table.read_rows(_escape_line) as whole:
        # The header is the first row.
        part = enumerate(islice(whole, sheet.start, sheet.start + sheet.count), start=2)
        while some := list(islice(part, _ROWS)):
            made = [
                xml
                if len(xml) <= CELL // 2
                else make_row(number, [_truncate_cell(cell) for cell in cells])
                for number, cells in some
                if (xml := make_row(number, cells))
            ]
            text = "".join(made).replace(opening + closing, f"{cell[:-1]}/>")
            # Those that ended rows are gone: these are in cells, where XML would forget them.
            yield text.replace("\r", "_x000D_"), len(made)


def _make_number(opening: str, cell: str) -> str | None:
    """Return the XML of a number; None where a spreadsheet would make another of it."""
    if not cell:
        return f"{opening}/>"
    if _NUMBER.fullmatch(cell) and sum(map(str.isdigit, cell)) <= _DIGITS:
        return f"{opening}><v>{cell}</v></c>"
    return None


def _escape_line(line: str) -> str:
    return _HARD.sub(_mend_character, line) if _HARD.search(line) else line


def _mend_character(found: re.Match[str]) -> str:
    sign = found[0]
    return escape(sign, quote=False) if sign in "&<>" else f"_x{ord(sign):04X}_"


def _truncate_cell(cell: str) -> str:
    """Truncate a cell's XML to what a spreadsheet accepts."""
    units = unescape(cell).encode("utf-16-le")
    if len(units) <= 2 * CELL:
        return cell
    kept = units[: 2 * (CELL - len(CUT))].decode("utf-16-le", "ignore")
    return escape(kept, quote=False) + CUT
