"""Writing changes into the read model, many rows a statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, insert, select, update

from registry.models import HISTORY, REDACTED_FINGERPRINT, TABLES, IdempotencyKey
from registry.projection.changes import Added, Blanked, Change, Replaced
from registry.projection.rows import Row
from registry.projection.search_index import make_search_text, write_search_text, write_search_texts
from registry.rules.corrections import REDACTED


def apply(connection: Connection, changes: Iterable[Change]) -> None:
    """Write changes in their order; consecutive new rows share a statement per table."""
    pending: dict[str, list[Row]] = defaultdict(list)
    for change in changes:
        if isinstance(change, Added):
            pending[change.kind].append(change.row)
            continue
        _insert_rows(connection, pending)
        if isinstance(change, Replaced):
            _replace_row(connection, change)
        else:
            _blank_words(connection, change)
    _insert_rows(connection, pending)


def _insert_rows(connection: Connection, pending: dict[str, list[Row]]) -> None:
    texts: list[dict[str, Any]] = []
    for kind in TABLES:
        rows = pending.pop(kind, None)
        if rows:
            connection.execute(insert(TABLES[kind]), rows)
            texts.extend(filter(None, (make_search_text(kind, row) for row in rows)))
    write_search_texts(connection, texts)


def _replace_row(connection: Connection, change: Replaced) -> None:
    table = TABLES[change.kind]
    gone = {**change.old, "until_entry": change.new["entry"]}
    # Two acts of one entry may mend a row twice: the version in between was never current.
    if change.old["entry"] != change.new["entry"]:
        connection.execute(insert(HISTORY[change.kind]), [gone])
    connection.execute(
        update(table).where(table.c.reference == change.old["reference"]).values(change.new)
    )
    write_search_text(connection, change.kind, change.new)


def _blank_words(connection: Connection, change: Blanked) -> None:
    """Redact the version that an entry made, and later ones that only carried its words."""
    versions = _read_versions(connection, change)
    _forget_fingerprints(connection, [change.redacts, *(row["entry"] for _, row in versions)])
    # An earlier revision's change makes no version: its words never stood in the record.
    if not versions or versions[0][1]["entry"] != change.redacts:
        return
    for field in change.fields:
        carried, said = versions[0][1][field], _entries_that_repeat(connection, change, field)
        for _, row in versions:
            if row[field] != carried or row["entry"] in said:
                break
            row[field] = REDACTED
    for place, row in versions:
        connection.execute(
            update(place)
            .where(place.c.reference == change.reference, place.c.entry == row["entry"])
            .values({field: row[field] for field in change.fields})
        )
    write_search_text(connection, change.kind, versions[-1][1])


def _forget_fingerprints(connection: Connection, entries: Sequence[int]) -> None:
    """Forget what acts said whose keys stand for entries that may carry the words."""
    connection.execute(
        update(IdempotencyKey)
        .where(IdempotencyKey.entry.in_(entries))
        .values(fingerprint=REDACTED_FINGERPRINT)
    )


def _read_versions(connection: Connection, change: Blanked) -> list[tuple[Any, Row]]:
    """Return the versions of a record since the redacted entry, the current one last."""
    versions: list[tuple[Any, Row]] = []
    for place in (HISTORY[change.kind], TABLES[change.kind]):
        columns = [column for column in place.c if column.name != "until_entry"]
        found = connection.execute(
            select(*columns)
            .where(place.c.reference == change.reference, place.c.entry >= change.redacts)
            .order_by(place.c.entry)
        )
        versions.extend((place, dict(row)) for row in found.mappings())
    return versions


def _entries_that_repeat(connection: Connection, change: Blanked, field: str) -> set[int]:
    """Return later entries that state the same words: only changes of a target may."""
    if change.kind != "targets":
        return set()
    said: set[int] = set()
    for place in (HISTORY["target_changes"], TABLES["target_changes"]):
        found = connection.execute(
            select(place.c.entry).where(
                place.c.target == change.reference,
                place.c.field == field,
                place.c.entry > change.redacts,
            )
        )
        said.update(found.scalars())
    return said
