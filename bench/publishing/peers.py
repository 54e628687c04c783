"""What people would use instead, each as its own documentation shows it."""

from __future__ import annotations

import csv
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import chdir, closing
from pathlib import Path

from bench.publishing.watch import Watch
from opendata import REGISTRY

# The tables of a package, as `bench.publishing.ours` leaves them.
_STAGED = "staged"


def frictionless(folder: Path, watch: Watch) -> int:
    """Frictionless writes the tables of a package anew as CSV, zips them, and validates them."""
    from frictionless import Package, Resource, system  # noqa: PLC0415 - half a second
    from frictionless.resources import TableResource  # noqa: PLC0415 - as above

    staged, rows = (folder / _STAGED).absolute(), 0
    # It zips only what it is told of by a relative path.
    with chdir(_target(folder)), system.use_context(trusted=True), watch:
        source = Package(str(staged / "datapackage.json"))
        for table in source.resources:
            if isinstance(table, TableResource):
                table.write(path=str(table.path), basepath=".")
        told = [
            Resource(name=table.name, path=str(table.path), schema=table.schema)
            for table in source.resources
        ]
        Package(resources=told).to_json("datapackage.json")
        Package("datapackage.json").publish("package.zip")
        report = Package("datapackage.json").validate()
    for task in report.tasks:
        rows += int(task.stats.get("rows") or 0)
    return rows


def standard_library(folder: Path, watch: Watch) -> int:
    """sqlite3, csv and zipfile, as a script of one page would do it."""
    target, rows = _target(folder), 0
    with closing(sqlite3.connect(folder / "bench.sqlite")) as connection, watch:
        for table in _names():
            found = connection.execute(_all_of(table))
            with (target / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.writer(file)
                writer.writerow(column[0] for column in found.description)
                for row in found:
                    writer.writerow(row)
                    rows += 1
        with zipfile.ZipFile(target / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for table in _names():
                archive.write(target / f"{table}.csv", f"{table}.csv")
    return rows


def sqlite_utils(folder: Path, watch: Watch) -> int:
    """sqlite-utils tells the rows of each table, which csv writes; no zip, no sums."""
    from sqlite_utils import Database  # noqa: PLC0415 - for who measures only

    target, rows, database = _target(folder), 0, Database(folder / "bench.sqlite")
    with watch:
        for table in _names():
            with (target / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
                found = iter(database[table].rows)
                first = next(found, None)
                if first is None:
                    continue
                writer = csv.DictWriter(file, list(first))
                writer.writeheader()
                writer.writerow(first)
                rows += 1
                for row in found:
                    writer.writerow(row)
                    rows += 1
    return rows


def duckdb_csv(folder: Path, watch: Watch) -> int:
    """DuckDB on all cores, from our CSV files to its own; no zip, no sums, nothing checked."""
    return _duckdb(folder, watch, "csv", "HEADER")


def duckdb_parquet(folder: Path, watch: Watch) -> int:
    """DuckDB on all cores, from our CSV files to Parquet, every column as text."""
    return _duckdb(folder, watch, "parquet", "FORMAT parquet, COMPRESSION zstd")


def _duckdb(folder: Path, watch: Watch, ending: str, how: str) -> int:
    import duckdb  # noqa: PLC0415 - for who measures only

    target, rows = _target(folder), 0
    with duckdb.connect() as connection, watch:
        for path in _tables(folder):
            connection.read_csv(str(path), all_varchar=True).create_view("source")
            into = target / f"{path.stem}.{ending}"
            done = connection.execute(f"COPY source TO '{into}' ({how})")
            rows += (done.fetchone() or (0,))[0]
            connection.execute("DROP VIEW source")
    return rows


def pyarrow_parquet(folder: Path, watch: Watch) -> int:
    """Arrow on all cores, from our CSV files to Parquet with the types that it guesses."""
    from pyarrow import csv as arrow_csv  # noqa: PLC0415 - a third of a second, not measured
    from pyarrow import parquet  # noqa: PLC0415 - as above

    target, rows = _target(folder), 0
    with watch:
        for path in _tables(folder):
            table = arrow_csv.read_csv(path)
            parquet.write_table(table, target / f"{path.stem}.parquet", compression="zstd")
            rows += table.num_rows
    return rows


def _all_of(table: str) -> str:
    return f"SELECT * FROM {table}"  # noqa: S608 - our own tables' names


def _names() -> Iterator[str]:
    return (resource.name for resource in REGISTRY.resources())


def _tables(folder: Path) -> list[Path]:
    return [folder / _STAGED / f"{name}.csv" for name in _names()]


def _target(folder: Path) -> Path:
    target = folder / "theirs"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    return target
