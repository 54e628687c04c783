"""The fictional area and some real sources, published and served; nobody may change them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import web
from ingest.packages import import_packages, sample_packages
from registry import Registry, Settings
from tests.support.databases import SqliteDatabases
from tests.support.publishing import publish_unaudited

BASE = "https://answerable.example"
PAGE = {"accept": "text/html"}
# The machine itself, asked under its own name, asks as often as it likes.
HERE = ("127.0.0.1", 50_000)
OWN_NAME = {"host": "127.0.0.1:8000"}


@pytest.fixture(scope="session")
def settings(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    folder = tmp_path_factory.mktemp("served")
    url = sqlite_databases.fresh(folder)
    registry = Registry.open(url)
    wanted = ("england", "exampleshire")
    import_packages(registry, [path for path in sample_packages() if path.name in wanted])
    settings = Settings(data_dir=folder, database_url=url, base_url=BASE)
    publish_unaudited(registry, settings)
    registry.close()
    return settings


@pytest.fixture(scope="session")
def client(settings: Settings) -> Iterator[TestClient]:
    with TestClient(
        web.app(settings), base_url=BASE, follow_redirects=False, client=HERE, headers=OWN_NAME
    ) as client:
        yield client


@pytest.fixture
def empty(tmp_path: Path, sqlite_url: str) -> Iterator[TestClient]:
    """A registry with nothing on record."""
    settings = Settings(data_dir=tmp_path, database_url=sqlite_url, base_url=BASE)
    with TestClient(web.app(settings), base_url=BASE, client=HERE, headers=OWN_NAME) as client:
        yield client


@pytest.fixture
def without_database(tmp_path: Path) -> Iterator[TestClient]:
    """A site whose database was never set up."""
    settings = Settings(data_dir=tmp_path, database_url=f"sqlite:///{tmp_path}/none.sqlite")
    with TestClient(web.app(settings), base_url=BASE, client=HERE, headers=OWN_NAME) as client:
        yield client
