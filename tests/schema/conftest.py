"""The fictional area on record in both databases, at an instant that is always the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.schema.asking import Asking, exampleshire
from tests.support.databases import DATABASES, PostgresDatabases, SqliteDatabases


@pytest.fixture(scope="session")
def on_sqlite(
    sqlite_databases: SqliteDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Asking]:
    folder: Path = tmp_path_factory.mktemp("asking")
    asking = exampleshire(sqlite_databases.fresh(folder))
    yield asking
    asking.registry.close()


@pytest.fixture(scope="session")
def on_postgresql(postgres_databases: PostgresDatabases) -> Iterator[Asking]:
    with postgres_databases.fresh() as url:
        asking = exampleshire(url)
        yield asking
        asking.registry.close()


@pytest.fixture(params=DATABASES)
def asking(request: pytest.FixtureRequest) -> Asking:
    found: Asking = request.getfixturevalue(f"on_{request.param}")
    return found
