"""A small registry with a key, and what was published of it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from registry import Settings
from registry.signing import Signer, create_key, locate_key
from tests.registry.world import World, setting
from tests.support.databases import SqliteDatabases
from tests.support.publishing import publish_unaudited

NAME = "registry.example/log"


@pytest.fixture
def world(sqlite_url: str) -> Iterator[World]:
    """The setting of every story on record."""
    made = World(sqlite_url)
    with closing(made.registry):
        made.record(*setting())
        yield made


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path, base_url="https://registry.example")


@pytest.fixture
def signer(settings: Settings) -> Signer:
    """The key that the registry signs with from now on."""
    return create_key(locate_key(settings), NAME)


@pytest.fixture(scope="session")
def published(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Signed releases of the setting; nobody may change them."""
    folder = tmp_path_factory.mktemp("signed")
    settings = Settings(data_dir=folder, base_url="https://registry.example")
    create_key(locate_key(settings), NAME)
    world = World(sqlite_databases.fresh(folder))
    with closing(world.registry):
        world.record(*setting())
        publish_unaudited(world.registry, settings)
    return folder
