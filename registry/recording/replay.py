"""Replaying a ledger into an empty registry: the same acts give the same tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, takewhile
from typing import Any

from sqlalchemy import Connection, insert, select, update

from registry.acts import ACT_NAMED, Act
from registry.database import ReadSession, WriteSession
from registry.errors import Damaged, InvalidInput
from registry.ledger import TreeEdge, blank_entry, read_entries, read_position, read_tree_edge
from registry.models import Entry, Head, Node, Redaction
from registry.projection import Change, apply, changes_of
from registry.recording.checks import list_lookups
from registry.recording.facts import Facts

BATCH = 1_000


def replay(
    source: ReadSession,
    into: WriteSession,
    *,
    until: int | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> int:
    """Copy the ledger of ``source`` entry by entry and project it anew; returns how many entries.

    With ``until`` it ends after that entry, and whatever was replayed so far can be replayed on.
    Words that a later entry took off stay off: nobody has them any more. ``progress`` is told how
    many entries were replayed since it was told last.

    Raises:
        Damaged: an entry cannot be read, or ``into`` is not empty.
    """
    start = read_position(into.connection).number
    if start and until is None:
        raise Damaged("head", "the registry to replay into is not empty")
    remains, redacted_by = _read_redactions(source.connection, until)
    edge = read_tree_edge(into.connection, start)
    entries = read_entries(source.connection, after=start)
    if until is not None:
        entries = takewhile(lambda entry: entry.number <= until, entries)
    while batch := list(islice(entries, BATCH)):
        _copy_entries(into.connection, batch, edge, redacted_by)
        _project_entries(into.connection, batch, remains)
        progress(len(batch))
    for number, by in redacted_by.items():
        if number <= start < by:
            blank_entry(into.connection, number, by)
    return edge.size


def _read_redactions(
    connection: Connection, until: int | None
) -> tuple[dict[int, str], dict[int, int]]:
    """Read what redactions left of entries, the latest last, and which one redacted each."""
    rows = connection.execute(
        select(Redaction.redacts, Redaction.remains, Redaction.entry).order_by(Redaction.entry)
    ).all()
    by = {row.redacts: row.entry for row in rows if until is None or row.entry <= until}
    return {row.redacts: row.remains for row in rows}, by


def _copy_entries(
    connection: Connection, batch: Sequence[Any], edge: TreeEdge, redacted_by: dict[int, int]
) -> None:
    nodes = [
        {"level": level, "index": index, "hash": made.hex()}
        for entry in batch
        for (level, index), made in edge.append(bytes.fromhex(entry.hash))
    ]
    copies = [{**entry._mapping, "redacted_by": redacted_by.get(entry.number)} for entry in batch]
    connection.execute(insert(Entry), copies)
    if nodes:
        connection.execute(insert(Node), nodes)
    last = batch[-1]
    connection.execute(update(Head).values(number=last.number, recorded_at=last.recorded_at))


def _project_entries(connection: Connection, batch: Sequence[Any], remains: dict[int, str]) -> None:
    facts = Facts(connection)
    acts = [(entry, _read_act(entry, remains)) for entry in batch]
    facts.prefetch(lookup for _, act in acts for lookup in list_lookups(act))
    apply(connection, _list_changes(acts, facts))


def _list_changes(acts: Sequence[tuple[Any, Act]], facts: Facts) -> Iterator[Change]:
    for entry, act in acts:
        changes = changes_of(act, facts, entry.number, entry.recorded_at)
        facts.follow(changes)
        yield from changes


def _read_act(entry: Any, remains: dict[int, str]) -> Act:
    payload = entry.payload if entry.payload is not None else remains.get(entry.number)
    try:
        return ACT_NAMED[entry.act].read(json.loads(payload or "null") or {})
    except (KeyError, ValueError, InvalidInput) as error:
        raise Damaged(f"entry {entry.number}", "its act cannot be read again") from error
