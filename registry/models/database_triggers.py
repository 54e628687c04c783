"""Triggers that keep the record: the ledger never changes, and nothing is ever deleted."""

from __future__ import annotations

from registry.models.kinds import HISTORY, TABLES
from registry.models.ledger import Entry

LEDGER = ("entries", "nodes")
# All of an entry but what a redaction takes off, and the number of the redaction itself.
_FIXED = tuple(
    column.name
    for column in Entry.__table__.columns
    if column.name not in ("payload", "salt", "redacted_by")
)
_REFUSAL = "nothing on the record can be removed or rewritten"
_CALL = "EXECUTE FUNCTION keep_the_record()"
FUNCTION_BODY = f" BEGIN RAISE EXCEPTION '{_REFUSAL}: %', TG_TABLE_NAME; END "


def list_triggers(dialect: str) -> dict[str, str]:
    """Return the statement that creates each trigger, by name, spelled as the database does."""
    there: dict[str, str] = {}
    for table in (*LEDGER, *TABLES, *(history.name for history in HISTORY.values())):
        there |= deletion_triggers(table, dialect)
    for table in LEDGER:
        there |= immutability_trigger(table, dialect)
    return there


def deletion_triggers(table: str, dialect: str) -> dict[str, str]:
    """Return the triggers that let nothing be deleted from a table."""
    name = f"{table}_are_kept"
    if dialect == "sqlite":
        return {
            name: f'CREATE TRIGGER {name} BEFORE DELETE ON "{table}" BEGIN {_abort(table)}; END'
        }
    emptied = f"{table}_are_not_emptied"
    return {
        name: f"CREATE TRIGGER {name} BEFORE DELETE ON {table} FOR EACH ROW {_CALL}",
        emptied: f"CREATE TRIGGER {emptied} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {_CALL}",
    }


def immutability_trigger(table: str, dialect: str) -> dict[str, str]:
    """Return the trigger that refuses every change but what a redaction removes."""
    name = f"{table}_stay_as_they_are"
    allowed = _redaction(dialect) if table == "entries" else "1 = 0"
    if dialect == "sqlite":
        act = f"WHEN NOT ({allowed}) BEGIN {_abort(table)}; END"
        return {name: f'CREATE TRIGGER {name} BEFORE UPDATE ON "{table}" {act}'}
    act = f"FOR EACH ROW WHEN ((NOT ({allowed}))) {_CALL}"
    return {name: f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} {act}"}


def _abort(table: str) -> str:
    return f"SELECT RAISE(ABORT, '{_REFUSAL}: {table}')"


def _redaction(dialect: str) -> str:
    """Return the one change of an entry that is allowed: payload and salt go, all else stays."""
    same = "new.{0} IS old.{0}" if dialect == "sqlite" else "NOT (new.{0} IS DISTINCT FROM old.{0})"
    fixed = [same.format(column) for column in _FIXED]
    gone = ["new.payload IS NULL", "new.salt IS NULL", "new.redacted_by IS NOT NULL"]
    return " AND ".join(f"({condition})" for condition in (*fixed, *gone))
