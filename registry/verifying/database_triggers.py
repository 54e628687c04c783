"""Checking that the triggers which keep the record are all there, and as they should be."""

from __future__ import annotations

import re

from sqlalchemy import Connection, text

from registry.errors import Damaged
from registry.models.database_triggers import FUNCTION_BODY, list_triggers

_IN_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
_IN_POSTGRESQL = (
    "SELECT tgname, CASE WHEN tgenabled = 'O' THEN pg_get_triggerdef(oid) ELSE 'off' END "
    "FROM pg_trigger WHERE NOT tgisinternal"
)
_BODY = "SELECT prosrc FROM pg_proc WHERE oid = 'keep_the_record'::regproc"


def check_triggers(connection: Connection) -> None:
    """Check every trigger that keeps the record.

    Raises:
        Damaged: with the first trigger that is missing, switched off or altered.
    """
    dialect = connection.dialect.name
    sqlite = dialect == "sqlite"
    statement = text(_IN_SQLITE if sqlite else _IN_POSTGRESQL)
    there = {row[0]: _strip_schema(row[1]) for row in connection.execute(statement)}
    for name, wanted in list_triggers(dialect).items():
        if name not in there:
            raise Damaged(f"trigger {name}", "it is missing, so that the record could be altered")
        if there[name] != wanted:
            raise Damaged(f"trigger {name}", "it is not as it should be, or switched off")
    if not sqlite and connection.execute(text(_BODY)).scalar() != FUNCTION_BODY:
        raise Damaged("function keep_the_record", "it is not as it should be")


def _strip_schema(definition: str) -> str:
    """Return a definition as it was given, without the schema that PostgreSQL adds."""
    return re.sub(r" ON (\w+)\.(\w+) ", r" ON \2 ", definition, count=1)
