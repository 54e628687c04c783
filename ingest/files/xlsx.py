"""What only the XML of an XLSX tells: how far a sheet reaches, and how its cells are shown."""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import join, normpath
from zipfile import ZipFile

from ingest.files.limits import TableLimits
from ingest.files.markup import walk_elements
from ingest.files.number_formats import BUILTIN
from ingest.files.used_range import UsedRange, parse_cell_reference


def measure_xlsx(archive: ZipFile, sheet: str, limits: TableLimits) -> UsedRange:
    """Return how far a sheet of an XLSX reaches.

    Raises:
        InvalidInput: it reaches too far, or is damaged.
    """
    scan = _XlsxScan(UsedRange(limits), _style_formats(archive))
    part = _sheet_parts(archive).get(sheet)
    if part is not None and part in archive.namelist():
        walk_elements(archive, part, scan.start_element, scan.end_element, scan.add_text)
    return scan.extent


class _XlsxScan:
    def __init__(self, extent: UsedRange, codes: Mapping[int, str]) -> None:
        self.extent, self.codes = extent, codes
        self.row = self.column = 0
        self.style = -1
        self.hidden = False
        # The cell that is open: its type, and the words of its value where they matter.
        self.type, self.said = "", ""
        self.formula = self.valued = self.inside = False

    def start_element(self, name: str, attributes: Mapping[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "row":
            self.row, self.column = _parse_index(attributes.get("r"), self.row + 1), 0
            self.hidden = _is_true(attributes.get("hidden"))
        elif name == "col" and _is_true(attributes.get("hidden")):
            first = _parse_index(attributes.get("min"), 1)
            self.extent.hide_columns(first, _parse_index(attributes.get("max"), first))
        elif name == "c":
            there = parse_cell_reference(attributes.get("r", ""))
            self.row, self.column = there or (self.row, self.column + 1)
            self.style = _parse_index(attributes.get("s"), -1)
            self.type, self.said = attributes.get("t", ""), ""
            self.formula = self.valued = False
        elif name == "f":
            self.formula = True
        elif name in ("v", "is"):
            self.valued, self.inside = True, name == "v"
            self.extent.extend_to(self.row, self.column)
            if self.hidden:
                self.extent.hidden_rows.add(self.row)
            if self.style in self.codes and self.type in ("", "n"):
                self._mark_format(self.codes[self.style])

    def _mark_format(self, code: str) -> None:
        self.extent.formats[(self.row, self.column)] = code
        if "%" in code:
            self.extent.shown[(self.row, self.column)] = None

    def add_text(self, words: str) -> None:
        if self.inside and (self.formula or self.type == "e") and len(self.said) < 100:
            self.said += words[:100]

    def end_element(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "v":
            self.inside = False
        elif name == "c":
            # A formula may well result in no words; then its type says so.
            empty = self.type == "str" and self.valued
            if self.type == "e" and self.said:
                self.extent.shown[(self.row, self.column)] = self.said
            elif self.formula and not self.said and not empty:
                self.extent.mark_uncomputed(self.row, self.column)


def _is_true(text: str | None) -> bool:
    return text in ("1", "true")


def _parse_index(text: str | None, otherwise: int) -> int:
    return (
        int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else otherwise
    )


def _sheet_parts(archive: ZipFile) -> dict[str, str]:
    """Return which part of the XLSX holds which sheet."""
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def relation(name: str, attributes: Mapping[str, str]) -> None:
        if name.endswith("Relationship"):
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def sheet(name: str, attributes: Mapping[str, str]) -> None:
        if name.rpartition(":")[2] == "sheet":
            ids = [value for key, value in attributes.items() if key.endswith(":id")]
            sheets[attributes.get("name", "")] = ids[0] if ids else ""

    if "xl/_rels/workbook.xml.rels" in archive.namelist():
        walk_elements(archive, "xl/_rels/workbook.xml.rels", relation)
    walk_elements(archive, "xl/workbook.xml", sheet)
    return {
        name: normpath(join("xl", targets[key])).lstrip("/")
        for name, key in sheets.items()
        if key in targets
    }


def _style_formats(archive: ZipFile) -> dict[int, str]:
    """Return the number formats of cell styles, without the general one."""
    formats: dict[int, str] = dict(BUILTIN)
    styles: list[int] = []
    inside = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside
        name = name.rpartition(":")[2]
        if name == "numFmt":
            code = attributes.get("formatCode", "")[:200]
            formats[_parse_index(attributes.get("numFmtId"), -2)] = code
        elif name in ("cellXfs", "cellStyleXfs"):
            inside = name == "cellXfs"
        elif name == "xf" and inside:
            styles.append(_parse_index(attributes.get("numFmtId"), -1))

    if "xl/styles.xml" in archive.namelist():
        walk_elements(archive, "xl/styles.xml", start)
    return {
        index: formats[form]
        for index, form in enumerate(styles)
        if formats.get(form, "General").casefold() != "general"
    }
