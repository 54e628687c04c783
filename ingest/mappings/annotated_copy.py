"""A copy of a file as a spreadsheet, with what became of each row beside it."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ingest.mappings.describe_row import describe_row
from ingest.mappings.import_file import MappedImport
from ingest.mappings.plan import RowPlan

HEADINGS = ("What it becomes", "To know", "To mend")
CELL = 32_000


def write_annotated_copy(mapped: MappedImport, path: Path) -> None:
    """Write an XLSX that an officer can work through: the file's own cells, then three columns."""
    # Cells are written as the words that they are: a leading = must not become a formula.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(str(path), options) as book:
        sheet = book.add_worksheet("Annotated")
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        colours = {
            "mend": book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#F9D5D0"}),
            "know": book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFF3C4"}),
            "fine": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        _write_rows(sheet, mapped, bold, colours)


def _write_rows(
    sheet: Worksheet, mapped: MappedImport, bold: Format, colours: dict[str, Format]
) -> None:
    plan = mapped.plan
    width = plan.table.width
    plans = {row.number: row for row in plan.rows}
    wrong = _problems_by_row(mapped)
    first = min((row.number for row in plan.rows), default=1)
    for row in plan.table.rows:
        for place, cell in enumerate(row.cells):
            sheet.write_string(row.number - 1, place, cell[:CELL])
        if row.number in plans:
            told = _row_outcome(plans[row.number], wrong.get(row.number, []))
            look = "mend" if told[2] else "know" if told[1] else "fine"
            for place, words in enumerate(told):
                sheet.write_string(row.number - 1, width + place, words[:CELL], colours[look])
    for place, heading in enumerate(HEADINGS):
        sheet.write_string(max(first - 2, 0), width + place, heading, bold)
    sheet.set_column(width, width + len(HEADINGS) - 1, 50)
    if first > 1:
        sheet.freeze_panes(first - 1, 0)


def _problems_by_row(mapped: MappedImport) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for problem in mapped.error.problems if mapped.error else ():
        column = f"{problem.column}: " if problem.column else ""
        value = f" ({problem.value})" if problem.value else ""
        found[problem.row or 0].append(f"{column}{problem.message}{value}. {problem.remedy}")
    return found


def _row_outcome(row: RowPlan, wrong: list[str]) -> tuple[str, str, str]:
    if row.left_out:
        return f"left out: {row.left_out}", "", ""
    return "\n".join(describe_row(row)), "\n".join(row.notes), "\n".join(wrong)
