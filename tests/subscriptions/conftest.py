"""A registry with the setting of every story on record, on both databases."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.registry.world import World, setting


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    world = World(database_url)
    with closing(world.registry):
        world.record(*setting())
        yield world


@pytest.fixture
def embedded(sqlite_url: str) -> Iterator[World]:
    """The same where it does not matter which database it is."""
    world = World(sqlite_url)
    with closing(world.registry):
        world.record(*setting())
        yield world
