"""Indices that tell which proposals a body answered, or had an outcome, without reading responses.

A response holds its reasons: reading it whole for one short column costs most of such a question.
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put the proposal beside what proposals are filtered by."""
    op.drop_index("ix_responses_by", "responses")
    op.create_index("ix_responses_by_proposal", "responses", ["by", "proposal"])
    op.create_index("ix_responses_outcome_proposal", "responses", ["outcome", "proposal"])
