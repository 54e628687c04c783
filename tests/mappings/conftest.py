"""A registry that knows the places and bodies of England, and the data that stands beside it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from registry import Registry
from registry.imports import import_packages, sample_packages
from tests.support.house import ROOT


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    opened = Registry.open(database_url)
    yield opened
    opened.close()


@pytest.fixture
def england(registry: Registry) -> Registry:
    import_packages(registry, sample_packages()[:1])
    return registry


@pytest.fixture(scope="session")
def shared_data() -> Path:
    folder = Path(os.environ.get("ANSWERABLE_SHARED", ROOT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip(f"the data does not stand beside the checkout ({folder}; ANSWERABLE_SHARED)")
    return folder
