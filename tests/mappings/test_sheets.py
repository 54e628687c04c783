"""A spreadsheet's cells are recorded as a person sees them, whichever program saved it."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingest.files import read_table
from ingest.mappings import MappedImport, import_file, write_annotated_copy
from ingest.mappings.sniffing import sniff_file
from registry import Registry
from tests.files import broken
from tests.mappings.files import mapping

TARGET = {
    "act": "targets",
    "reference": "T-{n}",
    "agreement": "LAA",
    "title": "{Indicator}",
    "baseline": "{Baseline}",
}
LEAD = {"act": "accountability", "target": "T-{n}", "role": "LEAD", "partner": "{Lead}"}
HEADER = ("Indicator", "Lead", "Baseline")


def saved(folder: Path, sheet: Worksheet) -> Path:
    path = folder / "sheet.xlsx"
    assert sheet.parent is not None
    sheet.parent.save(path)
    return path


def sheet_of(*rows: Sequence[Any], header: Sequence[str] = HEADER) -> Worksheet:
    sheet = Workbook().active
    assert isinstance(sheet, Worksheet)
    for row in (header, *rows):
        sheet.append(list(row))
    return sheet


def ods_file(folder: Path, *rows: str) -> Path:
    """An ODS whose rows are given as cells in XML, below the same header."""
    cells = ("".join(text_cell(heading) for heading in HEADER), *rows)
    lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    path = folder / "sheet.ods"
    path.write_bytes(broken.ods_bytes(lines))
    return path


def text_cell(words: str, more: str = "") -> str:
    cell = f'<table:table-cell office:value-type="string" {more}>'
    return f"{cell}<text:p>{words}</text:p></table:table-cell>"


def imported(registry: Registry, path: Path) -> MappedImport:
    return import_file(registry, path, mapping(TARGET, LEAD))


def stated_leads(mapped: MappedImport) -> list[tuple[str, str | None]]:
    assert mapped.error is None, str(mapped.error)
    acts = [act.cells() for row in mapped.plan.rows for act in row.acts]
    return [(one["state"], one.get("stated") or None) for one in acts if "state" in one]


def head_of(registry: Registry) -> int:
    with registry.reading() as session:
        return int(session.connection.exec_driver_sql("SELECT number FROM head").scalar_one())


def merged_xlsx(folder: Path) -> Path:
    sheet = sheet_of(
        ("Crime", "Coventry City Council", 1), ("Theft", None, 2), ("Assault", None, 3),
        ("Homes", None, 4),
    )  # fmt: skip
    sheet.merge_cells("B2:B4")
    return saved(folder, sheet)


def merged_ods(folder: Path) -> Path:
    lead = text_cell("Coventry City Council", 'table:number-rows-spanned="3"')
    covered, empty = "<table:covered-table-cell/>", "<table:table-cell/>"
    return ods_file(
        folder,
        text_cell("Crime") + lead + text_cell("1"),
        text_cell("Theft") + covered + text_cell("2"),
        text_cell("Assault") + covered + text_cell("3"),
        text_cell("Homes") + empty + text_cell("4"),
    )


@pytest.mark.parametrize("save", [merged_xlsx, merged_ods])
def test_merged_words_hold_for_every_row_of_their_span(
    england: Registry, tmp_path: Path, save: Any
) -> None:
    mapped = imported(england, save(tmp_path))

    council = ("SINGLE", "Coventry City Council")
    assert stated_leads(mapped) == [council, council, council, ("MISSING", None)]
    note = "Lead: 'Coventry City Council' comes from the merged cell B2:B4"
    assert [note in row.notes for row in mapped.plan.rows] == [False, True, True, False]


def test_the_annotated_copy_says_which_words_come_from_a_merged_cell(
    england: Registry, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.xlsx"

    write_annotated_copy(imported(england, merged_xlsx(tmp_path)), copy)

    theft = read_table(copy).rows[2].cells
    assert theft[:3] == ("Theft", "Coventry City Council", "2")
    assert theft[4].startswith("Lead: 'Coventry City Council' comes from the merged cell B2:B4")


def test_merged_words_hold_across_columns_unless_they_stand_alone(
    england: Registry, tmp_path: Path
) -> None:
    sheet = sheet_of(("Crime", "Coventry City Council", None), ("A note", None, None))
    sheet.merge_cells("B2:C2")
    sheet.merge_cells("A3:C3")

    mapped = imported(england, saved(tmp_path, sheet))

    assert [row.cells for row in mapped.plan.table.rows[1:]] == [
        ("Crime", "Coventry City Council", "Coventry City Council"),
        ("A note",),
    ]


def formulas_xlsx(folder: Path) -> Path:
    """openpyxl writes the words of an error as an error."""
    sheet = sheet_of(("Homes", "Coventry City Council", 1), ("Crime", "#REF!", "#DIV/0!"))
    return saved(folder, sheet)


def formulas_ods(folder: Path) -> Path:
    def failed(words: str) -> str:
        kind = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
        cell = f'<table:table-cell table:formula="of:=X" {kind}>'
        return f"{cell}<text:p>{words}</text:p></table:table-cell>"

    return ods_file(
        folder,
        text_cell("Homes") + text_cell("Coventry City Council") + text_cell("1"),
        text_cell("Crime") + failed("#REF!") + failed("#DIV/0!"),
    )


@pytest.mark.parametrize("save", [formulas_xlsx, formulas_ods])
def test_an_error_is_stated_and_unread_and_no_blank(
    england: Registry, tmp_path: Path, save: Any
) -> None:
    mapped = imported(england, save(tmp_path))

    assert stated_leads(mapped)[1] == ("UNRESOLVED", "#REF!")
    [target, _] = [act.cells() for act in mapped.plan.rows[1].acts]
    why = "The spreadsheet shows an error in place of a value"
    assert (target["baseline_stated"], target["baseline_why"]) == ("#DIV/0!", why)
    assert why in mapped.plan.rows[1].notes


def uncomputed_xlsx(folder: Path) -> Path:
    sheet = sheet_of(("Homes", "=Leads!B9", 1), (None, None, "=C2*1.1"))
    return saved(folder, sheet)


def uncomputed_ods(folder: Path) -> Path:
    formula = '<table:table-cell table:formula="of:=[.C2]*1.1"/>'
    empty = "<table:table-cell/>"
    return ods_file(folder, text_cell("Homes") + formula + text_cell("1"), empty + empty + formula)


@pytest.mark.parametrize("save", [uncomputed_xlsx, uncomputed_ods])
def test_a_formula_without_a_value_is_a_problem_that_names_its_cell(
    england: Registry, tmp_path: Path, save: Any
) -> None:
    head = head_of(england)

    mapped = imported(england, save(tmp_path))

    assert mapped.imported is None
    assert mapped.error is not None
    told = [(one.row, one.column, one.message) for one in mapped.error.problems]
    words = "holds a formula, but the file does not hold its value"
    assert told == [(2, "Lead", f"cell B2 {words}"), (3, "Baseline", f"cell C3 {words}")]
    assert "Open and save it in a spreadsheet program" in mapped.error.problems[0].remedy
    assert head_of(england) == head


def test_a_formula_that_results_in_no_words_is_blank(england: Registry, tmp_path: Path) -> None:
    parts = broken.members(saved(tmp_path, sheet_of(("Homes", '=""', 1))).read_bytes())
    cell = parts[broken.SHEET].replace(b'<c r="B2">', b'<c r="B2" t="str">')
    assert cell != parts[broken.SHEET]
    path = tmp_path / "blank.xlsx"
    path.write_bytes(broken.zipped({**parts, broken.SHEET: cell}))

    assert stated_leads(imported(england, path)) == [("MISSING", None)]


def hidden_xlsx(folder: Path) -> Path:
    sheet = sheet_of(
        ("Homes", "Coventry City Council", 1, "see HR file"),
        ("Crime", "Coventry City Council", 2, "see HR file"),
        header=(*HEADER, "Private note"),
    )
    sheet.column_dimensions["D"].hidden = True
    sheet.row_dimensions[3].hidden = True
    return saved(folder, sheet)


def hidden_ods(folder: Path) -> Path:
    council, note = text_cell("Coventry City Council"), text_cell("see HR file")
    header = "".join(map(text_cell, (*HEADER, "Private note")))
    columns = '<table:table-column table:number-columns-repeated="3"/>'
    columns += '<table:table-column table:visibility="collapse"/>'
    path = folder / "sheet.ods"
    path.write_bytes(
        broken.ods_bytes(
            f"{columns}<table:table-row>{header}</table:table-row>"
            f"<table:table-row>{text_cell('Homes')}{council}{text_cell('1')}{note}</table:table-row>"
            f'<table:table-row table:visibility="filter">{text_cell("Crime")}{council}'
            f"{text_cell('2')}{note}</table:table-row>"
        )
    )
    return path


@pytest.mark.parametrize("save", [hidden_xlsx, hidden_ods])
def test_no_hidden_word_is_recorded_and_what_is_hidden_is_noted(
    england: Registry, tmp_path: Path, save: Any
) -> None:
    mapped = imported(england, save(tmp_path))

    assert stated_leads(mapped) == [("SINGLE", "Coventry City Council")]
    recorded = str([act.cells() for row in mapped.plan.rows for act in row.acts])
    assert "Homes" in recorded
    assert "Crime" not in recorded
    assert "HR file" not in recorded
    why = "hidden in the spreadsheet, so that none of their words is recorded"
    remedy = "unhide and save them if they are to be recorded"
    assert mapped.plan.notes == (f"{why}: rows 3; {remedy}", f"{why}: columns D; {remedy}")


@pytest.mark.parametrize("save", [hidden_xlsx, hidden_ods])
def test_sniff_says_what_is_hidden_and_repeats_none_of_its_words(tmp_path: Path, save: Any) -> None:
    written = sniff_file(save(tmp_path)).mapping

    assert "# settle: hidden in the spreadsheet" in written
    assert "Homes" in written
    assert not [words for words in ("Private note", "HR file", "Crime") if words in written]


def test_a_mapped_column_that_is_hidden_is_no_blank(england: Registry, tmp_path: Path) -> None:
    sheet = sheet_of(("Homes", "Coventry City Council", 1))
    sheet.column_dimensions["B"].hidden = True
    head = head_of(england)

    mapped = imported(england, saved(tmp_path, sheet))

    assert mapped.error is not None
    [told] = mapped.error.problems
    assert told.column == "Lead"
    assert told.message == "row[2].partner names a column that is hidden in the spreadsheet"
    assert head_of(england) == head


SHOWN = {
    "codes keep their zeros": ("0000", 331, "0331"),
    "1.10 is not 1.1": ("0.00", 1.1, "1.10"),
    "thousands": ("#,##0", 1234567, "1,234,567"),
    "pounds": ("[$£-809]#,##0.00", 1234.5, "£1,234.50"),
    "percentages": ("0.0%", 0.07, "7.0%"),
    "below nothing": ("0.0", -4, "-4.0"),
    "a month": ("mmm-yy", date(2007, 3, 1), "Mar-07"),
    "a financial year": ("yyyy/mm", date(2008, 9, 1), "2008/09"),
    "a day without its year": ("d-mmm", date(2009, 2, 1), "1-Feb"),
    "a whole day": ("dd/mm/yyyy", date(2007, 5, 1), "01/05/2007"),
    "pence that are not shown": ("£#,##0", 1234.5, "£1,235"),
    "15 digits": ("General", 0.1 + 0.2, "0.3"),
}


@pytest.mark.parametrize("name", SHOWN)
def test_an_xlsx_cell_is_what_its_number_format_shows(tmp_path: Path, name: str) -> None:
    code, value, words = SHOWN[name]
    sheet = sheet_of((value,))
    sheet["A2"].number_format = code

    assert read_table(saved(tmp_path, sheet)).rows[1].cells == (words,)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ('office:value-type="float" office:value="331"', "0331"),
        ('office:value-type="float" office:value="1.1"', "1.10"),
        ('office:value-type="currency" office:value="1234.5"', "£1,234.50"),
        ('office:value-type="date" office:date-value="2007-03-01"', "Mar-07"),
        ('office:value-type="date" office:date-value="2008-09-01"', "2008/09"),
    ],
)
def test_an_ods_cell_is_what_it_shows(tmp_path: Path, value: str, words: str) -> None:
    path = ods_file(
        tmp_path, f"<table:table-cell {value}><text:p>{words}</text:p></table:table-cell>"
    )

    assert read_table(path).rows[1].cells == (words,)


def test_a_month_is_no_day(england: Registry, tmp_path: Path) -> None:
    sheet = sheet_of(("Draft", date(2007, 3, 1)), header=("Stage", "Due"))
    sheet["B2"].number_format = "mmm-yy"
    round_ = {"act": "negotiations", "reference": "ROUND", "title": "The negotiation"}
    deadline = {
        "act": "deadlines",
        "reference": "D-{n}",
        "negotiation": "ROUND",
        "title": "{Stage}",
        "on": "{Due}",
    }

    mapped = import_file(england, saved(tmp_path, sheet), mapping(deadline, once=[round_]))

    assert mapped.error is None, str(mapped.error)
    [act] = mapped.plan.rows[0].acts
    assert "on" not in act.cells()
    assert "Mar-07" in str(act.cells())
    assert "on: a month, no day (Mar-07)" in mapped.plan.rows[0].notes
