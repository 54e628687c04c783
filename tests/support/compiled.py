"""Statements compiled once for each kind of database: nearly every test opens a registry anew.

SQLAlchemy keeps what it has compiled with the engine, and tells engines' dialects apart even where
they are of one kind. Here all dialects of a kind are the same, and what is compiled is shared.
"""

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

KEPT = 5_000


class _Alike:
    """A dialect that is the same as all others of its kind."""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))


class SQLite(_Alike, SQLiteDialect_pysqlite):
    """SQLite, as ever."""

    supports_statement_cache = True


class PostgreSQL(_Alike, PGDialect_psycopg):
    """PostgreSQL, as ever."""

    supports_statement_cache = True


def share() -> None:
    """Share what is compiled among all engines that are made from now on."""
    for name in ("sqlite", "sqlite.pysqlite"):
        registry.register(name, __name__, SQLite.__name__)
    registry.register("postgresql.psycopg", __name__, PostgreSQL.__name__)
    compiled: Any = LRUCache(KEPT)

    def use(connection: Connection) -> None:
        connection.execution_options(compiled_cache=compiled)

    event.listen(Engine, "engine_connect", use)
