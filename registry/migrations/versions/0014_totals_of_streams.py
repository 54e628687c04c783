"""Let a stated total be that of a stream of money."""

from __future__ import annotations

from registry.migrations.alter_tables import add_record_column
from registry.migrations.create_tables import reference_column

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the stream to totals and their history."""
    add_record_column("totals", reference_column("stream", "streams", null=True))
