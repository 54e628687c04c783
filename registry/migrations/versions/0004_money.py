"""The money behind targets."""

from __future__ import annotations

from registry.migrations.building import code, flag, record, refers, whole, words

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, in the order in which one may refer to another."""
    record(
        "streams",
        words("title"),
        refers("department", "partners", null=True),
    )
    record(
        "grants",
        refers("stream", "streams"),
        refers("area", "areas"),
        words("financial_year"),
        whole("amount", null=True),
        words("stated", null=True),
        code("through", "WHOLE PART WHOLE_OR_PART NONE UNSTATED"),
        whole("through_amount", null=True),
        words("through_stated", null=True),
    )
    record(
        "pools",
        words("title"),
        refers("agreement", "agreements"),
        words("financial_year"),
        refers("accountable_body", "partners", null=True),
    )
    record(
        "contributions",
        refers("pool", "pools"),
        refers("partner", "partners"),
        refers("stream", "streams"),
        whole("amount"),
        words("stated", null=True),
        code("terms", "POOLED ALIGNED RING_FENCED"),
        code("extent", "WHOLE PART WHOLE_OR_PART NONE UNSTATED"),
    )
    record(
        "allocations",
        refers("pool", "pools"),
        refers("target", "targets"),
        whole("amount"),
        words("stated", null=True),
        flag("as_stated"),
    )
    record(
        "outturns",
        refers("pool", "pools"),
        refers("target", "targets", null=True),
        whole("amount"),
        words("stated", null=True),
        words("reported_on", null=True),
    )
    record(
        "totals",
        code("of", "GRANTS CONTRIBUTIONS ALLOCATIONS"),
        refers("pool", "pools", null=True),
        refers("area", "areas", null=True),
        words("financial_year", null=True),
        whole("amount"),
        words("stated", null=True),
    )
    record(
        "reward_rules",
        refers("agreement", "agreements"),
        words("percent_of_net_budget", null=True),
        whole("net_budget", null=True),
        whole("potential", null=True),
        whole("pump_priming", null=True),
        words("floor_percent", null=True),
        words("cap_percent", null=True),
        words("stated", null=True),
    )
