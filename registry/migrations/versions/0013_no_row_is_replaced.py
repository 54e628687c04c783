"""Let no row of the record be replaced: SQLite's OR REPLACE fires no trigger of deletions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.migrations.triggers import create_replacement_triggers

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_TABLES = (
    "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name = tbl_name || '_are_kept' "
    "ORDER BY tbl_name"
)
_LEDGER = {"entries": ("key",), "nodes": ("level index",)}


def upgrade() -> None:
    """Create the triggers of every table from which nothing may be deleted."""
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    for table in connection.execute(sa.text(_TABLES)).scalars().all():
        record = "reference entry" if table.endswith("_history") else "reference"
        create_replacement_triggers(table, *_LEDGER.get(table, (record,)))
