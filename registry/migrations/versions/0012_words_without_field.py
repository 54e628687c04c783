"""Find records by the words that their locators keep, since no field takes them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.migrations.stems_0007 import stemmed

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_TEXTS = sa.table(
    "search_texts",
    *(sa.column(name) for name in ("number", "kind", "reference", "title", "body", "words")),
)
_CHOSEN = ("number", "reference", "title", "body")


def upgrade() -> None:
    """Put what a locator says behind its place among the words of each record."""
    connection = op.get_bind()
    there = set(connection.execute(sa.select(_TEXTS.c.kind).distinct()).scalars())
    for kind in sorted(there):
        record = sa.table(kind, sa.column("reference"), sa.column("locator"))
        rows = connection.execute(
            sa.select(*(_TEXTS.c[name] for name in _CHOSEN), record.c.locator)
            .join(record, record.c.reference == _TEXTS.c.reference)
            .where(_TEXTS.c.kind == kind, record.c.locator.contains("; "))
        )
        for row in rows.mappings().all():
            before = row["body"].removesuffix(row["reference"])
            body = f"{before}{row['locator'].partition('; ')[2]}\n{row['reference']}"
            found_by = {"body": body, "words": stemmed(f"{row['title']} {body}")}
            texts = sa.update(_TEXTS).where(_TEXTS.c.number == row["number"])
            connection.execute(texts.values(found_by))
