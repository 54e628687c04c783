"""Made sheets as files: XLSX and ODS with all that they hide, CSV with what a person sees."""

import csv
import io
from datetime import date, timedelta
from xml.sax.saxutils import escape

from xlsxwriter import Workbook

from tests.files import broken
from tests.mappings.made_sheets import Cell, MadeSheet

DAY_0 = date(1899, 12, 30)


def save_xlsx(made: MadeSheet) -> bytes:
    """Return a sheet as Excel would save it."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        sheet = book.add_worksheet("One")
        for (row, column), cell in made.cells.items():
            look = book.add_format({"num_format": cell.code})
            if cell.kind == "error":
                sheet.write_formula(row - 1, column - 1, "=1/0", None, cell.value)
            elif cell.kind == "formula":
                sheet.write_formula(row - 1, column - 1, "=A1", None, "")
            elif cell.kind == "text":
                sheet.write_string(row - 1, column - 1, cell.value)
            else:
                sheet.write_number(row - 1, column - 1, cell.value, look)
        for row in made.hidden_rows:
            sheet.set_row(row - 1, None, None, {"hidden": True})
        for column in made.hidden_columns:
            sheet.set_column(column - 1, column - 1, None, None, {"hidden": True})
        for (row, column), words in made.comments.items():
            sheet.write_comment(row - 1, column - 1, words)
        # Merging in the program would blank the covered words.
        sheet.merge.extend([one - 1 for one in (*first, *last)] for first, last in made.merged)
    return out.getvalue()


def save_ods(made: MadeSheet) -> bytes:
    """Return a sheet as LibreOffice would save it."""
    rows, columns = made.size
    spans = {first: last[0] - first[0] + 1 for first, last in made.merged}
    under = {
        (row, first[1]) for first, last in made.merged for row in range(first[0] + 1, last[0] + 1)
    }
    lines = "".join(
        f"<table:table-column{_hide(column in made.hidden_columns)}/>"
        for column in range(1, columns + 1)
    )
    for row in range(1, rows + 1):
        cells = []
        for column in range(1, columns + 1):
            place = (row, column)
            name = "covered-table-cell" if place in under else "table-cell"
            span = f' table:number-rows-spanned="{spans[place]}"' if place in spans else ""
            note = made.comments.get(place, "")
            said = f"<office:annotation><text:p>{note}</text:p></office:annotation>" if note else ""
            cells.append(_ods_cell(name, span, said, made.cells.get(place)))
        hidden = _hide(row in made.hidden_rows)
        lines += f"<table:table-row{hidden}>{''.join(cells)}</table:table-row>"
    return broken.ods_bytes(lines)


def _hide(hidden: bool) -> str:
    return ' table:visibility="collapse"' if hidden else ""


def _ods_cell(name: str, span: str, said: str, cell: Cell | None) -> str:
    if cell is None:
        return f"<table:{name}{span}>{said}</table:{name}>"
    if cell.kind == "formula":
        return f'<table:{name}{span} table:formula="of:=[.A1]">{said}</table:{name}>'
    kind = {
        "text": 'office:value-type="string"',
        "error": 'table:formula="of:=1/0" office:value-type="string" office:string-value="" '
        'calcext:value-type="error"',
        "number": f'office:value-type="float" office:value="{cell.value}"',
    }
    if cell.kind == "day":
        day = DAY_0 + timedelta(cell.value)
        kind["day"] = f'office:value-type="date" office:date-value="{day.isoformat()}"'
    words = "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.shown.split("\n"))
    return f"<table:{name}{span} {kind[cell.kind]}>{said}{words}</table:{name}>"


def save_csv(made: MadeSheet) -> bytes:
    """Return the words of a sheet as CSV; merged words stand in their first cell alone."""
    rows, columns = made.size
    out = io.StringIO()
    writer = csv.writer(out)
    for row in range(1, rows + 1):
        cells = (made.cells.get((row, column)) for column in range(1, columns + 1))
        writer.writerow(cell.shown if cell else "" for cell in cells)
    return out.getvalue().encode("utf-8-sig")
