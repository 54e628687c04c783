"""The ledger, its tree, and the words by which records are found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from registry.migrations.create_tables import (
    create_table,
    integer_column,
    text_column,
)
from registry.migrations.triggers import (
    create_function,
    create_immutability_trigger,
    create_triggers,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the ledger and the search; the meaning of each column stands in the models."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    create_function()
    _ledger()
    create_triggers("entries")
    create_immutability_trigger(
        "entries", "number recorded_at actor act about_kind about digest hash key"
    )
    create_triggers("nodes")
    create_immutability_trigger("nodes")
    if sqlite:
        _search_in_sqlite()
    else:
        _search_in_postgresql()


def _ledger() -> None:
    create_table(
        "entries",
        [
            integer_column("number"),
            text_column("recorded_at", index=True),
            text_column("actor", null=True),
            text_column("act"),
            text_column("about_kind"),
            text_column("about"),
            text_column("payload", null=True),
            text_column("salt", null=True),
            text_column("digest"),
            text_column("hash"),
            text_column("key"),
            integer_column("redacted_by", null=True),
        ],
        sa.PrimaryKeyConstraint("number", name="pk_entries"),
        sa.UniqueConstraint("key", name="uq_entries_key"),
    )
    op.create_index("ix_entries_about_kind_about", "entries", ["about_kind", "about"])
    create_table(
        "nodes",
        [integer_column("level"), integer_column("index"), text_column("hash")],
        sa.PrimaryKeyConstraint("level", "index", name="pk_nodes"),
    )
    create_table(
        "head",
        [integer_column("id"), integer_column("number"), text_column("recorded_at")],
        sa.PrimaryKeyConstraint("id", name="pk_head"),
    )
    op.execute(sa.text("INSERT INTO head (id, number, recorded_at) VALUES (1, 0, '')"))


def _search_texts() -> None:
    create_table(
        "search_texts",
        [
            integer_column("number"),
            text_column("id", index=True),
            text_column("kind"),
            text_column("reference"),
            text_column("title"),
            text_column("body"),
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
