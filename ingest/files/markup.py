"""The XML inside a spreadsheet: elements as they come, in bounded space, nothing fetched."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import BadZipFile, ZipFile

from ingest.files.errors import file_error

Start = Callable[[str, Mapping[str, str]], None]
CHUNK = 1 << 16


def walk_elements(
    archive: ZipFile,
    part: str,
    start: Start,
    end: Callable[[str], None] = lambda _: None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Tell every element of one part of a spreadsheet.

    Raises:
        InvalidInput: it is cut short, damaged, or declares entities of its own.
    """
    parser = ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    # Entities are how a few lines of XML unpack to gigabytes, or fetch what lies elsewhere.
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        with archive.open(part) as file:
            while chunk := file.read(CHUNK):
                parser.Parse(chunk)
            parser.Parse(b"", True)
    except (BadZipFile, ExpatError, KeyError, EOFError, zlib.error) as error:
        raise file_error(
            f"{part} in the spreadsheet is cut short or damaged ({error})",
            "Save or copy the file again",
        ) from error


def _refuse_doctype(*_: object) -> None:
    raise file_error(
        "the spreadsheet declares entities", "Save it again with a spreadsheet program"
    )
