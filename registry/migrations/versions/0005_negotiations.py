"""What was asked, answered, advised and decided; and how the record is mended."""

from __future__ import annotations

from registry.migrations.building import code, flag, record, refers, whole, words

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, in the order in which one may refer to another."""
    record(
        "negotiations",
        words("title"),
        refers("agreement", "agreements", null=True),
        refers("revision", "revisions", null=True),
        refers("broker", "partners", null=True),
        words("from", null=True),
        words("until", null=True),
    )
    record(
        "rounds",
        refers("negotiation", "negotiations"),
        whole("number"),
        words("title"),
        words("from", null=True),
        words("until", null=True),
        words("stated", null=True),
    )
    record(
        "deadlines",
        refers("negotiation", "negotiations"),
        refers("round", "rounds", null=True),
        words("title"),
        words("on", null=True),
        words("stated", null=True),
    )
    record(
        "constraints",
        refers("negotiation", "negotiations"),
        refers("by", "partners"),
        words("text"),
        words("published_on", null=True),
    )
    record(
        "proposals",
        refers("negotiation", "negotiations"),
        refers("by", "partners"),
        words("at", null=True),
        words("at_stated", null=True),
        words("title"),
        words("text"),
        code("subject", "TARGET FREEDOM POOL REWARD OTHER"),
        words("theme", null=True),
        refers("target", "targets", null=True),
        refers("pool", "pools", null=True),
        refers("supersedes", "proposals", null=True),
    )
    record(
        "proposal_partners",
        refers("proposal", "proposals"),
        refers("partner", "partners"),
    )
    record(
        "requests",
        refers("proposal", "proposals"),
        whole("number"),
        words("text"),
        whole("amount", null=True),
        words("stated", null=True),
    )
    record(
        "responses",
        refers("proposal", "proposals"),
        refers("request", "requests", null=True),
        refers("by", "partners"),
        words("at", null=True),
        words("at_stated", null=True),
        code(
            "outcome",
            "AGREED PARTLY_AGREED REJECTED COUNTER_PROPOSED DEFERRED UNDER_CONSIDERATION "
            "TO_BE_CONSULTED_ON ALREADY_POSSIBLE WITHDRAWN NO_VERDICT",
        ),
        words("stated"),
        words("reasons", null=True),
    )
    record(
        "advice",
        refers("negotiation", "negotiations"),
        refers("by", "partners"),
        words("at", null=True),
        words("published_on"),
        code("recommends", "APPROVE MODIFY REJECT"),
        words("text"),
    )
    record(
        "decisions",
        refers("negotiation", "negotiations"),
        refers("by", "partners"),
        words("at", null=True),
        flag("approves"),
        flag("departs_from_advice"),
        refers("advice", "advice", null=True),
        words("reasons"),
        flag("as_stated"),
    )
    record(
        "citations",
        refers("decision", "decisions"),
        refers("advice", "advice"),
    )
    record(
        "corrections",
        words("kind"),
        words("record", index=True),
        words("field"),
        words("value", null=True),
        whole("corrects"),
        words("reason"),
    )
    record(
        "redactions",
        whole("redacts"),
        words("kind"),
        words("record", index=True),
        words("fields"),
        words("remains"),
        words("reason"),
    )
