"""Entries tell the role of their author and the version of their leaf; keys belong to an author.

Entries that are there already are the registrar's, or a partner's without a role: their leaves are
of version 1, and stay what they are.
"""

from __future__ import annotations

import sqlalchemy as sa

from registry.migrations.alter_tables import add_column, recreate_immutability_trigger
from registry.migrations.create_tables import (
    code_column,
    create_table,
    integer_column,
    text_column,
)

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ROLES = (
    "COUNCIL PARTNER DEPARTMENT GOVERNMENT_OFFICE MINISTER INSPECTORATE AUDITOR "
    "SCRUTINY_COMMITTEE AREA_COMMITTEE NEIGHBOURHOOD_FORUM INTEREST_GROUP PETITION_ORGANISER "
    "REGISTRAR"
)


def upgrade() -> None:
    """Add the columns to the ledger, and create the tables beside it."""
    add_column("entries", code_column("role", ROLES, null=True))
    add_column("entries", integer_column("leaf_version"), "1")
    recreate_immutability_trigger(
        "entries",
        "number recorded_at actor role act about_kind about digest hash leaf_version key",
    )
    create_table(
        "entry_accounts",
        [integer_column("entry"), text_column("account", index=True)],
        sa.PrimaryKeyConstraint("entry", name="pk_entry_accounts"),
        _names_an_entry("entry_accounts"),
    )
    create_table(
        "idempotency_keys",
        [
            text_column("partner"),
            text_column("role"),
            text_column("key"),
            integer_column("entry"),
            text_column("fingerprint"),
        ],
        sa.PrimaryKeyConstraint("partner", "role", "key", name="pk_idempotency_keys"),
        _names_an_entry("idempotency_keys"),
    )


def _names_an_entry(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["entry"], ["entries.number"], name=f"fk_{table}_entry")
