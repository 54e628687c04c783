"""Write all formats of a package from its CSV files and its descriptor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import orjson

from opendata import Dataset, WrittenFile
from publish.formats import croissant, csvw, datasette, dictionary
from publish.formats.tables import CsvPackage, Descriptor, FilledTable, FormatFile, describe_tables
from publish.proof.seal import hash_file
from registry import Damaged

FORM = "formats-4"
"""Told apart from packages whose formats were made in another way, which are made anew."""
_READABLE = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def write_formats(
    folder: Path, dataset: Dataset, written: Iterable[WrittenFile]
) -> list[WrittenFile]:
    """Write a package's other formats beside its CSV files, of which ``written`` lists all.

    Returns:
        What was written, in one order.

    Raises:
        Damaged: a format does not hold the rows that the CSV files hold.
    """
    package = _read_package(folder, dataset, {file.path: file for file in written})
    tables = [_check_rows(package, made) for made in _write_tables(package)]
    parquet = [file for file in tables if file.path.endswith(".parquet")]
    return [
        *tables,
        *(_check_rows(package, made) for made in _write_descriptions(package, parquet)),
    ]


def _write_tables(package: CsvPackage) -> Iterator[FormatFile]:
    # pyarrow takes as long to load as all the rest, and who only serves needs none of these.
    from publish.formats import ndjson, parquet, sqlite, xlsx  # noqa: PLC0415 - see above

    yield from parquet.write(package)
    for form in (ndjson, sqlite, xlsx):
        yield form.write(package)


def _read_package(folder: Path, dataset: Dataset, written: Mapping[str, WrittenFile]) -> CsvPackage:
    tables = [
        FilledTable(table, folder / f"{table.name}.csv", written[f"{table.name}.csv"])
        for table in describe_tables(dataset.resources())
    ]
    document = orjson.loads((folder / "datapackage.json").read_bytes())
    return CsvPackage(dataset.name, folder, document, tuple(tables))


def _write_descriptions(
    package: CsvPackage, parquet: Iterable[WrittenFile]
) -> Iterator[FormatFile]:
    texts = {
        csvw.NAME: _dump_json(csvw.describe_package(package)),
        croissant.NAME: _dump_json(croissant.describe_package(package, parquet)),
        f"{package.name}.datasette.json": _dump_json(datasette.describe_package(package)),
        dictionary.TEXT: dictionary.make_markdown(package).encode(),
        dictionary.TABLE: dictionary.make_csv(package).encode(),
    }
    for name, text in texts.items():
        path = package.folder / name
        path.write_bytes(text)
        yield FormatFile(path)


def _dump_json(document: Descriptor) -> bytes:
    return orjson.dumps(document, option=_READABLE)


def _check_rows(package: CsvPackage, made: FormatFile) -> WrittenFile:
    wanted = {filled.table.name: filled.count for filled in package.tables}
    for table, count in (made.rows or {}).items():
        if count != wanted[table]:
            raise Damaged(
                f"{package.name}/{made.path.name}",
                f"it holds {count} rows of {table}, {table}.csv holds {wanted[table]}",
            )
    return WrittenFile(made.path.name, made.path.stat().st_size, hash_file(made.path))
