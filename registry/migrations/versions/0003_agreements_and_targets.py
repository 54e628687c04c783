"""Agreements, targets, and who answers for them under which protocol."""

from __future__ import annotations

from registry.migrations.create_tables import (
    boolean_column,
    code_column,
    create_record_tables,
    integer_column,
    reference_column,
    text_column,
)

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, in the order in which one may refer to another."""
    create_record_tables(
        "agreements",
        text_column("title"),
        reference_column("area", "areas"),
        text_column("round", null=True),
        code_column("stage", "DRAFTING NEGOTIATING AGREED ENDED UNSTATED"),
        boolean_column("single_pot", null=True),
        reference_column("broker", "partners", null=True),
        reference_column("accountable_body", "partners", null=True),
        text_column("from", null=True),
        text_column("until", null=True),
    )
    create_record_tables(
        "agreement_blocks",
        reference_column("agreement", "agreements"),
        text_column("title"),
    )
    create_record_tables(
        "agreement_signatures",
        reference_column("agreement", "agreements"),
        reference_column("partner", "partners"),
        text_column("role", null=True),
        text_column("signed_on", null=True),
    )
    create_record_tables(
        "revisions",
        reference_column("agreement", "agreements"),
        text_column("title"),
        text_column("on"),
    )
    create_record_tables(
        "revision_consents",
        reference_column("revision", "revisions"),
        reference_column("partner", "partners"),
        text_column("on", null=True),
    )
    create_record_tables(
        "targets",
        text_column("title"),
        reference_column("agreement", "agreements"),
        text_column("block", null=True),
        reference_column("measure", "measures", null=True),
        code_column("polarity", "HIGHER_IS_BETTER LOWER_IS_BETTER UNSTATED"),
        reference_column("area", "areas", null=True),
        text_column("spatial_level", null=True),
        text_column("unit", null=True),
        text_column("baseline_stated", null=True),
        text_column("baseline_number", null=True),
        text_column("baseline_unit", null=True),
        text_column("baseline_period", null=True),
        text_column("baseline_why", null=True),
        text_column("target_stated", null=True),
        text_column("from", null=True),
        text_column("until", null=True),
    )
    create_record_tables(
        "target_designations",
        reference_column("target", "targets"),
        code_column("designation", "DESIGNATED LOCAL STATUTORY_EDUCATION UNSTATED"),
        reference_column("revision", "revisions", null=True),
        text_column("from", null=True),
        text_column("until", null=True),
    )
    create_record_tables(
        "derivations",
        reference_column("target", "targets"),
        reference_column("goal", "goals"),
        code_column("how", "ADOPTED ADAPTED COMBINED NEW"),
        text_column("why", null=True),
    )
    create_record_tables(
        "scraps",
        reference_column("derivation", "derivations"),
        reference_column("target", "targets"),
        reference_column("measure", "measures"),
    )
    create_record_tables(
        "milestones",
        reference_column("target", "targets"),
        text_column("period"),
        text_column("aim_stated", null=True),
        text_column("aim_number", null=True),
        text_column("aim_unit", null=True),
        text_column("aim_why", null=True),
    )
    create_record_tables(
        "measurements",
        reference_column("target", "targets"),
        text_column("period"),
        text_column("value_stated", null=True),
        text_column("value_number", null=True),
        text_column("value_unit", null=True),
        text_column("value_why", null=True),
        text_column("reported_on", null=True),
        reference_column("reported_by", "partners", null=True),
        reference_column("revises", "measurements", null=True),
    )
    create_record_tables(
        "accountability",
        reference_column("target", "targets"),
        code_column("role", "LEAD ACCOUNTABLE"),
        reference_column("partner", "partners", null=True),
        code_column("state", "SINGLE JOINT UNRESOLVED MISSING"),
        text_column("stated", null=True),
        text_column("from", null=True),
        text_column("until", null=True),
    )
    create_record_tables(
        "target_changes",
        reference_column("target", "targets"),
        reference_column("revision", "revisions"),
        text_column("field"),
        text_column("was", null=True),
        text_column("value"),
    )
    create_record_tables(
        "protocols",
        text_column("title"),
        reference_column("agreement", "agreements"),
        reference_column("target", "targets", null=True),
        integer_column("version"),
        reference_column("supersedes", "protocols", null=True),
        text_column("complaints", null=True),
        text_column("council_role", null=True),
        text_column("audit", null=True),
        text_column("conflicts", null=True),
        text_column("from", null=True),
        text_column("until", null=True),
    )
    create_record_tables(
        "clauses",
        reference_column("protocol", "protocols"),
        text_column("number"),
        code_column("kind", "ACCOUNTABILITY RESPONSIBILITY PROBITY"),
        text_column("text"),
    )
    create_record_tables(
        "protocol_signatures",
        reference_column("protocol", "protocols"),
        reference_column("partner", "partners"),
        text_column("role", null=True),
        text_column("signed_on", null=True),
    )
    create_record_tables(
        "answer_steps",
        reference_column("protocol", "protocols"),
        integer_column("order"),
        reference_column("partner", "partners", null=True),
        code_column("duty", "DELIVERS REPORTS_TO SCRUTINISES AUDITS INSPECTS DECIDES"),
        integer_column("within_days", null=True),
        reference_column("clause", "clauses", null=True),
    )
