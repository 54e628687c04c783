"""What was asked, answered, advised and decided; and how the record is mended."""

from __future__ import annotations

from registry.migrations.create_tables import (
    boolean_column,
    code_column,
    create_record_tables,
    integer_column,
    reference_column,
    text_column,
)

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, in the order in which one may refer to another."""
    create_record_tables(
        "negotiations",
        text_column("title"),
        reference_column("agreement", "agreements", null=True),
        reference_column("revision", "revisions", null=True),
        reference_column("broker", "partners", null=True),
        text_column("from", null=True),
        text_column("until", null=True),
    )
    create_record_tables(
        "rounds",
        reference_column("negotiation", "negotiations"),
        integer_column("number"),
        text_column("title"),
        text_column("from", null=True),
        text_column("until", null=True),
        text_column("stated", null=True),
    )
    create_record_tables(
        "deadlines",
        reference_column("negotiation", "negotiations"),
        reference_column("round", "rounds", null=True),
        text_column("title"),
        text_column("on", null=True),
        text_column("stated", null=True),
    )
    create_record_tables(
        "constraints",
        reference_column("negotiation", "negotiations"),
        reference_column("by", "partners"),
        text_column("text"),
        text_column("published_on", null=True),
    )
    create_record_tables(
        "proposals",
        reference_column("negotiation", "negotiations"),
        reference_column("by", "partners"),
        text_column("at", null=True),
        text_column("at_stated", null=True),
        text_column("title"),
        text_column("text"),
        code_column("subject", "TARGET FREEDOM POOL REWARD OTHER"),
        text_column("theme", null=True),
        reference_column("target", "targets", null=True),
        reference_column("pool", "pools", null=True),
        reference_column("supersedes", "proposals", null=True),
    )
    create_record_tables(
        "proposal_partners",
        reference_column("proposal", "proposals"),
        reference_column("partner", "partners"),
    )
    create_record_tables(
        "requests",
        reference_column("proposal", "proposals"),
        integer_column("number"),
        text_column("text"),
        integer_column("amount", null=True),
        text_column("stated", null=True),
    )
    create_record_tables(
        "responses",
        reference_column("proposal", "proposals"),
        reference_column("request", "requests", null=True),
        reference_column("by", "partners"),
        text_column("at", null=True),
        text_column("at_stated", null=True),
        code_column(
            "outcome",
            "AGREED PARTLY_AGREED REJECTED COUNTER_PROPOSED DEFERRED UNDER_CONSIDERATION "
            "TO_BE_CONSULTED_ON ALREADY_POSSIBLE WITHDRAWN NO_VERDICT",
        ),
        text_column("stated"),
        text_column("reasons", null=True),
    )
    create_record_tables(
        "advice",
        reference_column("negotiation", "negotiations"),
        reference_column("by", "partners"),
        text_column("at", null=True),
        text_column("published_on"),
        code_column("recommends", "APPROVE MODIFY REJECT"),
        text_column("text"),
    )
    create_record_tables(
        "decisions",
        reference_column("negotiation", "negotiations"),
        reference_column("by", "partners"),
        text_column("at", null=True),
        boolean_column("approves"),
        boolean_column("departs_from_advice"),
        reference_column("advice", "advice", null=True),
        text_column("reasons"),
        boolean_column("as_stated"),
    )
    create_record_tables(
        "citations",
        reference_column("decision", "decisions"),
        reference_column("advice", "advice"),
    )
    create_record_tables(
        "corrections",
        text_column("kind"),
        text_column("record", index=True),
        text_column("field"),
        text_column("value", null=True),
        integer_column("corrects"),
        text_column("reason"),
    )
    create_record_tables(
        "redactions",
        integer_column("redacts"),
        text_column("kind"),
        text_column("record", index=True),
        text_column("fields"),
        text_column("remains"),
        text_column("reason"),
    )
