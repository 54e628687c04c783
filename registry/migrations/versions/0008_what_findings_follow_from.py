"""Indices that tell what findings follow from, without reading the records that they are about.

Each takes the place of the index on its first column, but for that of the few unusual leads.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WIDER = {
    "accountability": ("target", "role", "state", "from", "until", "partner"),
    "measurements": ("target", "period", "reported_on"),
    "milestones": ("target", "period"),
    "contributions": ("pool", "amount"),
    "allocations": ("pool", "amount"),
    "responses": ("proposal", "at", "request"),
}
UNUSUAL = text("state <> 'SINGLE'")


def upgrade() -> None:
    """Put what is asked for beside what is looked up."""
    for table, columns in WIDER.items():
        op.drop_index(f"ix_{table}_{columns[0]}", table)
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
    op.create_index(
        "ix_accountability_state_target",
        "accountability",
        ["state", "target"],
        postgresql_where=UNUSUAL,
        sqlite_where=UNUSUAL,
    )
