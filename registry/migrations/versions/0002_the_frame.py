"""Documents, places, partners and goals: what agreements are made within."""

from __future__ import annotations

from registry.migrations.building import code, record, refers, words

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, in the order in which one may refer to another."""
    record(
        "sources",
        words("title"),
        words("publisher", null=True),
        words("published_on", null=True),
        words("url", null=True),
        source=False,
    )
    record(
        "regions",
        words("name"),
        words("code", null=True),
    )
    record(
        "areas",
        words("name"),
        code(
            "kind",
            "COUNTY UNITARY METROPOLITAN_DISTRICT LONDON_BOROUGH DISTRICT NEIGHBOURHOOD WARD OTHER",
        ),
        refers("region", "regions"),
        refers("within", "areas", null=True),
        words("from", null=True),
        words("until", null=True),
    )
    record(
        "area_codes",
        refers("area", "areas"),
        words("scheme"),
        words("value", index=True),
        words("from", null=True),
        words("until", null=True),
    )
    record(
        "area_successions",
        refers("area", "areas"),
        refers("by", "areas"),
        words("on"),
        words("instrument", null=True),
    )
    record(
        "partners",
        words("name"),
        code(
            "kind",
            "COUNCIL DEPARTMENT TREASURY GOVERNMENT_OFFICE INSPECTORATE AGENCY POLICE "
            "FIRE_AND_RESCUE PROBATION HEALTH JOBCENTRE_PLUS LEARNING_AND_SKILLS_COUNCIL "
            "REGIONAL_DEVELOPMENT_AGENCY PARTNERSHIP VOLUNTARY_SECTOR BUSINESS "
            "COUNCIL_ASSOCIATION OTHER",
        ),
        refers("parent", "partners", null=True),
        refers("area", "areas", null=True),
        words("from", null=True),
        words("until", null=True),
    )
    record(
        "partner_identifiers",
        refers("partner", "partners"),
        words("scheme"),
        words("value", index=True),
        words("from", null=True),
        words("until", null=True),
    )
    record(
        "partner_successions",
        refers("partner", "partners"),
        refers("by", "partners"),
        words("on"),
        words("instrument", null=True),
    )
    record(
        "goals",
        words("code"),
        words("title"),
        words("review", index=True),
        refers("department", "partners", null=True),
        words("department_stated", null=True),
    )
    record(
        "measures",
        words("code"),
        words("title"),
        words("from", null=True),
        words("until", null=True),
    )
    record(
        "measure_goals",
        refers("measure", "measures"),
        refers("goal", "goals"),
    )
    record(
        "assigned_targets",
        refers("goal", "goals"),
        refers("partner", "partners"),
        refers("measure", "measures", null=True),
        words("title"),
        words("from", null=True),
        words("until", null=True),
    )
