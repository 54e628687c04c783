"""Databases as earlier versions of the registry left them, one of each revision.

``python -m tools.earlier_database`` made them, with the code of their time: the fictional sample,
a correction and a redaction, as far as the tables of the revision went.
"""

import lzma
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import psycopg.rows
from alembic import command

from registry import Registry
from registry.migrations.migrate import make_alembic_config

FOLDER = Path(__file__).parents[1] / "registry" / "databases"

_SQLITE_SCHEMA = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
_POSTGRESQL_SCHEMA = (
    "SELECT table_name || ' ' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' ||"
    " coalesce(collation_name, '') || ' ' || coalesce(column_default, '') || ' ' ||"
    " coalesce(generation_expression, '')"
    " FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)"
    " FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
)


def revisions() -> list[str]:
    """Return the revisions of which there is a database of each kind."""
    return sorted(path.name.partition(".")[0] for path in FOLDER.glob("*.sqlite.xz"))


def unpack(revision: str, url: str) -> None:
    """Fill an empty database with what the version of that revision left."""
    if url.startswith("sqlite"):
        packed = FOLDER / f"{revision}.sqlite.xz"
        Path(url.removeprefix("sqlite:///")).write_bytes(lzma.decompress(packed.read_bytes()))
        return
    packed = FOLDER / f"{revision}.postgresql.sql.xz"
    with psycopg.connect(url) as connection:
        connection.execute(lzma.decompress(packed.read_bytes()))


def migrate_to(revision: str, url: str) -> None:
    """Migrate a database up to one revision."""
    with closing(Registry.open(url)) as registry, registry.upgrading() as connection:
        command.upgrade(make_alembic_config(connection), revision)


def entries_of(url: str) -> list[dict[str, Any]]:
    """Return all entries, each column as the driver gives it."""
    return _rows(url, "SELECT * FROM entries ORDER BY number")


def schema_of(url: str) -> set[str]:
    """Return what makes up a database's schema, whatever the order in which it was made."""
    queries = [_SQLITE_SCHEMA] if url.startswith("sqlite") else _POSTGRESQL_SCHEMA
    return {str(value) for query in queries for row in _rows(url, query) for value in row.values()}


def _rows(url: str, query: str) -> list[dict[str, Any]]:
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as lite:
            lite.row_factory = sqlite3.Row
            return [dict(row) for row in lite.execute(query)]
    with psycopg.connect(url, row_factory=psycopg.rows.dict_row) as connection:
        return connection.execute(query).fetchall()
