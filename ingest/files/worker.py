"""The process that reads a stranger's file: bytes in, bounded lines of JSON out, nothing else."""

from __future__ import annotations

import encodings.ascii
import encodings.cp437
import encodings.cp1252
import encodings.latin_1
import encodings.utf_8_sig
import encodings.utf_16
import encodings.utf_16_be
import encodings.utf_16_le
import encodings.utf_32
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from ingest.files import sandbox
from ingest.files.errors import file_error
from ingest.files.file_kinds import detect_kind
from ingest.files.limits import TableLimits
from ingest.files.sheet_notes import describe_sheet
from ingest.files.sheets import open_sheet, read_sheet_rows
from ingest.files.table import TableOptions
from ingest.files.text import read_text, read_text_rows
from registry.errors import InvalidInput, Problem

# Codecs are loaded on first use, which is too late once nothing can be opened any more.
_CODECS = (
    encodings.ascii,
    encodings.cp437,
    encodings.cp1252,
    encodings.latin_1,
    encodings.utf_8_sig,
    encodings.utf_16,
    encodings.utf_16_be,
    encodings.utf_16_le,
    encodings.utf_32,
)


def main() -> None:
    """Read the file on standard input, and write what it holds as lines of JSON."""
    asked = json.loads(sys.argv[-1])
    limits, options = TableLimits(**asked["limits"]), TableOptions(**asked["options"])
    sandbox.limit_resources(limits)
    data = sys.stdin.buffer.read(limits.bytes + 1)
    sandbox.forbid_opening()
    try:
        for line in read_lines(data, options, limits):
            _write_line(line)
        _write_line({"end": True})
    except InvalidInput as error:
        _write_line({"problems": [problem.as_dict() for problem in error.problems]})
    except MemoryError:
        _write_line({"problems": [_too_large(limits).as_dict()]})


def _too_large(limits: TableLimits) -> Problem:
    return Problem(
        f"reading it takes more than {limits.memory // 1_000_000} MB of memory",
        "Save only the sheet and rows that are to be imported",
    )


def _write_line(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")


def read_lines(data: bytes, options: TableOptions, limits: TableLimits) -> Iterator[dict[str, Any]]:
    """Yield what a file holds: what it is, its rows, and what is to be known of them.

    Raises:
        InvalidInput: it cannot be read.
    """
    if len(data) > limits.bytes:
        raise file_error(
            f"the file is larger than {limits.bytes:,} bytes", "Divide it into smaller ones"
        )
    kind = detect_kind(data)
    if kind == "text":
        text = read_text(data, options)
        kind = "tsv" if text.delimiter == "\t" else "csv"
        yield {
            "format": kind,
            "encoding": text.encoding,
            "delimiter": text.delimiter,
            "notes": text.notes,
        }
        yield from _bound_rows(read_text_rows(text, limits), limits)
        return
    sheet = open_sheet(data, kind, options, limits)
    merged = [(m.top, m.left, m.bottom, m.right) for m in sheet.merged]
    yield {
        "format": kind,
        "sheet": sheet.name,
        "sheets": sheet.names[:100],
        "merged": merged,
        "uncomputed": sheet.extent.uncomputed,
    }
    yield from _bound_rows(read_sheet_rows(sheet), limits)
    # Some of what is hidden is found with the rows.
    yield {
        "record_hidden": sheet.record_hidden,
        "hidden": {} if sheet.record_hidden else asdict(sheet.hidden),
        "notes": list(describe_sheet(sheet)),
        "stored": [(*cell, value) for cell, value in sheet.extent.stored.items()],
    }


def _bound_rows(
    rows: Iterable[tuple[int, list[str]]], limits: TableLimits
) -> Iterator[dict[str, Any]]:
    characters = 0
    for count, (number, cells) in enumerate(rows, 1):
        width = len(cells)
        while cells and not cells[-1].strip():
            cells.pop()
        if count > limits.rows:
            raise file_error(
                f"it holds more than {limits.rows:,} rows", "Divide it into smaller files"
            )
        if len(cells) > limits.columns:
            raise file_error(
                f"the row has {len(cells):,} cells, more than {limits.columns}",
                "Remove columns that are not imported",
                row=number,
            )
        characters += sum(map(len, cells))
        _check_row(cells, number, characters, limits)
        yield {"row": number, "cells": cells, "width": width}


def _check_row(cells: list[str], number: int, characters: int, limits: TableLimits) -> None:
    if characters > limits.characters:
        raise file_error(
            f"it holds more than {limits.characters:,} characters", "Divide it into smaller files"
        )
    if any(len(cell) > limits.cell_characters for cell in cells):
        raise file_error(
            f"a cell holds more than {limits.cell_characters:,} characters",
            "Shorten it",
            row=number,
        )
    if any("\0" in cell for cell in cells):
        raise file_error("a cell holds a NUL character", "Remove it", row=number)
