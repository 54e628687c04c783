from collections.abc import Iterator

import pytest

from registry import Registry


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    opened = Registry.open(database_url)
    yield opened
    opened.close()
