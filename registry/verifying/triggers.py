"""Checking that the triggers which keep the record are all there, and as they should be."""

from __future__ import annotations

from sqlalchemy import Connection, text

from registry.errors import Damaged
from registry.models.triggers import triggers

_IN_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
# PostgreSQL spells definitions its own way: what counts is that each is there and switched on.
_IN_POSTGRESQL = (
    "SELECT tgname, CASE WHEN tgenabled = 'O' AND tgfoid = 'keep_the_record'::regproc "
    "THEN 'on' ELSE 'off' END FROM pg_trigger WHERE NOT tgisinternal"
)


def check_triggers(connection: Connection) -> None:
    """Check every trigger that keeps the record.

    Raises:
        Damaged: with the first trigger that is missing, switched off or altered.
    """
    dialect = connection.dialect.name
    sqlite = dialect == "sqlite"
    statement = text(_IN_SQLITE if sqlite else _IN_POSTGRESQL)
    there = {row[0]: row[1] for row in connection.execute(statement)}
    for name, wanted in triggers(dialect).items():
        if name not in there:
            raise Damaged(f"trigger {name}", "it is missing, so that the record could be altered")
        if there[name] != (wanted if sqlite else "on"):
            raise Damaged(f"trigger {name}", "it is not as it should be, or switched off")
