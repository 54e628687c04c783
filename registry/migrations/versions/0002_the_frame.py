"""Documents, places, partners and goals: what agreements are made within."""

from __future__ import annotations

from registry.migrations.create_tables import (
    code_column,
    create_record_tables,
    reference_column,
    text_column,
)

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, in the order in which one may refer to another."""
    create_record_tables(
        "sources",
        text_column("title"),
        text_column("publisher", null=True),
        text_column("published_on", null=True),
        text_column("url", null=True),
        source=False,
    )
    create_record_tables(
        "regions",
        text_column("name"),
        text_column("code", null=True),
    )
    create_record_tables(
        "areas",
        text_column("name"),
        code_column(
            "kind",
            "COUNTY UNITARY METROPOLITAN_DISTRICT LONDON_BOROUGH DISTRICT NEIGHBOURHOOD WARD OTHER",
        ),
        reference_column("region", "regions"),
        reference_column("within", "areas", null=True),
        text_column("from", null=True),
        text_column("until", null=True),
    )
    create_record_tables(
        "area_codes",
        reference_column("area", "areas"),
        text_column("scheme"),
        text_column("value", index=True),
        text_column("from", null=True),
        text_column("until", null=True),
    )
    create_record_tables(
        "area_successions",
        reference_column("area", "areas"),
        reference_column("by", "areas"),
        text_column("on"),
        text_column("instrument", null=True),
    )
    create_record_tables(
        "partners",
        text_column("name"),
        code_column(
            "kind",
            "COUNCIL DEPARTMENT TREASURY GOVERNMENT_OFFICE INSPECTORATE AGENCY POLICE "
            "FIRE_AND_RESCUE PROBATION HEALTH JOBCENTRE_PLUS LEARNING_AND_SKILLS_COUNCIL "
            "REGIONAL_DEVELOPMENT_AGENCY PARTNERSHIP VOLUNTARY_SECTOR BUSINESS "
            "COUNCIL_ASSOCIATION OTHER",
        ),
        reference_column("parent", "partners", null=True),
        reference_column("area", "areas", null=True),
        text_column("from", null=True),
        text_column("until", null=True),
    )
    create_record_tables(
        "partner_identifiers",
        reference_column("partner", "partners"),
        text_column("scheme"),
        text_column("value", index=True),
        text_column("from", null=True),
        text_column("until", null=True),
    )
    create_record_tables(
        "partner_successions",
        reference_column("partner", "partners"),
        reference_column("by", "partners"),
        text_column("on"),
        text_column("instrument", null=True),
    )
    create_record_tables(
        "goals",
        text_column("code"),
        text_column("title"),
        text_column("review", index=True),
        reference_column("department", "partners", null=True),
        text_column("department_stated", null=True),
    )
    create_record_tables(
        "measures",
        text_column("code"),
        text_column("title"),
        text_column("from", null=True),
        text_column("until", null=True),
    )
    create_record_tables(
        "measure_goals",
        reference_column("measure", "measures"),
        reference_column("goal", "goals"),
    )
    create_record_tables(
        "assigned_targets",
        reference_column("goal", "goals"),
        reference_column("partner", "partners"),
        reference_column("measure", "measures", null=True),
        text_column("title"),
        text_column("from", null=True),
        text_column("until", null=True),
    )
