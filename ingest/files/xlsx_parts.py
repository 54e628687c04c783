"""The parts of an XLSX beside its sheets: which sheet is where, styles, comments, links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath
from zipfile import ZipFile

from ingest.files.markup import walk_elements
from ingest.files.number_formats import BUILTIN
from ingest.files.used_range import parse_cell_reference

_COMMENTS = ("/comments", "/threadedComment")


@dataclass(frozen=True, slots=True)
class Workbook:
    """What the workbook says of all sheets.

    Attributes:
        parts: the part that holds each sheet, by the sheet's name.
        since_1904: whether days are counted from 1904.
        linked: whether formulas take values from other files.
    """

    parts: Mapping[str, str]
    since_1904: bool
    linked: bool


def read_workbook(archive: ZipFile) -> Workbook:
    """Return what the workbook says of its sheets."""
    sheets: dict[str, str] = {}
    since_1904 = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal since_1904
        name = name.rpartition(":")[2]
        if name == "sheet":
            ids = [value for key, value in attributes.items() if key.endswith(":id")]
            sheets[attributes.get("name", "")] = ids[0] if ids else ""
        elif name == "workbookPr":
            since_1904 = is_true(attributes.get("date1904"))

    walk_elements(archive, "xl/workbook.xml", start)
    targets = {key: part for key, _, part in _list_relations(archive, "xl/workbook.xml")}
    return Workbook(
        {name: targets[key] for name, key in sheets.items() if key in targets},
        since_1904,
        any(name.startswith("xl/externalLinks/") for name in archive.namelist()),
    )


def find_comments(archive: ZipFile, part: str) -> set[tuple[int, int]]:
    """Return the cells of a sheet that somebody commented on."""
    found: set[tuple[int, int]] = set()

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name.rpartition(":")[2] in ("comment", "threadedComment"):
            cell = parse_cell_reference(attributes.get("ref", ""))
            found.update((cell,) if cell else ())

    for _, kind, target in _list_relations(archive, part):
        if kind.endswith(_COMMENTS) and target in archive.namelist():
            walk_elements(archive, target, start)
    return found


def _list_relations(archive: ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """Yield key, kind and part of everything that a part refers to."""
    found: list[tuple[str, str, str]] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name.endswith("Relationship"):
            target = normpath(join(dirname(part), attributes.get("Target", ""))).lstrip("/")
            found.append((attributes.get("Id", ""), attributes.get("Type", ""), target))

    relations = f"{dirname(part)}/_rels/{basename(part)}.rels"
    if relations in archive.namelist():
        walk_elements(archive, relations, start)
    yield from found


def read_style_formats(archive: ZipFile) -> dict[int, str]:
    """Return the number formats of cell styles, without the general one."""
    formats: dict[int, str] = dict(BUILTIN)
    styles: list[int] = []
    inside = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside
        name = name.rpartition(":")[2]
        if name == "numFmt":
            code = attributes.get("formatCode", "")[:200]
            formats[parse_index(attributes.get("numFmtId"), -2)] = code
        elif name in ("cellXfs", "cellStyleXfs"):
            inside = name == "cellXfs"
        elif name == "xf" and inside:
            styles.append(parse_index(attributes.get("numFmtId"), -1))

    if "xl/styles.xml" in archive.namelist():
        walk_elements(archive, "xl/styles.xml", start)
    return {
        index: formats[form]
        for index, form in enumerate(styles)
        if formats.get(form, "General").casefold() not in ("general", "@", "")
    }


def is_true(text: str | None) -> bool:
    """Return whether an attribute says yes."""
    return text in ("1", "true", "on")


def parse_index(text: str | None, otherwise: int) -> int:
    """Return the number that an attribute says."""
    return (
        int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else otherwise
    )
