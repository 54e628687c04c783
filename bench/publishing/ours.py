"""What Answerable does: the whole registry's package, and everything that is published."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import publish
from bench.publishing.building import database
from bench.publishing.watch import Watch
from opendata import REGISTRY, WrittenFile
from publish.formats import write_formats as formatted
from publish.package.describe import describe
from publish.package.draft import PastReleases, PublishingSnapshot, ReleaseDraft
from publish.package.name_release import name_release
from publish.package.prove import prove
from publish.package.write_tables import write_tables
from publish.package.zip_package import zip_package
from publish.proof import Seal
from registry import Registry, Settings


def read(folder: Path, watch: Watch) -> int:
    """Every row of every table as the database gives it: nothing can be faster."""
    rows = 0
    with _registry(folder) as opened, opened.reading() as session, watch:
        for one in REGISTRY.resources():
            for some in one.read_lines(session.connection):
                rows += len(some)
    return rows


def write_csv(folder: Path, watch: Watch) -> int:
    """CSV files, hashes, descriptor, the proofs of every record, and the zip of all."""
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
        done = publish.publish(opened, _settings(folder), audit=lambda folders: None)
    return sum(release.rows for release in done.made)


def publish_again(folder: Path, watch: Watch) -> int:
    """The same when nothing has changed since."""
    with _registry(folder) as opened, watch:
        done = publish.publish(opened, _settings(folder))
    return sum(release.rows for release in done.unchanged)


def _package(folder: Path) -> tuple[WrittenFile, ...]:
    staged = folder / "staged"
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir()
    settings = _settings(folder)
    with _registry(folder) as opened, opened.reading() as session:
        snapshot = PublishingSnapshot.take(
            opened, session.connection, Seal.from_settings(settings), settings
        )
        content = REGISTRY.read_content(session.connection)
        past = PastReleases.read_folder(folder / "nothing", REGISTRY.name)
        draft = ReleaseDraft(snapshot, REGISTRY, content, past, staged)
        tables = write_tables(draft, lambda rows: None)
        return zip_package(prove(describe(name_release(tables)))).files


def _settings(folder: Path) -> Settings:
    return Settings(data_dir=folder, database_url=database(folder))


@contextmanager
def _registry(folder: Path) -> Iterator[Registry]:
    opened = Registry.open(database(folder))
    yield opened
    opened.close()


def _rows(written: Iterable[WrittenFile]) -> int:
    return sum(file.rows or 0 for file in written)
