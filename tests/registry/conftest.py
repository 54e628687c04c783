"""The worlds that the registry's stories are told in, on both databases."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager

import pytest

from tests.registry.world import World, setting
from tests.support.databases import DATABASES, PostgresDatabases, SqliteDatabases


@pytest.fixture
def empty(database_url: str) -> Iterator[World]:
    """A registry without a record."""
    world = World(database_url)
    with closing(world.registry):
        yield world


@pytest.fixture
def world(empty: World) -> World:
    """A registry with the setting of every story on record."""
    empty.record(*setting())
    return empty


@pytest.fixture(scope="session", params=DATABASES)
def worlds(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], AbstractContextManager[World]]:
    """As many worlds as a property test has examples."""

    @contextmanager
    def open_url() -> Iterator[str]:
        if request.param == "sqlite":
            databases: SqliteDatabases = request.getfixturevalue("sqlite_databases")
            yield databases.fresh(tmp_path_factory.mktemp("world"))
        else:
            servers: PostgresDatabases = request.getfixturevalue("postgres_databases")
            with servers.fresh() as url:
                yield url

    @contextmanager
    def open_world() -> Iterator[World]:
        with open_url() as url:
            world = World(url)
            with closing(world.registry):
                world.record(*setting())
                yield world

    return open_world
