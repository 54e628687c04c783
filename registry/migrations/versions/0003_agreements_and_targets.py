"""Agreements, targets, and who answers for them under which protocol."""

from __future__ import annotations

from registry.migrations.building import code, flag, record, refers, whole, words

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, in the order in which one may refer to another."""
    record(
        "agreements",
        words("title"),
        refers("area", "areas"),
        words("round", null=True),
        code("stage", "DRAFTING NEGOTIATING AGREED ENDED UNSTATED"),
        flag("single_pot", null=True),
        refers("broker", "partners", null=True),
        refers("accountable_body", "partners", null=True),
        words("from", null=True),
        words("until", null=True),
    )
    record(
        "agreement_blocks",
        refers("agreement", "agreements"),
        words("title"),
    )
    record(
        "agreement_signatures",
        refers("agreement", "agreements"),
        refers("partner", "partners"),
        words("role", null=True),
        words("signed_on", null=True),
    )
    record(
        "revisions",
        refers("agreement", "agreements"),
        words("title"),
        words("on"),
    )
    record(
        "revision_consents",
        refers("revision", "revisions"),
        refers("partner", "partners"),
        words("on", null=True),
    )
    record(
        "targets",
        words("title"),
        refers("agreement", "agreements"),
        words("block", null=True),
        refers("measure", "measures", null=True),
        code("polarity", "HIGHER_IS_BETTER LOWER_IS_BETTER UNSTATED"),
        refers("area", "areas", null=True),
        words("spatial_level", null=True),
        words("unit", null=True),
        words("baseline_stated", null=True),
        words("baseline_number", null=True),
        words("baseline_unit", null=True),
        words("baseline_period", null=True),
        words("baseline_why", null=True),
        words("target_stated", null=True),
        words("from", null=True),
        words("until", null=True),
    )
    record(
        "target_designations",
        refers("target", "targets"),
        code("designation", "DESIGNATED LOCAL STATUTORY_EDUCATION UNSTATED"),
        refers("revision", "revisions", null=True),
        words("from", null=True),
        words("until", null=True),
    )
    record(
        "derivations",
        refers("target", "targets"),
        refers("goal", "goals"),
        code("how", "ADOPTED ADAPTED COMBINED NEW"),
        words("why", null=True),
    )
    record(
        "scraps",
        refers("derivation", "derivations"),
        refers("target", "targets"),
        refers("measure", "measures"),
    )
    record(
        "milestones",
        refers("target", "targets"),
        words("period"),
        words("aim_stated", null=True),
        words("aim_number", null=True),
        words("aim_unit", null=True),
        words("aim_why", null=True),
    )
    record(
        "measurements",
        refers("target", "targets"),
        words("period"),
        words("value_stated", null=True),
        words("value_number", null=True),
        words("value_unit", null=True),
        words("value_why", null=True),
        words("reported_on", null=True),
        refers("reported_by", "partners", null=True),
        refers("revises", "measurements", null=True),
    )
    record(
        "accountability",
        refers("target", "targets"),
        code("role", "LEAD ACCOUNTABLE"),
        refers("partner", "partners", null=True),
        code("state", "SINGLE JOINT UNRESOLVED MISSING"),
        words("stated", null=True),
        words("from", null=True),
        words("until", null=True),
    )
    record(
        "target_changes",
        refers("target", "targets"),
        refers("revision", "revisions"),
        words("field"),
        words("was", null=True),
        words("value"),
    )
    record(
        "protocols",
        words("title"),
        refers("agreement", "agreements"),
        refers("target", "targets", null=True),
        whole("version"),
        refers("supersedes", "protocols", null=True),
        words("complaints", null=True),
        words("council_role", null=True),
        words("audit", null=True),
        words("conflicts", null=True),
        words("from", null=True),
        words("until", null=True),
    )
    record(
        "clauses",
        refers("protocol", "protocols"),
        words("number"),
        code("kind", "ACCOUNTABILITY RESPONSIBILITY PROBITY"),
        words("text"),
    )
    record(
        "protocol_signatures",
        refers("protocol", "protocols"),
        refers("partner", "partners"),
        words("role", null=True),
        words("signed_on", null=True),
    )
    record(
        "answer_steps",
        refers("protocol", "protocols"),
        whole("order"),
        refers("partner", "partners", null=True),
        code("duty", "DELIVERS REPORTS_TO SCRUTINISES AUDITS INSPECTS DECIDES"),
        whole("within_days", null=True),
        refers("clause", "clauses", null=True),
    )
