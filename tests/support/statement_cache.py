"""A cache of compiled statements that all engines share: nearly every test opens a registry anew.

SQLAlchemy caches compiled statements per engine, and by dialect: two dialects of one kind are two
keys. Here all dialects of a kind compare as equal.
"""

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

SIZE = 5_000


class _Alike:
    """A dialect that compares as equal to all others of its kind."""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))


class SQLite(_Alike, SQLiteDialect_pysqlite):
    """SQLite's dialect, unchanged otherwise."""

    supports_statement_cache = True


class PostgreSQL(_Alike, PGDialect_psycopg):
    """PostgreSQL's dialect, unchanged otherwise."""

    supports_statement_cache = True


def share_compiled_statements() -> None:
    """Share compiled statements among all engines that are made from now on."""
    for name in ("sqlite", "sqlite.pysqlite"):
        registry.register(name, __name__, SQLite.__name__)
    registry.register("postgresql.psycopg", __name__, PostgreSQL.__name__)
    compiled: Any = LRUCache(SIZE)

    def use(connection: Connection) -> None:
        connection.execution_options(compiled_cache=compiled)

    event.listen(Engine, "engine_connect", use)
