"""One sheet gives one record, whether it is saved as XLSX, ODS or CSV."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingest.mappings import MappedImport, import_file
from registry import Registry
from tests.files import broken
from tests.mappings.files import AGREEMENT, mapping

ROUND = {"act": "negotiations", "reference": "ROUND", "title": "The negotiation"}
STREAM = {"act": "streams", "reference": "GRANT", "title": "The grant"}
ROWS = (
    {
        "act": "targets",
        "reference": "T-{Code}",
        "agreement": "LAA",
        "title": "{Indicator}",
        "baseline": "{Baseline}",
    },
    {"act": "accountability", "target": "T-{Code}", "role": "LEAD", "partner": "{Lead}"},
    {
        "act": "deadlines",
        "reference": "D-{Code}",
        "negotiation": "ROUND",
        "title": "{Indicator}",
        "on": "{Due}",
    },
    {
        "act": "grants",
        "reference": "G-{Code}",
        "stream": "GRANT",
        "area": "Coventry",
        "financial_year": "{Year}",
        "amount": "{Grant}",
    },
)
HEADER = ("Code", "Indicator", "Lead", "Baseline", "Due", "Year", "Grant", "Share", "Time")


@dataclass(frozen=True)
class Cell:
    """A value with its number format, what it shows, and how an ODS types it."""

    value: Any
    shown: str
    code: str = "General"
    ods: str = 'office:value-type="string"'


def number(value: float, code: str, shown: str, kind: str = "float") -> Cell:
    return Cell(value, shown, code, f'office:value-type="{kind}" office:value="{value}"')


def day(serial: int, iso: str, code: str, shown: str) -> Cell:
    return Cell(serial, shown, code, f'office:value-type="date" office:date-value="{iso}"')


def words(text: str) -> Cell:
    return Cell(text, text)


SHEET = (
    tuple(words(heading) for heading in HEADER),
    (
        number(331, "0000", "0331"),
        words("Homes & roads"),
        words("Coventry City Council"),
        number(0.316, "0.0%", "31.6%", "percentage"),
        day(39203, "2007-05-01", "dd/mm/yyyy", "01/05/2007"),
        day(39692, "2008-09-01", "yyyy/mm", "2008/09"),
        number(1234.5, "£#,##0.00", "£1,234.50", "currency"),
        number(5.25, "# ?/?", "5 1/4"),
        Cell(1.5, "36:00:00", "[h]:mm:ss", 'office:value-type="time" office:time-value="PT36H"'),
    ),
    (
        number(1.1, "0.00", "1.10"),
        words("Crime"),
        words("Coventry City Council"),
        number(1 / 3, "0.00", "0.33"),
        day(39142, "2007-03-01", "mmm-yy", "Mar-07"),
        words("2008/9"),
        number(1234.5, "£#,##0", "£1,235", "currency"),
        number(12345, "0.00E+00", "1.23E+04"),
        number(0.5, "[<1]0%;0", "50%"),
    ),
    (
        words("NI-3"),
        words("Roads"),
        words("Coventry City Council"),
        number(0, '#,##0;-#,##0;"-"', "-"),
        day(39203, "2007-05-01", "d mmmm yyyy", "1 May 2007"),
        number(200809, '0000"/"00', "2008/09"),
        number(-5000, "#,##0_);[Red](#,##0)", "(5,000)"),
        number(1234567, "#,##0,", "1,235"),
        words(""),
    ),
)


def xlsx(folder: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row, cells in enumerate(SHEET, 1):
        for column, cell in enumerate(cells, 1):
            there = sheet.cell(row, column, cell.value or None if cell.shown == "" else cell.value)
            there.number_format = cell.code
    path = folder / "sheet.xlsx"
    book.save(path)
    return path


def ods(folder: Path) -> Path:
    def cell_of(cell: Cell) -> str:
        said = f"<text:p>{escape(cell.shown)}</text:p>"
        return f"<table:table-cell {cell.ods}>{said}</table:table-cell>"

    rows = ("".join(map(cell_of, cells)) for cells in SHEET)
    lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    path = folder / "sheet.ods"
    path.write_bytes(broken.ods_bytes(lines))
    return path


def csv(folder: Path) -> Path:
    def cell_of(cell: Cell) -> str:
        return '"' + cell.shown.replace('"', '""') + '"'

    path = folder / "sheet.csv"
    path.write_text("".join(",".join(map(cell_of, row)) + "\n" for row in SHEET), encoding="utf-8")
    return path


def dry_run(england: Registry, path: Path) -> MappedImport:
    mapped = import_file(
        england, path, mapping(*ROWS, once=[AGREEMENT, ROUND, STREAM]), dry_run=True
    )
    assert mapped.error is None, str(mapped.error)
    return mapped


def payloads(mapped: MappedImport) -> list[dict[str, str]]:
    return [dict(act.cells()) for row in mapped.plan.rows for act in row.acts]


@pytest.mark.parametrize("save", [xlsx, ods])
def test_a_spreadsheet_gives_the_record_of_its_csv(
    england: Registry, tmp_path: Path, save: Any
) -> None:
    expected = payloads(dry_run(england, csv(tmp_path)))

    acts = payloads(dry_run(england, save(tmp_path)))

    assert acts == expected
    assert [act["reference"] for act in acts if act.get("agreement")] == [
        "T-0331",
        "T-1.10",
        "T-NI-3",
    ]


@pytest.mark.parametrize("save", [xlsx, ods])
def test_digits_that_a_format_cuts_off_are_noted(
    england: Registry, tmp_path: Path, save: Any
) -> None:
    [_, crime, _] = dry_run(england, save(tmp_path)).plan.rows

    said = "the spreadsheet shows '£1,235' and stores 1234.5; what it shows is recorded"
    assert f"Grant: {said}" in crime.notes


def american(folder: Path) -> Path:
    sheet = Workbook().active
    assert isinstance(sheet, Worksheet)
    sheet.append(["Stage", "Due"])
    sheet.append(["Draft", 39203])
    sheet["B2"].number_format = "mm/dd/yy"
    path = folder / "american.xlsx"
    assert sheet.parent is not None
    sheet.parent.save(path)
    return path


def test_the_stored_value_says_which_day_is_meant(england: Registry, tmp_path: Path) -> None:
    row = {**ROWS[2], "reference": "D-{n}", "title": "{Stage}"}

    mapped = import_file(england, american(tmp_path), mapping(row, once=[AGREEMENT, ROUND]))

    [draft] = mapped.plan.rows
    [act] = draft.acts
    assert act.cells()["on"] == "2007-05-01"
    note = "on: '05/01/07' is the day 2007-05-01 by the value that the spreadsheet stores"
    assert note in draft.notes
    assert "05/01/07" in str(act.cells())


def test_no_reference_is_made_of_an_error(england: Registry, tmp_path: Path) -> None:
    path = tmp_path / "failed.csv"
    path.write_text("Ref,Indicator,Baseline\n#REF!,Homes,5\nNI 2,#N/A,#DIV/0!\n", encoding="utf-8")
    row = {
        "act": "targets",
        "reference": "T-{Ref|slug}",
        "agreement": "LAA",
        "title": "Target: {Indicator}",
        "baseline": "{Baseline} %",
    }

    mapped = import_file(england, path, mapping(row))

    assert mapped.imported is None
    assert mapped.error is not None
    why = "The spreadsheet shows an error in place of a value"
    assert [(one.row, one.column, one.message) for one in mapped.error.problems] == [
        (2, "reference", why),
        (3, "title", why),
    ]
