"""A spreadsheet's cells are recorded as a person sees them, whichever program saved it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingest.files import read_table
from ingest.mappings import MappedImport, import_file, write_annotated_copy
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
