"""One Parquet file per table: typed, compressed, readable in part over HTTP.

Amounts and numbers are exact decimals, days are dates, instants are UTC, words of a code list are
dictionaries (categories to pandas). What a column means stands in its field's metadata. The bytes
depend on the version of pyarrow, which Parquet names in every file.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from publish.formats.tables import (
    COUNT,
    DAY,
    FLAG,
    INSTANT,
    NUMBER,
    POUNDS,
    Column,
    CsvPackage,
    FilledTable,
    FormatFile,
)

GROUP = 16_384
"""After how many rows a row group ends, with the block that is being read."""
_BLOCK = 1 << 18
_NEW_YEAR_1980 = (1980, 1, 1, 0, 0, 0)
_UNIX, _READABLE = 3, 0o100644 << 16
_TYPES = {
    COUNT: pa.int64(),
    DAY: pa.date32(),
    FLAG: pa.bool_(),
    INSTANT: pa.timestamp("us", tz="UTC"),
    # Up to 13 digits of pounds, and sums of them; 18 fit a 64-bit integer.
    POUNDS: pa.decimal128(18, 2),
    NUMBER: pa.decimal128(38, 15),
}
# The record takes 30 digits before the point, which no 128 bits hold beside 15 after it.
_WIDE = pa.decimal256(45, 15)
_TOO_LONG = "[0-9]{24}"
_PARSE = pyarrow.csv.ParseOptions(newlines_in_values=True)
_READ = pyarrow.csv.ReadOptions(block_size=_BLOCK, use_threads=False)


def write(package: CsvPackage) -> Iterator[FormatFile]:
    """Write ``<table>.parquet`` for each table, and ``<dataset>-parquet.zip`` with all of them."""
    made = list(_write_tables(package))
    yield from made
    path = package.folder / f"{package.name}-parquet.zip"
    # They are compressed already.
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as zipped:
        for one in made:
            _store_file(zipped, one.path)
    yield FormatFile(path)


def _store_file(zipped: zipfile.ZipFile, path: Path) -> None:
    member = zipfile.ZipInfo(path.name, _NEW_YEAR_1980)
    member.create_system, member.external_attr = _UNIX, _READABLE
    member.file_size = path.stat().st_size
    with path.open("rb") as file, zipped.open(member, "w") as into:
        shutil.copyfileobj(file, into)


def _write_tables(package: CsvPackage) -> Iterator[FormatFile]:
    for filled in package.tables:
        path = package.folder / f"{filled.table.name}.parquet"
        schema = _make_schema(filled)
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for group in group_batches(_read_batches(filled, schema), schema):
                writer.write_table(group)
        yield FormatFile(path, {filled.table.name: pq.read_metadata(path).num_rows})


def _make_schema(filled: FilledTable) -> pa.Schema:
    table = filled.table
    fields = [
        pa.field(
            column.name,
            _find_type(filled, column),
            nullable=not column.required,
            metadata={"description": column.meaning},
        )
        for column in table.columns
    ]
    return pa.schema(fields, metadata={"title": table.title, "description": table.about})


def _find_type(filled: FilledTable, column: Column) -> pa.DataType:
    if column.listed:
        return pa.dictionary(pa.int32(), pa.string())
    if column.form is NUMBER and filled.count and _has_long_values(filled, column):
        return _WIDE
    return _TYPES.get(column.form, pa.string())


def _has_long_values(filled: FilledTable, column: Column) -> bool:
    schema = pa.schema([pa.field(column.name, pa.string())])
    return any(
        pc.any(pc.match_substring_regex(batch.column(0), _TOO_LONG)).as_py()
        for batch in _read_batches(filled, schema)
    )


def group_batches(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[pa.Table]:
    """Yield batches together as soon as they have the rows of a row group."""
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        waiting.append(batch)
        if sum(one.num_rows for one in waiting) >= GROUP:
            yield _join_batches(waiting, schema)
            waiting = []
    if waiting:
        yield _join_batches(waiting, schema)


def _join_batches(batches: list[pa.RecordBatch], schema: pa.Schema) -> pa.Table:
    # Each batch has dictionaries of its own.
    table = pa.Table.from_batches(batches).unify_dictionaries()
    columns = [
        column.cast(wanted.type) if wanted.type == _WIDE else column
        for column, wanted in zip(table.columns, schema, strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _read_batches(filled: FilledTable, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    if not filled.count:
        return
    convert = pyarrow.csv.ConvertOptions(
        # It reads no decimals of 256 bits: those wait as words.
        column_types={
            wanted.name: pa.string() if wanted.type == _WIDE else wanted.type for wanted in schema
        },
        include_columns=schema.names,
        null_values=[""],
        strings_can_be_null=True,
        true_values=["true"],
        false_values=["false"],
    )
    yield from pyarrow.csv.open_csv(
        filled.path, read_options=_READ, parse_options=_PARSE, convert_options=convert
    )
