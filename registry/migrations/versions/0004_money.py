"""The money behind targets."""

from __future__ import annotations

from registry.migrations.create_tables import (
    boolean_column,
    code_column,
    create_record_tables,
    integer_column,
    reference_column,
    text_column,
)

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, in the order in which one may refer to another."""
    create_record_tables(
        "streams",
        text_column("title"),
        reference_column("department", "partners", null=True),
    )
    create_record_tables(
        "grants",
        reference_column("stream", "streams"),
        reference_column("area", "areas"),
        text_column("financial_year"),
        integer_column("amount", null=True),
        text_column("stated", null=True),
        code_column("through", "WHOLE PART WHOLE_OR_PART NONE UNSTATED"),
        integer_column("through_amount", null=True),
        text_column("through_stated", null=True),
    )
    create_record_tables(
        "pools",
        text_column("title"),
        reference_column("agreement", "agreements"),
        text_column("financial_year"),
        reference_column("accountable_body", "partners", null=True),
    )
    create_record_tables(
        "contributions",
        reference_column("pool", "pools"),
        reference_column("partner", "partners"),
        reference_column("stream", "streams"),
        integer_column("amount"),
        text_column("stated", null=True),
        code_column("terms", "POOLED ALIGNED RING_FENCED"),
        code_column("extent", "WHOLE PART WHOLE_OR_PART NONE UNSTATED"),
    )
    create_record_tables(
        "allocations",
        reference_column("pool", "pools"),
        reference_column("target", "targets"),
        integer_column("amount"),
        text_column("stated", null=True),
        boolean_column("as_stated"),
    )
    create_record_tables(
        "outturns",
        reference_column("pool", "pools"),
        reference_column("target", "targets", null=True),
        integer_column("amount"),
        text_column("stated", null=True),
        text_column("reported_on", null=True),
    )
    create_record_tables(
        "totals",
        code_column("of", "GRANTS CONTRIBUTIONS ALLOCATIONS"),
        reference_column("pool", "pools", null=True),
        reference_column("area", "areas", null=True),
        text_column("financial_year", null=True),
        integer_column("amount"),
        text_column("stated", null=True),
    )
    create_record_tables(
        "reward_rules",
        reference_column("agreement", "agreements"),
        text_column("percent_of_net_budget", null=True),
        integer_column("net_budget", null=True),
        integer_column("potential", null=True),
        integer_column("pump_priming", null=True),
        text_column("floor_percent", null=True),
        text_column("cap_percent", null=True),
        text_column("stated", null=True),
    )
