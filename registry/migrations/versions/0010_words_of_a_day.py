"""Tell which targets revisions changed, and what they said on a day.

PostgreSQL has a function for that; SQLite works the same out by an expression
(``registry.reading.target_wordings``).
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.migrations.alter_tables import add_record_column
from registry.migrations.create_tables import boolean_column

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# The first version of each change: later ones correct it. All of these texts are our own.
_CHANGES = """
    SELECT target, entry FROM target_changes AS change WHERE NOT EXISTS (
        SELECT 1 FROM target_changes_history AS old WHERE old.reference = change.reference
    )
    UNION ALL
    SELECT target, entry FROM target_changes_history AS change WHERE NOT EXISTS (
        SELECT 1 FROM target_changes_history AS old
        WHERE old.reference = change.reference AND old.entry < change.entry
    )
"""
_REVISED = f"""
    UPDATE targets SET revised = true
    WHERE EXISTS (SELECT 1 FROM ({_CHANGES}) AS made WHERE made.target = targets.reference)
"""  # noqa: S608 - see above
_REVISED_BEFORE = f"""
    UPDATE targets_history SET revised = true WHERE EXISTS (
        SELECT 1 FROM ({_CHANGES}) AS made
        WHERE made.target = targets_history.reference AND made.entry <= targets_history.entry
    )
"""  # noqa: S608 - see above
# Without an entry, what is known is all that there is.
_WORDS_ON = """
CREATE FUNCTION target_words_on(
    the_target text, the_entry bigint, the_field text, now text, day text, known bigint
) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
    latest record;
    said text;
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM known_target_changes(the_target, the_field, known) AS change
        WHERE change."on" > day
    ) THEN
        RETURN now;
    END IF;
    SELECT change.value, change.recorded INTO latest
    FROM known_target_changes(the_target, the_field, known) AS change
    WHERE change."on" <= day
    ORDER BY change."on" DESC, change.revision DESC, change.reference DESC
    LIMIT 1;
    IF FOUND AND NOT EXISTS (
        SELECT 1 FROM targets_history AS version
        WHERE version.reference = the_target AND version.until_entry = latest.recorded
    ) THEN
        RETURN latest.value;
    END IF;
    SELECT to_json(version) ->> the_field INTO said
    FROM targets_history AS version
    WHERE version.reference = the_target
        AND version.until_entry <= the_entry
        AND version.until_entry > coalesce(latest.recorded, 0)
        AND version.until_entry IN (
            SELECT change.recorded
            FROM known_target_changes(the_target, the_field, NULL) AS change
        )
    ORDER BY version.until_entry
    LIMIT 1;
    IF NOT FOUND THEN
        RETURN now;
    END IF;
    IF latest.recorded IS NULL AND EXISTS (
        SELECT 1 FROM known_target_changes(the_target, the_field, known) AS change
        WHERE change.value = said
    ) THEN
        RETURN coalesce((
            SELECT change.was FROM known_target_changes(the_target, the_field, known) AS change
            ORDER BY change."on", change.revision, change.reference
            LIMIT 1
        ), said);
    END IF;
    RETURN said;
END $$
"""
_KNOWN_CHANGES = """
CREATE FUNCTION known_target_changes(the_target text, the_field text, known bigint)
RETURNS TABLE (
    reference text, revision text, "on" text, was text, value text, recorded bigint
) LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT change.reference, change.revision, revision."on", change.was, change.value, coalesce((
        SELECT min(old.entry) FROM target_changes_history AS old
        WHERE old.reference = change.reference
    ), change.entry)
    FROM (
        SELECT reference, revision, was, value, entry FROM target_changes
        WHERE target = the_target AND field = the_field AND (known IS NULL OR entry <= known)
        UNION ALL
        SELECT reference, revision, was, value, entry FROM target_changes_history
        WHERE target = the_target AND field = the_field AND entry <= known AND until_entry > known
    ) AS change
    JOIN (
        SELECT reference, "on" FROM revisions WHERE known IS NULL OR entry <= known
        UNION ALL
        SELECT reference, "on" FROM revisions_history
        WHERE entry <= known AND until_entry > known
    ) AS revision ON revision.reference = change.revision
$$
"""


def upgrade() -> None:
    """Mark the targets that revisions changed."""
    add_record_column("targets", boolean_column("revised"), "false")
    op.execute(sa.text(_REVISED))
    op.execute(sa.text(_REVISED_BEFORE))
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.text(_KNOWN_CHANGES))
        op.execute(sa.text(_WORDS_ON))
