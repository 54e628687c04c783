"""Databases for every test that needs one: both kinds, real, built by the migrations."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from registry import migrate
from tests.support import postgres, soak, soak_report, statement_cache
from tests.support.databases import DATABASES, PostgresDatabases, SqliteDatabases

# The tests that take longest begin: a process that came to one of them last would keep the other
# waiting. Hostile requests also show how memory grows, best in a process that did nothing before.
LONGEST = ("web/test_hostile.py", "cli/test_tutorial.py", "cli/test_serving.py")


def pytest_configure(config: pytest.Config) -> None:
    """Compile each statement once per process, and prepare for many trials or few."""
    statement_cache.share_compiled_statements()
    soak.load_profile()
    config.pluginmanager.register(soak_report)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, and mark what makes trials at random."""
    for item in items:
        soak.mark_examples(item)
    items.sort(key=lambda item: not any(map(item.path.match, LONGEST)))


@pytest.fixture(autouse=True)
def kept_loggers() -> Iterator[None]:
    """Give the next test the loggers that this one found: `serve` sets up those of its process."""
    loggers = [logging.getLogger(name) for name in ("root", "alembic", "uvicorn", "httpx")]
    levels = [logger.level for logger in loggers]
    handlers = loggers[0].handlers[:]
    yield
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)
    loggers[0].handlers[:] = handlers
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"), migrate)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    with postgres.run_server() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_databases(postgres_server: postgres.Server) -> PostgresDatabases:
    return PostgresDatabases(postgres_server, migrate)


@pytest.fixture
def sqlite_url(sqlite_databases: SqliteDatabases, tmp_path: Path) -> str:
    return sqlite_databases.fresh(tmp_path)


@pytest.fixture
def postgres_url(postgres_databases: PostgresDatabases) -> Iterator[str]:
    with postgres_databases.fresh() as url:
        yield url


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest) -> str:
    # Asked for by name, so that a test of SQLite alone starts no server.
    fixture = {"sqlite": "sqlite_url", "postgresql": "postgres_url"}[request.param]
    url: str = request.getfixturevalue(fixture)
    return url
