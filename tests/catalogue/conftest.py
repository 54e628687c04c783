"""Real places and a made-up one, published and listed; nobody may change them."""

import pytest
from rdflib import Graph

from publish import Release
from publish.catalogue import Catalogue, DatasetRecord, as_turtle, make_catalogue
from registry import Settings
from tests.support.catalogues import publish_samples
from tests.support.databases import SqliteDatabases

Samples = tuple[Settings, list[Release]]


@pytest.fixture(scope="session")
def samples(sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory) -> Samples:
    folder = tmp_path_factory.mktemp("listed")
    return publish_samples(sqlite_databases.fresh(folder), folder)


@pytest.fixture(scope="session")
def releases(samples: Samples) -> list[Release]:
    return samples[1]


@pytest.fixture(scope="session")
def listed(samples: Samples) -> Catalogue:
    """The catalogue of all datasets."""
    settings, releases = samples
    return make_catalogue(settings, releases)


@pytest.fixture(scope="session")
def exampleshire(listed: Catalogue) -> DatasetRecord:
    """The negotiations of the fictional area."""
    return next(record for record in listed.datasets if "exs" in record.uri)


@pytest.fixture
def graph(listed: Catalogue) -> Graph:
    """The catalogue as whoever harvests it reads it; a test may spoil it."""
    return Graph().parse(data=as_turtle(listed), format="turtle")
