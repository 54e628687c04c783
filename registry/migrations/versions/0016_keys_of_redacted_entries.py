"""Let the key of a redacted entry say no more than its number: it was a hash of the words."""

from __future__ import annotations

from alembic import op

from registry.migrations.triggers import drop_trigger

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_FIXED = [
    "number",
    "recorded_at",
    "actor",
    "role",
    "act",
    "about_kind",
    "about",
    "digest",
    "hash",
    "leaf_version",
]
_REFUSAL = "nothing on the record can be removed or rewritten"
_ABORT = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}: entries'); END"
_GONE = ["new.payload IS NULL", "new.salt IS NULL", "new.redacted_by IS NOT NULL"]
_STAY = "entries_stay_as_they_are"
_KEEP = "entries_keep_their_keys"


def upgrade() -> None:
    """Replace the keys of what was redacted, and let redactions do so from now on."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    drop_trigger("entries", _STAY)
    if is_sqlite:
        drop_trigger("entries", _KEEP)
    for statement in (
        "UPDATE entries SET key = 'redacted ' || number WHERE redacted_by IS NOT NULL",
        # A key may stand for a later entry that carried the words: better one too many.
        "UPDATE idempotency_keys SET fingerprint = 'redacted' "
        "WHERE entry >= (SELECT min(number) FROM entries WHERE redacted_by IS NOT NULL)",
        *(_triggers_of_sqlite() if is_sqlite else [_trigger_of_postgresql()]),
    ):
        op.get_bind().exec_driver_sql(statement)


def _triggers_of_sqlite() -> list[str]:
    allowed = _allow([f"new.{name} IS old.{name}" for name in _FIXED], "'redacted ' || new.number")
    moved = 'new.rowid IS NOT old.rowid OR new."key" IS NOT old."key"'
    return [
        f'CREATE TRIGGER {_STAY} BEFORE UPDATE ON "entries" WHEN NOT ({allowed}) {_ABORT}',
        f'CREATE TRIGGER {_KEEP} BEFORE UPDATE ON "entries" '
        f"WHEN ({moved}) AND NOT ({allowed}) {_ABORT}",
    ]


def _trigger_of_postgresql() -> str:
    same = [f"NOT (new.{name} IS DISTINCT FROM old.{name})" for name in _FIXED]
    allowed = _allow(same, "('redacted '::text || new.number)")
    return (
        f"CREATE TRIGGER {_STAY} BEFORE UPDATE ON entries FOR EACH ROW "
        f"WHEN ((NOT ({allowed}))) EXECUTE FUNCTION keep_the_record()"
    )


def _allow(same: list[str], key: str) -> str:
    conditions = [*same, *_GONE, f"new.key = {key}"]
    return " AND ".join(f"({condition})" for condition in conditions)
