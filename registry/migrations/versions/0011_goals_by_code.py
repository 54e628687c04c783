"""Find goals by their codes too, as the filter of goals does."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.migrations.stems_0007 import stemmed

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_TEXTS = sa.table("search_texts", *(sa.column(name) for name in ("number", "body", "words")))
_FIND = """
    SELECT search_texts.number, goals.title, goals.code, goals.reference
    FROM search_texts JOIN goals ON goals.reference = search_texts.reference
    WHERE search_texts.kind = 'goals'
"""


def upgrade() -> None:
    """Put the code among the words of each goal."""
    connection = op.get_bind()
    for number, title, code, reference in connection.execute(sa.text(_FIND)).all():
        body = "\n".join((code, reference))
        found_by = {"body": body, "words": stemmed(f"{title} {body}")}
        connection.execute(sa.update(_TEXTS).where(_TEXTS.c.number == number).values(found_by))
