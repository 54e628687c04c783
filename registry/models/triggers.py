"""Triggers that keep the record: the ledger never changes, and nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Iterator

from registry.models.ledger import Entry
from registry.models.registered import HISTORY, TABLES

_KEPT = ("entries", "nodes", *TABLES, *(table.name for table in HISTORY.values()))
# All of an entry but what a redaction takes off, and the number of the redaction itself.
_FIXED = tuple(
    column.name
    for column in Entry.__table__.columns
    if column.name not in ("payload", "salt", "redacted_by")
)


def triggers(dialect: str) -> dict[str, str]:
    """Every trigger by name, with the statement that creates it."""
    return dict(_sqlite() if dialect == "sqlite" else _postgresql())


def function() -> str:
    """The function that the triggers of PostgreSQL call."""
    return (
        "CREATE OR REPLACE FUNCTION keep_the_record() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION 'nothing on the record can be removed or rewritten: %', "
        "TG_TABLE_NAME; END $$"
    )


def _same(column: str, dialect: str) -> str:
    operator = "IS" if dialect == "sqlite" else "IS NOT DISTINCT FROM"
    return f'NEW."{column}" {operator} OLD."{column}"'


def _allowed(dialect: str) -> str:
    """The one change of an entry that is allowed: a redaction takes payload and salt off."""
    fixed = " AND ".join(_same(column, dialect) for column in _FIXED)
    return f"{fixed} AND NEW.payload IS NULL AND NEW.salt IS NULL AND NEW.redacted_by IS NOT NULL"


def _sqlite() -> Iterator[tuple[str, str]]:
    message = "SELECT RAISE(ABORT, 'nothing on the record can be removed or rewritten: {}')"
    for table in _KEPT:
        yield (
            f"{table}_are_kept",
            f'CREATE TRIGGER {table}_are_kept BEFORE DELETE ON "{table}" '
            f"BEGIN {message.format(table)}; END",
        )
    for table, allowed in (("entries", _allowed("sqlite")), ("nodes", "0")):
        yield (
            f"{table}_stay_as_they_are",
            f'CREATE TRIGGER {table}_stay_as_they_are BEFORE UPDATE ON "{table}" '
            f"WHEN NOT ({allowed}) BEGIN {message.format(table)}; END",
        )


def _postgresql() -> Iterator[tuple[str, str]]:
    call = "EXECUTE FUNCTION keep_the_record()"
    for table in _KEPT:
        yield (
            f"{table}_are_kept",
            f'CREATE TRIGGER {table}_are_kept BEFORE DELETE ON "{table}" FOR EACH ROW {call}',
        )
        yield (
            f"{table}_are_not_emptied",
            f'CREATE TRIGGER {table}_are_not_emptied BEFORE TRUNCATE ON "{table}" '
            f"FOR EACH STATEMENT {call}",
        )
    for table, allowed in (("entries", _allowed("postgresql")), ("nodes", "false")):
        yield (
            f"{table}_stay_as_they_are",
            f'CREATE TRIGGER {table}_stay_as_they_are BEFORE UPDATE ON "{table}" FOR EACH ROW '
            f"WHEN (NOT ({allowed})) {call}",
        )
