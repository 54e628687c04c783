"""What files hold is read word for word, and how it was read is told."""

import io
from datetime import datetime
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from ingest.files import MergedRange, Table, TableLimits, TableOptions, read_table
from registry import InvalidInput
from tests.files import broken


def read(folder: Path, data: bytes, name: str = "file", **options: str) -> Table:
    path = folder / name
    path.write_bytes(data)
    return read_table(path, TableOptions(**options))


def cells(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_text_is_read_however_it_was_saved(
    tmp_path: Path, encoding: str, end: str, delimiter: str
) -> None:
    table = read(tmp_path, broken.csv_bytes(encoding, end, delimiter))

    whole = [tuple(row) for row in [broken.HEADER, *broken.ROWS]]
    assert cells(table) == [
        ("NI 2", "Café societies – and more") if "NI 2" in r else r for r in whole
    ]
    assert (table.encoding, table.delimiter) == (encoding, delimiter)


def test_what_was_chosen_is_told(tmp_path: Path) -> None:
    [note] = read(tmp_path, broken.csv_bytes("cp1252")).notes

    assert note == "the file is not UTF-8 and was read as Windows-1252: look at £ – ’ é"


def test_mixed_line_ends_and_line_breaks_in_cells(tmp_path: Path) -> None:
    table = read(tmp_path, b'a,b\r\n1,"two\r\nlines"\r3,4\n')

    assert cells(table) == [("a", "b"), ("1", "two\nlines"), ("3", "4")]
    assert [row.number for row in table.rows] == [1, 2, 3]
    assert table.notes == ("the line ends are mixed; each was taken as the end of a row",)


def test_values_of_a_spreadsheet_are_words_as_people_see_them(tmp_path: Path) -> None:
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("One")
        percent = book.add_format({"num_format": "0.0%"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_row(1, 0, [95000, 0.1, 1e15, -4.0, True])
        sheet.write(2, 0, 0.319, percent)
        sheet.write_datetime(2, 1, datetime.fromisoformat("2007-05-01"), day)
        sheet.write_datetime(2, 2, datetime.fromisoformat("2007-05-01T10:30"), day)
        sheet.write_formula(3, 0, "=1+1", None, 2)
        sheet.write_formula(3, 1, '=WEBSERVICE("http://example.com")', None, "cached")
        sheet.merge_range("A6:C6", "merged")

    table = read(tmp_path, out.getvalue())

    assert cells(table) == [
        ("a", "b"),
        ("95000", "0.1", "1000000000000000", "-4", "TRUE"),
        ("31.9%", "01/05/2007", "01/05/2007"),
        ("2", "cached"),
        ("merged",),
    ]
    assert [row.number for row in table.rows] == [1, 2, 3, 4, 6]
    assert table.merged == (MergedRange(6, 1, 6, 3),)


def test_a_sheet_is_chosen_by_name(tmp_path: Path) -> None:
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        hidden = book.add_worksheet("Hidden")
        hidden.write(0, 0, "h")
        book.add_worksheet("Shown").write(0, 0, "s")
        book.worksheets()[1].activate()
        hidden.hide()

    assert read(tmp_path, out.getvalue()).sheet == "Shown"
    assert cells(read(tmp_path, out.getvalue(), sheet="Hidden")) == [("h",)]
    with pytest.raises(InvalidInput, match="has no sheet 'Other'"):
        read(tmp_path, out.getvalue(), sheet="Other")


def test_an_ods_shows_its_percentages_and_skips_what_is_repeated_empty(tmp_path: Path) -> None:
    percent = '<table:table-cell office:value-type="percentage" office:value="0.319">'
    row = f"<table:table-row>{percent}<text:p>31.9%</text:p></table:table-cell></table:table-row>"
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
    empty += 'table:number-columns-repeated="16384"/></table:table-row>'

    table = read(tmp_path, broken.ods_bytes(row + empty))

    assert cells(table) == [("31.9%",)]


def test_reading_is_bounded_in_time_and_memory(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 150_000)

    with pytest.raises(InvalidInput, match=r"memory|gave up"):
        read_table(path, limits=TableLimits(memory=20_000_000))
    assert len(read_table(path).rows) == 150_001
