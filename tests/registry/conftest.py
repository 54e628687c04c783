"""The worlds that the registry's stories are told in, on both databases."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.registry.world import World, setting


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
