"""A registry with every feature, published once for all tests that only look."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ingest.packages import import_packages, sample_packages
from publish import publish
from registry import Registry, Settings
from tests.publish.stories import BASE_URL
from tests.registry.world import World, setting
from tests.support.databases import SqliteDatabases

EXAMPLESHIRE = next(path for path in sample_packages() if path.name == "exampleshire")
NEGOTIATIONS = "negotiations-exs-laa-2007"


def exampleshire(url: str) -> Registry:
    """Open a registry and record the fictional area in it."""
    registry = Registry.open(url)
    import_packages(registry, [EXAMPLESHIRE])
    return registry


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    opened = exampleshire(database_url)
    yield opened
    opened.close()


@pytest.fixture
def on_sqlite(sqlite_url: str) -> Iterator[Registry]:
    opened = exampleshire(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def releases(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The releases of the fictional area; nobody may change them."""
    folder = tmp_path_factory.mktemp("published")
    registry = exampleshire(sqlite_databases.fresh(folder))
    publish(registry, Settings(data_dir=folder))
    registry.close()
    return folder / "releases"


@pytest.fixture
def world(sqlite_url: str) -> Iterator[World]:
    """The small registry of every story, 16 entries long."""
    made = World(sqlite_url)
    with closing(made.registry):
        made.record(*setting())
        yield made


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, base_url=BASE_URL)
