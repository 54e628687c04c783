"""A small registry on each database."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.registry.world import World, setting


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    """The setting of every story on record: 16 entries."""
    made = World(database_url)
    with closing(made.registry):
        made.record(*setting())
        yield made
