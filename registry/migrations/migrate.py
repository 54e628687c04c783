"""``migrate``: a database of any age becomes one of this version."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, make_url

from registry.database import Registry, explain_database_errors, make_engine_url


def make_alembic_config(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration, with the connection that its commands use."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def migrate(url: str) -> None:
    """Create the registry's tables in an empty database, or bring older ones up to date.

    Raises:
        Unavailable: the database cannot be reached.
    """
    if make_url(url).get_backend_name() == "sqlite":
        Path(make_url(url).database or "").absolute().parent.mkdir(parents=True, exist_ok=True)
    registry = Registry.open(url)
    try:
        with registry.upgrading() as connection:
            command.upgrade(make_alembic_config(connection), "head")
    finally:
        registry.close()


def is_current(url: str) -> bool:
    """Whether a database is set up for this very version.

    Raises:
        Unavailable: the database cannot be reached.
    """
    engine = create_engine(make_engine_url(url), hide_parameters=True)
    try:
        with explain_database_errors(url), engine.connect() as connection:
            there = MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
    return there == ScriptDirectory.from_config(make_alembic_config()).get_current_head()
