"""Triggers that keep the record: the ledger never changes, and nothing is ever deleted."""

from __future__ import annotations

from sqlalchemy import Integer, PrimaryKeyConstraint, UniqueConstraint

from registry.models.base import Base
from registry.models.kinds import HISTORY, TABLES
from registry.models.ledger import REDACTED_KEY, Entry

LEDGER = ("entries", "nodes")
# All of an entry but what a redaction takes off, and the number of the redaction itself.
_FIXED = tuple(
    column.name
    for column in Entry.__table__.columns
    if column.name not in ("payload", "salt", "key", "redacted_by")
)
_REFUSAL = "nothing on the record can be removed or rewritten"
_CALL = "EXECUTE FUNCTION keep_the_record()"
FUNCTION_BODY = f" BEGIN RAISE EXCEPTION '{_REFUSAL}: %', TG_TABLE_NAME; END "


def list_triggers(dialect: str) -> dict[str, str]:
    """Return the statement that creates each trigger, by name, spelled as the database does."""
    there: dict[str, str] = {}
    for table in (*LEDGER, *TABLES, *(history.name for history in HISTORY.values())):
        there |= deletion_triggers(table, dialect)
        there |= replacement_triggers(table, dialect)
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


def replacement_triggers(table: str, dialect: str) -> dict[str, str]:
    """Return the triggers that let no row take the place of another, where a database would.

    SQLite's ``INSERT OR REPLACE`` and ``UPDATE OR REPLACE`` remove the row that is in the way, by
    any unique key or by its rowid, and fire no trigger of deletions.
    """
    if dialect != "sqlite":
        return {}
    keys = _list_keys(table)
    there = [" AND ".join(f'"{name}" = new."{name}"' for name in key) for key in keys]
    # Names of our own tables and columns.
    taken = " OR ".join(
        f'EXISTS (SELECT 1 FROM "{table}" WHERE {same})'  # noqa: S608 - see above
        for same in ("rowid = new.rowid", *there)
    )
    names = ["rowid", *(f'"{name}"' for key in keys for name in key)]
    moved = " OR ".join(f"new.{name} IS NOT old.{name}" for name in names)
    if table == "entries":
        moved = f"({moved}) AND NOT ({_redaction(dialect)})"
    inserted, updated = f"{table}_are_not_replaced", f"{table}_keep_their_keys"
    act = f"BEGIN {_abort(table)}; END"
    return {
        inserted: f'CREATE TRIGGER {inserted} BEFORE INSERT ON "{table}" WHEN {taken} {act}',
        updated: f'CREATE TRIGGER {updated} BEFORE UPDATE ON "{table}" WHEN {moved} {act}',
    }


def _list_keys(name: str) -> list[list[str]]:
    """List the columns of each unique index of a table; its rowid has none."""
    table = Base.metadata.tables[name]
    unique = [
        [column.name for column in one.columns]
        for one in table.constraints
        if isinstance(one, UniqueConstraint | PrimaryKeyConstraint)
    ]
    rowid = [column.name for column in table.primary_key if isinstance(column.type, Integer)]
    return sorted(key for key in unique if len(key) > 1 or key != rowid)


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
    """Return the one change of an entry that is allowed.

    Payload and salt go, the key says no more than the number, all else stays.
    """
    same = "new.{0} IS old.{0}" if dialect == "sqlite" else "NOT (new.{0} IS DISTINCT FROM old.{0})"
    fixed = [same.format(column) for column in _FIXED]
    gone = ["new.payload IS NULL", "new.salt IS NULL", "new.redacted_by IS NOT NULL"]
    said = f"'{REDACTED_KEY}' || new.number"
    if dialect == "postgresql":
        said = f"('{REDACTED_KEY}'::text || new.number)"
    key = f"new.key = {said}"
    return " AND ".join(f"({condition})" for condition in (*fixed, *gone, key))
