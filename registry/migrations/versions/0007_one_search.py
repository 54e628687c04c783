"""Records are found by the stems of their words, which both databases compare alike.

Until now each database made words, stems and stop words of titles and bodies in its own way.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from registry.migrations.create_tables import (
    create_table,
    integer_column,
    text_column,
)
from registry.migrations.stems_0007 import stemmed

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_BATCH = 1_000
_COLUMNS = "number id kind reference title body"


def upgrade() -> None:
    """Write the texts anew with their stems, and index nothing but those."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    # The old index, its column and its triggers go with their tables.
    if sqlite:
        op.execute(sa.text("DROP TABLE search_index"))
    op.execute(sa.text("CREATE TEMPORARY TABLE texts AS SELECT * FROM search_texts"))
    op.drop_table("search_texts")
    create_table(
        "search_texts",
        [
            integer_column("number"),
            text_column("id", index=True),
            text_column("kind"),
            text_column("reference"),
            text_column("title"),
            text_column("body"),
            text_column("words"),
        ],
        sa.PrimaryKeyConstraint("number", name="pk_search_texts"),
    )
    _fill()
    op.execute(sa.text("DROP TABLE texts"))
    if sqlite:
        _index_in_sqlite()
    else:
        _index_in_postgresql()


def _fill() -> None:
    connection = op.get_bind()
    columns: list[sa.ColumnClause[Any]] = [sa.column(name) for name in _COLUMNS.split()]
    before = sa.select(*columns).select_from(sa.table("texts")).order_by("number")
    read = connection.execute(before.execution_options(stream_results=True))
    texts = sa.table("search_texts", *columns, sa.column("words"))
    for rows in read.mappings().partitions(_BATCH):
        found_by = [{**row, "words": stemmed(f"{row['title']} {row['body']}")} for row in rows]
        connection.execute(sa.insert(texts), found_by)


def _index_in_sqlite() -> None:
    """FTS5 over the stems: ASCII's tokenizer divides them at the gaps and changes none.

    Which records hold a stem is all that is asked: neither where (``detail``) nor how long a
    text is (``columnsize``).
    """
    op.execute(
        sa.text(
            "CREATE VIRTUAL TABLE search_index USING fts5(words, content='search_texts', "
            "content_rowid='number', tokenize='ascii', detail='none', columnsize=0)"
        )
    )
    op.execute(sa.text("INSERT INTO search_index(search_index) VALUES ('rebuild')"))
    new = "INSERT INTO search_index(rowid, words) VALUES (new.number, new.words);"
    old = (
        "INSERT INTO search_index(search_index, rowid, words) "
        "VALUES ('delete', old.number, old.words);"
    )
    for name, event, body in (("learns", "INSERT", new), ("follows", "UPDATE", f"{old} {new}")):
        op.execute(
            sa.text(f"CREATE TRIGGER search_{name} AFTER {event} ON search_texts BEGIN {body} END")
        )


def _index_in_postgresql() -> None:
    op.execute(
        sa.text(
            "CREATE INDEX ix_search_texts_words ON search_texts "
            "USING gin (string_to_array(words, ' '))"
        )
    )
