"""One zip of JSON lines: a file per table, an object per row, a value per cell.

Whole numbers and truth are JSON's own; amounts and numbers stay decimal text, since most readers
of JSON would make binary fractions of them and forget their scale (RFC 8259, section 6); nothing
stated is null. Media type of a line file: application/x-ndjson.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import orjson

from publish.formats.tables import COUNT, FLAG, CsvPackage, FilledTable, FormatFile, Row, TableInfo
from publish.zip_writer import ZipWriter

LINES = 2_000
"""How many lines are made at once."""


def write(package: CsvPackage) -> FormatFile:
    """Write ``<dataset>-ndjson.zip``."""
    path = package.folder / f"{package.name}-ndjson.zip"
    rows: dict[str, int] = {}
    with path.open("wb") as file, ZipWriter(file) as zipped:
        for filled in package.tables:
            member = zipped.begin_member(f"{filled.table.name}.ndjson")
            rows[filled.table.name] = 0
            for lines in _make_lines(filled):
                member.write(b"".join(lines))
                rows[filled.table.name] += len(lines)
            member.finish()
    return FormatFile(path, rows)


def _make_lines(filled: FilledTable) -> Iterator[list[bytes]]:
    with filled.read_rows() as rows:
        objects = _make_objects(filled.table, rows)
        while some := [
            orjson.dumps(one, option=orjson.OPT_APPEND_NEWLINE) for one in islice(objects, LINES)
        ]:
            yield some


def _make_objects(table: TableInfo, rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    names = [column.name for column in table.columns]
    typed = [
        (column.name, _READS[column.form]) for column in table.columns if column.form in _READS
    ]
    for row in rows:
        record: dict[str, Any] = dict(zip(names, [cell or None for cell in row], strict=True))
        for name, read in typed:
            if record[name] is not None:
                record[name] = read(record[name])
        yield record


_READS: dict[Any, Callable[[str], Any]] = {COUNT: int, FLAG: "true".__eq__}
