"""What Answerable does: the whole registry's package, and everything that is published."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

import publish
from bench.publishing.building import database
from bench.publishing.watch import Watch
from opendata import REGISTRY, Written
from publish.formats import write_formats as formatted
from publish.package.package_writer import write
from publish.pipeline import Run
from publish.proof import Seal
from publish.versioning import Ground, Naming
from registry import Registry, Settings


def read(folder: Path, watch: Watch) -> int:
    """Every row of every table as the database gives it: nothing can be faster."""
    rows = 0
    with _registry(folder) as opened, opened.reading() as session, watch:
        for one in REGISTRY.resources():
            for some in one.lines(session.connection):
                rows += len(some)
    return rows


def write_csv(folder: Path, watch: Watch) -> int:
    """The fused pass: CSV files, hashes and zip at once, with the proofs of every record."""
    with watch:
        return _rows(_package(folder))


def write_formats(folder: Path, watch: Watch) -> int:
    """NDJSON, Parquet, SQLite, XLSX and all descriptions, of CSV files that lie there."""
    written = _package(folder)
    with watch:
        formatted(folder / "staged", REGISTRY, written)
    return _rows(written)


def publish_all(folder: Path, watch: Watch) -> int:
    """Every dataset in every format for the first time; audits are frictionless's own time."""
    shutil.rmtree(folder / "releases", ignore_errors=True)
    with _registry(folder) as opened, watch:
        done = publish.publish(opened, _settings(folder), audited=lambda folders: None)
    return sum(release.rows for release in done.made)


def publish_again(folder: Path, watch: Watch) -> int:
    """The same when nothing has changed since."""
    with _registry(folder) as opened, watch:
        done = publish.publish(opened, _settings(folder))
    return sum(release.rows for release in done.kept)


def _package(folder: Path) -> list[Written]:
    staged = folder / "staged"
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir()
    settings = _settings(folder)
    with _registry(folder) as opened, opened.reading() as session, TemporaryFile() as changed:
        connection = session.connection
        ground = Ground.of(folder / "nothing", REGISTRY)
        run = Run(
            *(connection, Seal.of(settings), settings, folder / "nothing", staged),
            progress=lambda dataset, rows, total: None,
            step=lambda step: None,
        )
        naming = Naming(run, REGISTRY, ground, staged, None, changed)
        content = REGISTRY.content(connection)
        files, _ = write(
            connection, REGISTRY, content, staged, named=naming, rows=lambda rows: None
        )
    return files


def _settings(folder: Path) -> Settings:
    return Settings(data_dir=folder, database_url=database(folder))


@contextmanager
def _registry(folder: Path) -> Iterator[Registry]:
    opened = Registry.open(database(folder))
    yield opened
    opened.close()


def _rows(written: list[Written]) -> int:
    return sum(file.rows or 0 for file in written)
