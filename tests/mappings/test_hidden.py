"""What a spreadsheet hides is named, and nothing of it is recorded until somebody says so."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from ingest.mappings import MappedImport, Mapping, import_file
from ingest.mappings.sniffing import sniff_file
from registry import Registry
from registry.errors import InvalidInput
from tests.files import broken
from tests.mappings.files import mapping

TARGET = {"act": "targets", "reference": "T-{n}", "agreement": "LAA", "title": "{Indicator}"}
RECORDED = {"header": 1, "hidden": "record"}


def book_of(*rows: tuple[Any, ...]) -> Worksheet:
    sheet = Workbook().active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(list(row))
    return sheet


def saved(folder: Path, sheet: Worksheet) -> Path:
    path = folder / "sheet.xlsx"
    assert sheet.parent is not None
    sheet.parent.save(path)
    return path


def recorded_words(mapped: MappedImport) -> str:
    assert mapped.error is None, str(mapped.error)
    return str([act.cells() for row in mapped.plan.rows for act in row.acts])


def problem_of(england: Registry, path: Path, file: Mapping) -> str:
    mapped = import_file(england, path, file)
    assert mapped.imported is None
    assert mapped.error is not None
    [problem] = mapped.error.problems
    return problem.message


def commented_xlsx(folder: Path) -> Path:
    sheet = book_of(("Indicator", "Lead"), ("Homes", "Coventry"))
    sheet["B2"].comment = Comment("see HR file", "JS")
    return saved(folder, sheet)


def threaded_xlsx(folder: Path) -> Path:
    """A comment as Excel keeps those that can be answered."""
    parts = broken.members(
        saved(folder, book_of(("Indicator", "Lead"), ("Homes", "Coventry"))).read_bytes()
    )
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{kind}" Target="../threadedComments/one.xml"/>'
        "</Relationships>"
    ).encode()
    parts["xl/threadedComments/one.xml"] = (
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/'
        b'threadedcomments"><threadedComment ref="B2"><text>see HR file</text></threadedComment>'
        b"</ThreadedComments>"
    )
    path = folder / "threaded.xlsx"
    path.write_bytes(broken.zipped(parts))
    return path


def commented_ods(folder: Path) -> Path:
    def cell(words: str, comment: str = "") -> str:
        said = (
            f"<office:annotation><text:p>{comment}</text:p></office:annotation>" if comment else ""
        )
        start = f'<table:table-cell office:value-type="string">{said}'
        return f"{start}<text:p>{words}</text:p></table:table-cell>"

    rows = (cell("Indicator") + cell("Lead"), cell("Homes") + cell("Coventry", "see HR file"))
    path = folder / "sheet.ods"
    lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    path.write_bytes(broken.ods_bytes(lines))
    return path


@pytest.mark.parametrize("save", [commented_xlsx, threaded_xlsx, commented_ods])
def test_comments_are_named_and_no_word_of_them_is_recorded(
    england: Registry, tmp_path: Path, save: Any
) -> None:
    path = save(tmp_path)
    note = (
        "cells that somebody commented on, of which comments no word is recorded: B2; "
        "write into a cell what is to be recorded"
    )

    mapped = import_file(england, path, mapping(TARGET))

    assert note in mapped.plan.notes
    assert "Coventry" in recorded_words(mapped)
    assert "HR file" not in recorded_words(mapped)
    written = sniff_file(path).mapping
    assert f"# settle: {note}" in written
    assert "HR file" not in written


def test_a_value_of_another_file_is_named(england: Registry, tmp_path: Path) -> None:
    sheet = book_of(("Indicator", "Lead"), ("Homes", "=[1]Leads!B9"))
    parts = broken.members(saved(tmp_path, sheet).read_bytes())
    cell = parts[broken.SHEET].replace(b"<v></v>", b"<v>7</v>").replace(b"<v />", b"<v>7</v>")
    assert cell != parts[broken.SHEET]
    links = {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    path = tmp_path / "linked.xlsx"
    path.write_bytes(broken.zipped({**parts, broken.SHEET: cell, **links}))

    mapped = import_file(england, path, mapping(TARGET))

    assert "Lead: 7" in recorded_words(mapped)
    assert (
        "formulas that take their value from another file, as it was when this one was saved: B2; "
        "see whether the values still hold" in mapped.plan.notes
    )


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_named_and_not_read(
    england: Registry, tmp_path: Path, state: str
) -> None:
    sheet = book_of(("Indicator",), ("Homes",))
    sheet.title = "Targets"
    assert sheet.parent is not None
    other = sheet.parent.create_sheet("Redundancies", 0)
    other.append(["Indicator"])
    other.append(["Forty posts"])
    other.sheet_state = state
    path = saved(tmp_path, sheet)

    mapped = import_file(england, path, mapping(TARGET), dry_run=True)

    assert "hidden sheets, of which no word is recorded: Redundancies" in mapped.plan.notes
    assert "Forty" not in recorded_words(mapped)
    named = mapping(TARGET, file={"sheet": "Redundancies"})
    assert (
        problem_of(england, path, named) == "the sheet 'Redundancies' is hidden in the spreadsheet"
    )
    on_purpose = mapping(TARGET, file={"sheet": "Redundancies", "hidden": "record"})
    mapped = import_file(england, path, on_purpose, dry_run=True)
    assert "Forty posts" in recorded_words(mapped)


def hiding(folder: Path) -> Path:
    """A row, a column and two values that nobody sees."""
    sheet = book_of(
        ("Indicator", "Private", "Cost", "Due"),
        ("Homes", "see HR file", 5, date(2009, 5, 1)),
        ("Crime", "see HR file", 6, date(2009, 5, 2)),
    )
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[3].hidden = True
    sheet["C2"].number_format = ";;;"
    return saved(folder, sheet)


def test_what_is_hidden_is_recorded_on_purpose(england: Registry, tmp_path: Path) -> None:
    path = hiding(tmp_path)

    mapped = import_file(england, path, mapping(TARGET, file=RECORDED))

    words = recorded_words(mapped)
    assert "row 2; Private: see HR file; Cost: 5" in words
    assert "Crime" in words
    why = "hidden in the spreadsheet, and recorded as file.hidden says"
    assert mapped.plan.notes[:3] == (
        f"{why}: rows 3",
        f"{why}: columns B",
        f"{why}: cells by their number format C2",
    )


def test_a_value_that_its_format_hides_is_told(england: Registry, tmp_path: Path) -> None:
    mapped = import_file(england, hiding(tmp_path), mapping(TARGET))

    words = recorded_words(mapped)
    assert "HR file" not in words
    assert "Cost" not in words
    [homes] = mapped.plan.rows
    assert "Cost: the cell holds a value that its number format hides" in homes.notes


def test_sniff_asks_what_becomes_of_what_is_hidden(tmp_path: Path) -> None:
    written = sniff_file(hiding(tmp_path)).mapping

    assert 'hidden = "leave_out"   # settle: or "record"' in written
    assert not [words for words in ("HR file", "Crime", "Private") if words in written]


def test_hidden_rows_above_the_header_are_no_title(england: Registry, tmp_path: Path) -> None:
    sheet = book_of(
        ("Draft for the chief executive only",),
        ("col_a", "col_b"),
        ("Indicator", "Lead"),
        ("Homes", "Coventry"),
        ("Crime", "Coventry"),
    )
    sheet.row_dimensions[1].hidden = True
    sheet.row_dimensions[2].hidden = True
    path = saved(tmp_path, sheet)

    sniffed = sniff_file(path)

    assert sniffed.header == (3,)
    assert "chief executive" not in sniffed.mapping
    wrong = mapping({**TARGET, "title": "{col_a}"}, file={"header": 2})
    assert problem_of(england, path, wrong) == "row 2 of file.header is hidden in the spreadsheet"


def test_a_sheet_that_is_all_hidden_is_refused(tmp_path: Path) -> None:
    sheet = book_of(("Indicator",), ("Homes",))
    sheet.row_dimensions[1].hidden = True
    sheet.row_dimensions[2].hidden = True

    with pytest.raises(InvalidInput, match="all rows are hidden in the spreadsheet"):
        sniff_file(saved(tmp_path, sheet))


def covering(folder: Path) -> Path:
    """Three rows merged by a program that left words below the merged cell."""
    sheet = book_of(("Indicator", "Lead"), ("Homes", "Coventry"), ("Crime", None), ("Roads", None))
    sheet.merge_cells("B2:B4")
    parts = broken.members(saved(folder, sheet).read_bytes())
    words = b'<c r="B3" t="inlineStr"><is><t>see HR file</t></is></c>'
    crime = b"<t>Crime</t></is></c>"
    cells = parts[broken.SHEET].replace(crime, crime + words)
    assert cells != parts[broken.SHEET]
    path = folder / "covered.xlsx"
    path.write_bytes(broken.zipped({**parts, broken.SHEET: cells}))
    return path


def test_words_that_a_merged_cell_covers_are_told(england: Registry, tmp_path: Path) -> None:
    path = covering(tmp_path)

    mapped = import_file(england, path, mapping(TARGET), dry_run=True)

    assert "HR file" not in recorded_words(mapped)
    note = "cell B3 holds words that the merged cell B2:B4 covers: they are not recorded"
    assert [note in row.notes for row in mapped.plan.rows] == [False, True, False]
    assert "# settle: cells hold words that merged cells cover" in sniff_file(path).mapping
    on_purpose = import_file(england, path, mapping(TARGET, file=RECORDED))
    assert "Lead: see HR file" in recorded_words(on_purpose)
