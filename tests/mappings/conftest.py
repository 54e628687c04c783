"""A registry that knows the places and bodies of England, and the data that stands beside it."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ingest.packages import import_packages, sample_packages
from registry import Registry
from tests.support.databases import SqliteDatabases
from tests.support.house import ROOT


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    opened = Registry.open(database_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def england_file(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """England on record, once for all tests."""
    folder = tmp_path_factory.mktemp("england")
    registry = Registry.open(sqlite_databases.fresh(folder))
    import_packages(registry, sample_packages()[:1])
    registry.close()
    path = folder / "registry.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def england(england_file: Path, tmp_path: Path) -> Iterator[Registry]:
    """A copy of England on record."""
    copy = tmp_path / "england.sqlite"
    shutil.copyfile(england_file, copy)
    opened = Registry.open(f"sqlite:///{copy}")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    folder = Path(os.environ.get("ANSWERABLE_SHARED", ROOT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip(f"the data does not stand beside the checkout ({folder}; ANSWERABLE_SHARED)")
    return folder
