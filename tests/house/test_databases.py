"""The databases that the other tests stand on."""

import sqlite3
from contextlib import closing

import psycopg
import pytest

from tests.support import postgres
from tests.support.databases import SqliteDatabases


def entries(url: str) -> int:
    count = "SELECT count(*) FROM entries"
    if url.startswith("sqlite:///"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            return int(connection.execute(count).fetchone()[0])
    with psycopg.connect(url) as connection:
        row = connection.execute(count).fetchone()
        return int(row[0]) if row else -1


def test_every_test_has_an_empty_registry_of_its_own(database_url: str) -> None:
    assert entries(database_url) == 0


def test_two_copies_are_two_databases(
    sqlite_databases: SqliteDatabases, sqlite_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection:
        connection.execute("CREATE TABLE only_here (number INTEGER)")
    other = sqlite_databases.fresh(tmp_path_factory.mktemp("other"))

    with closing(sqlite3.connect(other.removeprefix("sqlite:///"))) as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE name = 'only_here'")
        assert tables.fetchall() == []


def test_postgresql_is_one_that_we_support(postgres_server: postgres.Server) -> None:
    with psycopg.connect(postgres_server.url("postgres")) as connection:
        assert connection.info.server_version >= 15_00_00


def test_postgresql_is_closed_to_whoever_does_not_know_the_password(
    postgres_server: postgres.Server,
) -> None:
    stranger = postgres.Server(postgres_server.port, "guessed")

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(stranger.url("postgres"))
