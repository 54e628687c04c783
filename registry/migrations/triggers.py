"""The triggers that keep the record, as migrations create them: literal texts that never change.

``registry.models.database_triggers`` says which triggers the newest version has; ``verify`` holds
a database to that. A migration that changes what a trigger says creates it anew from its own text.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

_REFUSAL = "nothing on the record can be removed or rewritten"
_CALL = "EXECUTE FUNCTION keep_the_record()"
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION keep_the_record() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}: %', TG_TABLE_NAME; END $$"
)


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def create_function() -> None:
    """Create the function that PostgreSQL's triggers call; SQLite's triggers need none."""
    if not _is_sqlite():
        op.execute(sa.text(_FUNCTION))


def create_triggers(table: str) -> None:
    """Let nothing be deleted from a table."""
    kept, emptied = f"{table}_are_kept", f"{table}_are_not_emptied"
    if _is_sqlite():
        _create_trigger(f'{kept} BEFORE DELETE ON "{table}" BEGIN {_refuse_statement(table)}; END')
        return
    _create_trigger(f"{kept} BEFORE DELETE ON {table} FOR EACH ROW {_CALL}")
    _create_trigger(f"{emptied} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {_CALL}")


def create_replacement_triggers(table: str, *keys: str) -> None:
    """Let no row of SQLite take the place of another by ``OR REPLACE``.

    ``keys`` are the table's unique keys besides its rowid, each as columns divided by spaces.
    """
    if not _is_sqlite():
        return
    there = [" AND ".join(f'"{one}" = new."{one}"' for one in key.split()) for key in keys]
    # Names of our own tables and columns.
    taken = " OR ".join(
        f'EXISTS (SELECT 1 FROM "{table}" WHERE {same})'  # noqa: S608 - see above
        for same in ("rowid = new.rowid", *there)
    )
    names = ["rowid", *(f'"{one}"' for key in keys for one in key.split())]
    moved = " OR ".join(f"new.{name} IS NOT old.{name}" for name in names)
    act = f"BEGIN {_refuse_statement(table)}; END"
    _create_trigger(f'{table}_are_not_replaced BEFORE INSERT ON "{table}" WHEN {taken} {act}')
    _create_trigger(f'{table}_keep_their_keys BEFORE UPDATE ON "{table}" WHEN {moved} {act}')


def create_immutability_trigger(table: str, fixed: str = "") -> None:
    """Let nothing in a table of the ledger be rewritten but the words that a redaction takes off.

    ``fixed`` names the columns that a redaction leaves as they are, divided by spaces; none where
    no redaction touches the table.
    """
    name = f"{table}_stay_as_they_are"
    allowed = _allow_redaction(fixed.split()) if fixed else "1 = 0"
    if _is_sqlite():
        act = f"WHEN NOT ({allowed}) BEGIN {_refuse_statement(table)}; END"
        _create_trigger(f'{name} BEFORE UPDATE ON "{table}" {act}')
    else:
        _create_trigger(
            f"{name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN ((NOT ({allowed}))) {_CALL}"
        )


def drop_trigger(table: str, name: str) -> None:
    """Drop a trigger, to create it anew."""
    op.execute(
        sa.text(f"DROP TRIGGER {name}" if _is_sqlite() else f"DROP TRIGGER {name} ON {table}")
    )


def _allow_redaction(fixed: list[str]) -> str:
    same = "new.{0} IS old.{0}" if _is_sqlite() else "NOT (new.{0} IS DISTINCT FROM old.{0})"
    gone = ["new.payload IS NULL", "new.salt IS NULL", "new.redacted_by IS NOT NULL"]
    conditions = [*(same.format(column) for column in fixed), *gone]
    return " AND ".join(f"({condition})" for condition in conditions)


def _refuse_statement(table: str) -> str:
    return f"SELECT RAISE(ABORT, '{_REFUSAL}: {table}')"


def _create_trigger(trigger: str) -> None:
    op.execute(sa.text(f"CREATE TRIGGER {trigger}"))
