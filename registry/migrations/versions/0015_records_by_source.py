"""Find the records that are taken from a source without reading all of them."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_TABLES = """
    regions areas area_codes area_successions partners partner_identifiers partner_successions
    goals measures measure_goals assigned_targets agreements agreement_blocks
    agreement_signatures revisions revision_consents targets target_designations derivations
    scraps milestones measurements accountability target_changes protocols clauses
    protocol_signatures answer_steps streams grants pools contributions allocations outturns
    totals reward_rules negotiations rounds deadlines constraints proposals proposal_partners
    requests responses advice decisions citations corrections redactions
"""


def upgrade() -> None:
    """Add an index of the source to each table of records that cite one."""
    for table in _TABLES.split():
        op.create_index(f"ix_{table}_source", table, ["source"])
