"""The words by which a record is found, kept beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, insert, update

from registry.models import TYPES, SearchText
from registry.projection.rows import Row
from registry.vocabulary import find_words_beside_place, join_stems

_SEARCHED = {kind: model.SEARCHED for kind, model in TYPES.items() if model.SEARCHED}


def make_search_text(kind: str, row: Row) -> dict[str, Any] | None:
    """Return the words of a record, or None where its kind is not searched."""
    columns = _SEARCHED.get(kind)
    if columns is None:
        return None
    title, *rest = (row[column] or "" for column in columns)
    # Words that no field takes are found too; the place that they stand at is not looked for.
    beside = find_words_beside_place(row["locator"])
    body = "\n".join(filter(None, [*rest, beside, row["reference"]]))
    return {
        "number": row["entry"],
        "id": row["id"],
        "kind": kind,
        "reference": row["reference"],
        "title": title,
        "body": body,
        "words": join_stems(f"{title} {body}"),
    }


def write_search_texts(connection: Connection, texts: Sequence[dict[str, Any]]) -> None:
    """Add the words of new records."""
    if texts:
        connection.execute(insert(SearchText), texts)


def write_search_text(connection: Connection, kind: str, row: Row) -> None:
    """Update the words of a record to those of its current version."""
    text = make_search_text(kind, row)
    if text is not None:
        said = {name: text[name] for name in ("title", "body", "words")}
        connection.execute(update(SearchText).where(SearchText.id == text["id"]).values(said))


def forget_old_words(connection: Connection) -> None:
    """Merge SQLite's index into one segment: older segments hold deleted words until then."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO search_index(search_index) VALUES ('optimize')")
