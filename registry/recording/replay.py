"""Replaying a ledger into an empty registry: the same acts give the same tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert, select, update

from registry.acts import ACT_NAMED, Act
from registry.database import ReadSession, WriteSession
from registry.errors import Damaged, InvalidInput
from registry.ledger import Edge, position, read_entries
from registry.models import Entry, Head, Node, Redaction
from registry.projection import Change, apply, changes_of
from registry.recording.facts import Facts
from registry.recording.guards import lookups_of

BATCH = 1_000


def replay(
    source: ReadSession,
    into: WriteSession,
    *,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Copy the ledger of ``source`` entry by entry and project it anew; returns how many entries.

    ``progress`` is told how many entries were replayed since it was told last.

    Raises:
        Damaged: an entry cannot be read, or ``into`` is not empty.
    """
    if position(into.connection).number:
        raise Damaged("head", "the registry to replay into is not empty")
    remains = _remains(source.connection)
    edge = Edge(0)
    entries = read_entries(source.connection)
    while batch := list(islice(entries, BATCH)):
        _copy(into.connection, batch, edge)
        _project(into.connection, batch, remains)
        progress(len(batch))
    return edge.size


def _remains(connection: Connection) -> dict[int, str]:
    """What redactions left of the entries that they redacted, the latest last."""
    rows = connection.execute(
        select(Redaction.redacts, Redaction.remains).order_by(Redaction.entry)
    )
    return {row.redacts: row.remains for row in rows}


def _copy(connection: Connection, batch: Sequence[Any], edge: Edge) -> None:
    nodes = [
        {"level": level, "index": index, "hash": made.hex()}
        for entry in batch
        for (level, index), made in edge.append(bytes.fromhex(entry.hash))
    ]
    connection.execute(insert(Entry), [dict(entry._mapping) for entry in batch])
    if nodes:
        connection.execute(insert(Node), nodes)
    last = batch[-1]
    connection.execute(update(Head).values(number=last.number, recorded_at=last.recorded_at))


def _project(connection: Connection, batch: Sequence[Any], remains: dict[int, str]) -> None:
    facts = Facts(connection)
    acts = [(entry, _act(entry, remains)) for entry in batch]
    facts.prefetch(lookup for _, act in acts for lookup in lookups_of(act))
    apply(connection, _changes(acts, facts))


def _changes(acts: Sequence[tuple[Any, Act]], facts: Facts) -> Iterator[Change]:
    for entry, act in acts:
        changes = changes_of(act, facts, entry.number, entry.recorded_at)
        facts.follow(changes)
        yield from changes


def _act(entry: Any, remains: dict[int, str]) -> Act:
    payload = entry.payload if entry.payload is not None else remains.get(entry.number)
    try:
        return ACT_NAMED[entry.act].read(json.loads(payload or "null") or {})
    except (KeyError, ValueError, InvalidInput) as error:
        raise Damaged(f"entry {entry.number}", "its act cannot be read again") from error
