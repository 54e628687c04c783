"""All formats of a package, made of its CSV files once these and the descriptor are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import orjson

from opendata import Dataset, Written
from publish.formats import croissant, csvw, datasette, dictionary
from publish.formats.tables import Descriptor, Filled, Made, Package, tables_of
from publish.proof.seal import digest_of
from registry import Damaged

FORM = "formats-2"
"""Told apart from packages whose formats were made in another way, which are made anew."""
_READABLE = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def write_formats(folder: Path, dataset: Dataset, written: Iterable[Written]) -> list[Written]:
    """Write a package's other formats beside its CSV files, of which ``written`` tells.

    Returns:
        What was written, in one order.

    Raises:
        Damaged: a format does not hold the rows that the CSV files hold.
    """
    package = _package(folder, dataset, {file.path: file for file in written})
    tables = [_checked(package, made) for made in _tables(package)]
    parquet = [file for file in tables if file.path.endswith(".parquet")]
    return [*tables, *(_checked(package, made) for made in _described(package, parquet))]


def _tables(package: Package) -> Iterator[Made]:
    # pyarrow takes as long to load as all the rest, and who only serves needs none of these.
    from publish.formats import ndjson, parquet, sqlite, xlsx  # noqa: PLC0415 - see above

    yield from parquet.write(package)
    for form in (ndjson, sqlite, xlsx):
        yield form.write(package)


def _package(folder: Path, dataset: Dataset, written: Mapping[str, Written]) -> Package:
    tables = [
        Filled(table, folder / f"{table.name}.csv", written[f"{table.name}.csv"])
        for table in tables_of(dataset.resources())
    ]
    told = orjson.loads((folder / "datapackage.json").read_bytes())
    return Package(dataset.name, folder, told, tuple(tables))


def _described(package: Package, parquet: Iterable[Written]) -> Iterator[Made]:
    texts = {
        csvw.NAME: _json(csvw.metadata(package)),
        croissant.NAME: _json(croissant.metadata(package, parquet)),
        f"{package.name}.datasette.json": _json(datasette.metadata(package)),
        dictionary.TEXT: dictionary.for_people(package).encode(),
        dictionary.TABLE: dictionary.for_machines(package).encode(),
    }
    for name, text in texts.items():
        path = package.folder / name
        path.write_bytes(text)
        yield Made(path)


def _json(told: Descriptor) -> bytes:
    return orjson.dumps(told, option=_READABLE)


def _checked(package: Package, made: Made) -> Written:
    wanted = {filled.table.name: filled.count for filled in package.tables}
    for table, count in (made.rows or {}).items():
        if count != wanted[table]:
            raise Damaged(
                f"{package.name}/{made.path.name}",
                f"it holds {count} rows of {table}, {table}.csv holds {wanted[table]}",
            )
    return Written(made.path.name, made.path.stat().st_size, digest_of(made.path))
