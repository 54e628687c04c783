"""The record, its history and its ledger."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from registry.models.triggers import function, triggers

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STANDINGS = "VERBATIM RESTATED FICTIONAL SYNTHETIC"


def upgrade() -> None:
    """Create everything; the meaning of each column stands in ``registry.models``."""
    _records()
    _ledger()
    sqlite = op.get_bind().dialect.name == "sqlite"
    if sqlite:
        _search_in_sqlite()
    else:
        _search_in_postgresql()
        op.execute(sa.text(function()))
    for trigger in triggers("sqlite" if sqlite else "postgresql").values():
        op.execute(sa.text(trigger))


def _text() -> sa.types.TypeEngine[str]:
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _integer() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _words(name: str, *, null: bool = False, index: bool = False) -> sa.Column[str]:
    return sa.Column(name, _text(), nullable=null, info={"index": index})


def _whole(name: str, *, null: bool = False, index: bool = False) -> sa.Column[int]:
    return sa.Column(name, _integer(), nullable=null, info={"index": index})


def _flag(name: str, *, null: bool = False) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=null)


def _refers(name: str, table: str, *, null: bool = False, index: bool = True) -> sa.Column[str]:
    return sa.Column(name, _text(), nullable=null, info={"index": index, "refers": table})


def _code(name: str, codes: str) -> sa.Column[str]:
    return sa.Column(name, _text(), nullable=False, info={"codes": codes.split()})


def _record(name: str, *own: sa.Column[Any], source: bool = True) -> None:
    """A table of records with what all of them carry, and the table of its replaced versions."""
    columns = [
        _words("reference"),
        *own,
        *([_refers("source", "sources", index=False)] if source else []),
        _code("standing", STANDINGS),
        _words("locator", null=True),
        _words("id"),
        _whole("entry", index=True),
        _words("recorded_at"),
    ]
    versions = [sa.Column(c.name, c.type, nullable=c.nullable) for c in columns]
    _table(name, columns, sa.PrimaryKeyConstraint("reference", name=f"pk_{name}"))
    _table(
        f"{name}_history",
        [*versions, _whole("until_entry")],
        sa.PrimaryKeyConstraint("reference", "entry", name=f"pk_{name}_history"),
    )


def _table(name: str, columns: list[sa.Column[Any]], *constraints: sa.Constraint) -> None:
    ties: list[sa.Constraint] = []
    for column in columns:
        if table := column.info.get("refers"):
            ties.append(
                sa.ForeignKeyConstraint(
                    [column.name], [f"{table}.reference"], name=f"fk_{name}_{column.name}"
                )
            )
        if codes := column.info.get("codes"):
            listed = ", ".join(f"'{code}'" for code in codes)
            ties.append(
                sa.CheckConstraint(
                    f'"{column.name}" IN ({listed})', name=f"ck_{name}_{column.name}_is_known"
                )
            )
    op.create_table(name, *columns, *constraints, *ties, sqlite_strict=True)
    for column in columns:
        if column.info.get("index"):
            op.create_index(f"ix_{name}_{column.name}", name, [column.name])


def _ledger() -> None:
    _table(
        "entries",
        [
            _whole("number"),
            _words("recorded_at", index=True),
            _words("actor", null=True),
            _words("act"),
            _words("about_kind"),
            _words("about"),
            _words("payload", null=True),
            _words("salt", null=True),
            _words("digest"),
            _words("hash"),
            _words("key"),
            _whole("redacted_by", null=True),
        ],
        sa.PrimaryKeyConstraint("number", name="pk_entries"),
        sa.UniqueConstraint("key", name="uq_entries_key"),
    )
    op.create_index("ix_entries_about_kind_about", "entries", ["about_kind", "about"])
    _table(
        "nodes",
        [_whole("level"), _whole("index"), _words("hash")],
        sa.PrimaryKeyConstraint("level", "index", name="pk_nodes"),
    )
    _table(
        "head",
        [_whole("id"), _whole("number"), _words("recorded_at")],
        sa.PrimaryKeyConstraint("id", name="pk_head"),
    )
    op.execute(sa.text("INSERT INTO head (id, number, recorded_at) VALUES (1, 0, '')"))


def _search_texts() -> None:
    _table(
        "search_texts",
        [
            _whole("number"),
            _words("id", index=True),
            _words("kind"),
            _words("reference"),
            _words("title"),
            _words("body"),
        ],
        sa.PrimaryKeyConstraint("number", name="pk_search_texts"),
    )


def _search_in_sqlite() -> None:
    _search_texts()
    op.execute(
        sa.text(
            "CREATE VIRTUAL TABLE search_index USING fts5(title, body, content='search_texts', "
            "content_rowid='number', tokenize='porter unicode61 remove_diacritics 2')"
        )
    )
    new = "INSERT INTO search_index(rowid, title, body) VALUES (new.number, new.title, new.body);"
    old = (
        "INSERT INTO search_index(search_index, rowid, title, body) "
        "VALUES ('delete', old.number, old.title, old.body);"
    )
    for name, event, body in (("learns", "INSERT", new), ("follows", "UPDATE", f"{old} {new}")):
        op.execute(
            sa.text(f"CREATE TRIGGER search_{name} AFTER {event} ON search_texts BEGIN {body} END")
        )


def _search_in_postgresql() -> None:
    _search_texts()
    op.execute(
        sa.text(
            "ALTER TABLE search_texts ADD COLUMN vector tsvector GENERATED ALWAYS AS "
            "(setweight(to_tsvector('english', title), 'A') || "
            "setweight(to_tsvector('english', body), 'B')) STORED"
        )
    )
    op.execute(sa.text("CREATE INDEX ix_search_texts_vector ON search_texts USING gin (vector)"))


def _records() -> None:
    """Every kind of record, in the order in which one may refer to another."""
    _record(
        "sources",
        _words("title"),
        _words("publisher", null=True),
        _words("published_on", null=True),
        _words("url", null=True),
        source=False,
    )
    _record(
        "regions",
        _words("name"),
        _words("code", null=True),
    )
    _record(
        "areas",
        _words("name"),
        _code(
            "kind",
            "COUNTY UNITARY METROPOLITAN_DISTRICT LONDON_BOROUGH DISTRICT NEIGHBOURHOOD WARD OTHER",
        ),
        _refers("region", "regions"),
        _refers("within", "areas", null=True),
        _words("from", null=True),
        _words("until", null=True),
    )
    _record(
        "area_codes",
        _refers("area", "areas"),
        _words("scheme"),
        _words("value", index=True),
        _words("from", null=True),
        _words("until", null=True),
    )
    _record(
        "area_successions",
        _refers("area", "areas"),
        _refers("by", "areas"),
        _words("on"),
        _words("instrument", null=True),
    )
    _record(
        "partners",
        _words("name"),
        _code(
            "kind",
            "COUNCIL DEPARTMENT TREASURY GOVERNMENT_OFFICE INSPECTORATE AGENCY POLICE "
            "FIRE_AND_RESCUE PROBATION HEALTH JOBCENTRE_PLUS LEARNING_AND_SKILLS_COUNCIL "
            "REGIONAL_DEVELOPMENT_AGENCY PARTNERSHIP VOLUNTARY_SECTOR BUSINESS "
            "COUNCIL_ASSOCIATION OTHER",
        ),
        _refers("parent", "partners", null=True),
        _refers("area", "areas", null=True),
        _words("from", null=True),
        _words("until", null=True),
    )
    _record(
        "partner_identifiers",
        _refers("partner", "partners"),
        _words("scheme"),
        _words("value", index=True),
        _words("from", null=True),
        _words("until", null=True),
    )
    _record(
        "partner_successions",
        _refers("partner", "partners"),
        _refers("by", "partners"),
        _words("on"),
        _words("instrument", null=True),
    )
    _record(
        "goals",
        _words("code"),
        _words("title"),
        _words("review", index=True),
        _refers("department", "partners", null=True),
        _words("department_stated", null=True),
    )
    _record(
        "measures",
        _words("code"),
        _words("title"),
        _words("from", null=True),
        _words("until", null=True),
    )
    _record(
        "measure_goals",
        _refers("measure", "measures"),
        _refers("goal", "goals"),
    )
    _record(
        "assigned_targets",
        _refers("goal", "goals"),
        _refers("partner", "partners"),
        _refers("measure", "measures", null=True),
        _words("title"),
        _words("from", null=True),
        _words("until", null=True),
    )
    _record(
        "agreements",
        _words("title"),
        _refers("area", "areas"),
        _words("round", null=True),
        _code("stage", "DRAFTING NEGOTIATING AGREED ENDED UNSTATED"),
        _flag("single_pot", null=True),
        _refers("broker", "partners", null=True),
        _refers("accountable_body", "partners", null=True),
        _words("from", null=True),
        _words("until", null=True),
    )
    _record(
        "agreement_blocks",
        _refers("agreement", "agreements"),
        _words("title"),
    )
    _record(
        "agreement_signatures",
        _refers("agreement", "agreements"),
        _refers("partner", "partners"),
        _words("role", null=True),
        _words("signed_on", null=True),
    )
    _record(
        "revisions",
        _refers("agreement", "agreements"),
        _words("title"),
        _words("on"),
    )
    _record(
        "revision_consents",
        _refers("revision", "revisions"),
        _refers("partner", "partners"),
        _words("on", null=True),
    )
    _record(
        "targets",
        _words("title"),
        _refers("agreement", "agreements"),
        _words("block", null=True),
        _refers("measure", "measures", null=True),
        _code("polarity", "HIGHER_IS_BETTER LOWER_IS_BETTER UNSTATED"),
        _refers("area", "areas", null=True),
        _words("spatial_level", null=True),
        _words("unit", null=True),
        _words("baseline_stated", null=True),
        _words("baseline_number", null=True),
        _words("baseline_unit", null=True),
        _words("baseline_period", null=True),
        _words("baseline_why", null=True),
        _words("target_stated", null=True),
        _words("from", null=True),
        _words("until", null=True),
    )
    _record(
        "target_designations",
        _refers("target", "targets"),
        _code("designation", "DESIGNATED LOCAL STATUTORY_EDUCATION UNSTATED"),
        _refers("revision", "revisions", null=True),
        _words("from", null=True),
        _words("until", null=True),
    )
    _record(
        "derivations",
        _refers("target", "targets"),
        _refers("goal", "goals"),
        _code("how", "ADOPTED ADAPTED COMBINED NEW"),
        _words("why", null=True),
    )
    _record(
        "scraps",
        _refers("derivation", "derivations"),
        _refers("target", "targets"),
        _refers("measure", "measures"),
    )
    _record(
        "milestones",
        _refers("target", "targets"),
        _words("period"),
        _words("aim_stated", null=True),
        _words("aim_number", null=True),
        _words("aim_unit", null=True),
        _words("aim_why", null=True),
    )
    _record(
        "measurements",
        _refers("target", "targets"),
        _words("period"),
        _words("value_stated", null=True),
        _words("value_number", null=True),
        _words("value_unit", null=True),
        _words("value_why", null=True),
        _words("reported_on", null=True),
        _refers("reported_by", "partners", null=True),
        _refers("revises", "measurements", null=True),
    )
    _record(
        "accountability",
        _refers("target", "targets"),
        _code("role", "LEAD ACCOUNTABLE"),
        _refers("partner", "partners", null=True),
        _code("state", "SINGLE JOINT UNRESOLVED MISSING"),
        _words("stated", null=True),
        _words("from", null=True),
        _words("until", null=True),
    )
    _record(
        "target_changes",
        _refers("target", "targets"),
        _refers("revision", "revisions"),
        _words("field"),
        _words("was", null=True),
        _words("value"),
    )
    _record(
        "protocols",
        _words("title"),
        _refers("agreement", "agreements"),
        _refers("target", "targets", null=True),
        _whole("version"),
        _refers("supersedes", "protocols", null=True),
        _words("complaints", null=True),
        _words("council_role", null=True),
        _words("audit", null=True),
        _words("conflicts", null=True),
        _words("from", null=True),
        _words("until", null=True),
    )
    _record(
        "clauses",
        _refers("protocol", "protocols"),
        _words("number"),
        _code("kind", "ACCOUNTABILITY RESPONSIBILITY PROBITY"),
        _words("text"),
    )
    _record(
        "protocol_signatures",
        _refers("protocol", "protocols"),
        _refers("partner", "partners"),
        _words("role", null=True),
        _words("signed_on", null=True),
    )
    _record(
        "answer_steps",
        _refers("protocol", "protocols"),
        _whole("order"),
        _refers("partner", "partners", null=True),
        _code("duty", "DELIVERS REPORTS_TO SCRUTINISES AUDITS INSPECTS DECIDES"),
        _whole("within_days", null=True),
        _refers("clause", "clauses", null=True),
    )
    _record(
        "streams",
        _words("title"),
        _refers("department", "partners", null=True),
    )
    _record(
        "grants",
        _refers("stream", "streams"),
        _refers("area", "areas"),
        _words("financial_year"),
        _whole("amount", null=True),
        _words("stated", null=True),
        _code("through", "WHOLE PART WHOLE_OR_PART NONE UNSTATED"),
        _whole("through_amount", null=True),
        _words("through_stated", null=True),
    )
    _record(
        "pools",
        _words("title"),
        _refers("agreement", "agreements"),
        _words("financial_year"),
        _refers("accountable_body", "partners", null=True),
    )
    _record(
        "contributions",
        _refers("pool", "pools"),
        _refers("partner", "partners"),
        _refers("stream", "streams"),
        _whole("amount"),
        _words("stated", null=True),
        _code("terms", "POOLED ALIGNED RING_FENCED"),
        _code("extent", "WHOLE PART WHOLE_OR_PART NONE UNSTATED"),
    )
    _record(
        "allocations",
        _refers("pool", "pools"),
        _refers("target", "targets"),
        _whole("amount"),
        _words("stated", null=True),
        _flag("as_stated"),
    )
    _record(
        "outturns",
        _refers("pool", "pools"),
        _refers("target", "targets", null=True),
        _whole("amount"),
        _words("stated", null=True),
        _words("reported_on", null=True),
    )
    _record(
        "totals",
        _code("of", "GRANTS CONTRIBUTIONS ALLOCATIONS"),
        _refers("pool", "pools", null=True),
        _refers("area", "areas", null=True),
        _words("financial_year", null=True),
        _whole("amount"),
        _words("stated", null=True),
    )
    _record(
        "reward_rules",
        _refers("agreement", "agreements"),
        _words("percent_of_net_budget", null=True),
        _whole("net_budget", null=True),
        _whole("potential", null=True),
        _whole("pump_priming", null=True),
        _words("floor_percent", null=True),
        _words("cap_percent", null=True),
        _words("stated", null=True),
    )
    _record(
        "negotiations",
        _words("title"),
        _refers("agreement", "agreements", null=True),
        _refers("revision", "revisions", null=True),
        _refers("broker", "partners", null=True),
        _words("from", null=True),
        _words("until", null=True),
    )
    _record(
        "rounds",
        _refers("negotiation", "negotiations"),
        _whole("number"),
        _words("title"),
        _words("from", null=True),
        _words("until", null=True),
        _words("stated", null=True),
    )
    _record(
        "deadlines",
        _refers("negotiation", "negotiations"),
        _refers("round", "rounds", null=True),
        _words("title"),
        _words("on", null=True),
        _words("stated", null=True),
    )
    _record(
        "constraints",
        _refers("negotiation", "negotiations"),
        _refers("by", "partners"),
        _words("text"),
        _words("published_on", null=True),
    )
    _record(
        "proposals",
        _refers("negotiation", "negotiations"),
        _refers("by", "partners"),
        _words("at", null=True),
        _words("at_stated", null=True),
        _words("title"),
        _words("text"),
        _code("subject", "TARGET FREEDOM POOL REWARD OTHER"),
        _words("theme", null=True),
        _refers("target", "targets", null=True),
        _refers("pool", "pools", null=True),
        _refers("supersedes", "proposals", null=True),
    )
    _record(
        "proposal_partners",
        _refers("proposal", "proposals"),
        _refers("partner", "partners"),
    )
    _record(
        "requests",
        _refers("proposal", "proposals"),
        _whole("number"),
        _words("text"),
        _whole("amount", null=True),
        _words("stated", null=True),
    )
    _record(
        "responses",
        _refers("proposal", "proposals"),
        _refers("request", "requests", null=True),
        _refers("by", "partners"),
        _words("at", null=True),
        _words("at_stated", null=True),
        _code(
            "outcome",
            "AGREED PARTLY_AGREED REJECTED COUNTER_PROPOSED DEFERRED UNDER_CONSIDERATION "
            "TO_BE_CONSULTED_ON ALREADY_POSSIBLE WITHDRAWN NO_VERDICT",
        ),
        _words("stated"),
        _words("reasons", null=True),
    )
    _record(
        "advice",
        _refers("negotiation", "negotiations"),
        _refers("by", "partners"),
        _words("at", null=True),
        _words("published_on"),
        _code("recommends", "APPROVE MODIFY REJECT"),
        _words("text"),
    )
    _record(
        "decisions",
        _refers("negotiation", "negotiations"),
        _refers("by", "partners"),
        _words("at", null=True),
        _flag("approves"),
        _flag("departs_from_advice"),
        _refers("advice", "advice", null=True),
        _words("reasons"),
        _flag("as_stated"),
    )
    _record(
        "citations",
        _refers("decision", "decisions"),
        _refers("advice", "advice"),
    )
    _record(
        "corrections",
        _words("kind"),
        _words("record", index=True),
        _words("field"),
        _words("value", null=True),
        _whole("corrects"),
        _words("reason"),
    )
    _record(
        "redactions",
        _whole("redacts"),
        _words("kind"),
        _words("record", index=True),
        _words("fields"),
        _words("remains"),
        _words("reason"),
    )
