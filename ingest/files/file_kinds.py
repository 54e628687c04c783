"""What kind of file it is: its content decides, whatever its name says."""

from __future__ import annotations

import io
from zipfile import BadZipFile, ZipFile

from ingest.files.errors import file_error

# How files begin that people take for tables.
_OTHERS = (
    (b"%PDF", "a PDF", "Copy its table into a spreadsheet and save that"),
    (
        b"\xd0\xcf\x11\xe0",
        "an old Excel workbook (.xls) or one with a password",
        "Save it as .xlsx without a password, or as CSV",
    ),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "Unpack it first"),
    (b"Rar!", "a RAR archive", "Unpack it first"),
    (b"\x89PNG", "a picture", "Type its table into a spreadsheet"),
    (b"\xff\xd8\xff", "a picture", "Type its table into a spreadsheet"),
    (b"{\\rtf", "an RTF document", "Copy its table into a spreadsheet and save that"),
    (b"PAR1", "a Parquet file", "Save it as CSV"),
    (b"SQLite format 3", "a database", "Export its table as CSV"),
)
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<svg")


def detect_kind(data: bytes) -> str:
    """``text``, ``xlsx`` or ``ods``.

    Raises:
        InvalidInput: it is empty, or a kind of file that holds no table to be read.
    """
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise file_error("the file is empty", "Give a file with a header and rows")
    for begins, what, remedy in _OTHERS:
        if data.startswith(begins):
            raise file_error(f"the file is {what}", remedy)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _detect_spreadsheet(data)
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(_MARKUP):
        raise file_error("the file is a page of HTML or XML", "Open it, and save its table as CSV")
    if start[:1] in (b"{", b"["):
        raise file_error("the file is JSON, not a table", "Save its records as CSV, one a row")
    return "text"


def _detect_spreadsheet(data: bytes) -> str:
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise file_error(
            f"the spreadsheet is cut short or damaged ({error})", "Save or copy the file again"
        ) from error
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    if "xl/workbook.bin" in names:
        raise file_error("the file is a binary Excel workbook (.xlsb)", "Save it as .xlsx or CSV")
    if "datapackage.json" in {name.rpartition("/")[2] for name in names}:
        raise file_error("the file is a data package", "Import it without a mapping")
    raise file_error(
        "the file is a zip, but no spreadsheet", "Give the spreadsheet or CSV inside it"
    )
