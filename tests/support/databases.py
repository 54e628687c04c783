"""Fresh databases for tests: built once by the migrations, then copied."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

from tests.support.postgres import Server

DATABASES = ("sqlite", "postgresql")
Migrate = Callable[[str], object]
TEMPLATE = "answerable_template"


class SqliteDatabases:
    """Copies of one migrated SQLite file."""

    def __init__(self, folder: Path, migrate: Migrate) -> None:
        self._template = folder / "template.sqlite"
        migrate(f"sqlite:///{self._template}")
        # What still stands in the write-ahead log would stay behind when the file is copied.
        with closing(sqlite3.connect(self._template)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def fresh(self, folder: Path) -> str:
        """Return the address of a new copy in this folder."""
        copy = folder / "registry.sqlite"
        shutil.copyfile(self._template, copy)
        return f"sqlite:///{copy}"


class PostgresDatabases:
    """Copies of one migrated PostgreSQL database."""

    def __init__(self, server: Server, migrate: Migrate) -> None:
        self._server = server
        self._run(sql.SQL("CREATE DATABASE {}"), TEMPLATE)
        migrate(server.url(TEMPLATE))
        # A database is copied only while nobody is connected to it.
        self._run(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false"), TEMPLATE)
        self._run(
            sql.SQL(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = 'answerable_template'"
            )
        )

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """Give the address of a new copy that is dropped at the end."""
        name = f"test_{uuid4().hex}"
        self._run(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy"), name, TEMPLATE)
        try:
            yield self._server.url(name)
        finally:
            self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)"), name)

    @contextmanager
    def empty(self) -> Iterator[str]:
        """Give the address of a new database without a table that is dropped at the end."""
        name = f"test_{uuid4().hex}"
        self._run(sql.SQL("CREATE DATABASE {} STRATEGY file_copy"), name)
        try:
            yield self._server.url(name)
        finally:
            self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)"), name)

    def _run(self, statement: sql.SQL, *names: str) -> None:
        with psycopg.connect(self._server.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.format(*map(sql.Identifier, names)))
