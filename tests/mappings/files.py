"""Files as tests write them, and short mappings for them."""

from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from ingest.mappings import Mapping, read_mapping

SOURCE = {"reference": "PAPER", "title": "A committee paper", "standing": "RESTATED"}
AGREEMENT = {"act": "agreements", "reference": "LAA", "title": "The agreement", "area": "Coventry"}


def mapping(*rows: dict[str, Any], **more: Any) -> Mapping:
    return read_mapping({"source": [SOURCE], "once": [AGREEMENT], "row": list(rows), **more})


def write(folder: Path, text: str, encoding: str = "utf-8", name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def committee_paper(folder: Path) -> Path:
    """A table of a committee paper: a title above, merged headings, percentages, a note below."""
    path = folder / "coventry_laa.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet("Appendix 2")
        percent = book.add_format({"num_format": "0.0%"})
        sheet.merge_range("A1:G1", "Coventry LAA 2008-11: performance indicators")
        for column, heading in zip("ABCG", ("Ref", "Indicator", "Baseline", "Lead"), strict=True):
            sheet.merge_range(f"{column}3:{column}4", heading)
        sheet.merge_range("D3:F3", "Improvement target")
        sheet.write_row("D4", ["2008/09", "2009/10", "2010/11"])
        sheet.write_row("A5", ["NI 16", "Serious acquisitive crime rate", "21.2 (2007/08)"])
        sheet.write_row("D5", [20.1, "tba", "", "West Midlands Police / CCC"])
        sheet.write_row("A6", ["NI 117", "Young people not in education"])
        sheet.write_row("C6", [0.082, 0.075, 0.07, 0.065], percent)
        sheet.write("G6", "Coventry City Council")
        sheet.write_row("A7", ["Local 3", "Green Flag parks", "2", "3", "4", "5", ""])
        sheet.merge_range("A9:G9", "tba: to be agreed with the Government Office")
        book.add_worksheet("Notes").write("A1", "Nothing")
    return path
