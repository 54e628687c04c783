"""``acts.csv``: the acts that no row of a package says word for word, with their salts.

These are what mended or changed records, and what changed records said at first. With them whoever
has the package can replay its changed rows, and hold them to the leaves of the ledger.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, literal, null, select

from opendata import Content
from opendata.batching import BATCH, BATCH_VALUES, split_batches
from registry.acts import ACT_NAMED, MENDING
from registry.models import HISTORY, TABLES, Entry

ACTS_HEADER = ("number", "salt", "payload")


def list_replayed_entries(connection: Connection, content: Content) -> list[int]:
    """List the entries to replay that no row says word for word; some of them were redacted.

    A smaller dataset has only the acts of its own records and what mended these: a redaction of
    their words then withdraws it, as it does for its rows.
    """
    mending = dict(_list_mending(connection, content))
    redacted = {redacts for redacts in mending.values() if redacts is not None}
    numbers = {*mending, *redacted}
    for kind in TABLES:
        if kind not in MENDING:
            numbers.update(_list_versions(connection, content, kind))
    return sorted(_list_unsaid(connection, content, numbers, redacted))


def list_acts(connection: Connection, numbers: Iterable[int]) -> Iterator[tuple[bytes, int]]:
    """Yield the lines of ``acts.csv`` for those of some entries that have their words, in order."""
    entry = Entry.__table__.c
    columns = [entry[name] for name in ACTS_HEADER]
    wanted = (entry.number.in_(BATCH_VALUES), entry.payload.is_not(None))
    statement = select(*columns).where(*wanted).order_by(entry.number)
    yield _make_line(ACTS_HEADER), 0
    for some in split_batches(sorted(numbers)):
        for row in connection.execute(statement, {BATCH: some}):
            yield _make_line(row), 1


def _list_versions(connection: Connection, content: Content, kind: str) -> Iterator[int]:
    """Yield the entries that made the versions of records of a kind which have several."""
    table, history = TABLES[kind].c, HISTORY[kind].c
    several = exists().where(history.reference == table.reference)
    for versions, which in ((history, None), (table, several)):
        statement = select(versions.entry)
        if which is not None:
            statement = statement.where(which)
        if content.closure is None:
            yield from connection.execute(statement).scalars()
            continue
        statement = statement.where(versions.reference.in_(BATCH_VALUES))
        for some in split_batches(content.closure.list_references(kind)):
            yield from connection.execute(statement, {BATCH: some}).scalars()


def _list_mending(connection: Connection, content: Content) -> Iterator[tuple[int, int | None]]:
    """Yield the entries that mended records of a package, or what mended them.

    With each comes the entry that it redacts; None for a correction.
    """
    held = (
        {kind: set(rows) for kind, rows in content.closure.records.items()}
        if (content.closure)
        else None
    )
    correction, redaction = TABLES["corrections"].c, TABLES["redactions"].c
    mended: tuple[tuple[str, Any, ColumnElement[Any]], ...] = (
        ("corrections", correction, null()),
        ("redactions", redaction, redaction.redacts),
    )
    found: list[Any] = []
    for own, table, what in mended:
        columns = (table.entry, literal(own), table.reference, table.kind, table.record, what)
        found += connection.execute(select(*columns)).all()
    # What mends a mending act comes after it.
    for number, own, reference, kind, record, redacts in sorted(found, key=itemgetter(0)):
        if held is None or record in held.get(kind, ()):
            if held is not None:
                held.setdefault(own, set()).add(reference)
            yield number, redacts


def _list_unsaid(
    connection: Connection, content: Content, numbers: Iterable[int], redacted: Collection[int]
) -> Iterator[int]:
    """Yield those of some entries that a package is about and that no row says word for word."""
    entry = Entry.__table__.c
    columns = (entry.number, entry.act, entry.payload)
    statement = select(*columns).where(entry.number.in_(BATCH_VALUES))
    for some in split_batches(sorted(numbers)):
        by_kind: dict[str, list[int]] = defaultdict(list)
        for number, act, payload in connection.execute(statement, {BATCH: some}):
            kind = ACT_NAMED[act].KIND
            if (payload is None and number in redacted) or kind in MENDING:
                yield number
            elif payload is not None and _is_held(content, kind, payload):
                by_kind[kind].append(number)
        for kind, wanted in by_kind.items():
            yield from set(wanted) - _find_said(connection, kind, wanted)


def _is_held(content: Content, kind: str, payload: str) -> bool:
    """Return whether a package has the record that an act made: its versions may be of others."""
    if content.closure is None:
        return True
    return json.loads(payload)["reference"] in content.closure.records.get(kind, ())


def _find_said(connection: Connection, kind: str, numbers: list[int]) -> set[int]:
    """Return those entries of a kind that its row says word for word: it has never changed."""
    table, history = TABLES[kind].c, HISTORY[kind].c
    unchanged = ~exists().where(history.reference == table.reference)
    statement = select(table.entry).where(table.entry.in_(BATCH_VALUES), unchanged)
    return set(connection.execute(statement, {BATCH: numbers}).scalars())


def _make_line(cells: Iterable[object]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode()
