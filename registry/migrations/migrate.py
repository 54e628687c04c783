"""``migrate``: a database of any age becomes one of this version."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine

from registry.database import (
    Registry,
    explain_database_errors,
    find_database_file,
    make_engine_url,
)
from registry.private_files import make_private_file, make_private_folder


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
    if path := find_database_file(url):
        make_private_folder(path.absolute().parent)
        make_private_file(path)
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
