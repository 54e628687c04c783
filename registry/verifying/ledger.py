"""Checking that the ledger is whole: gapless numbers, true hashes, a tree that fits its leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Text, cast, func, literal, or_, select

from registry.errors import Damaged
from registry.ledger import TreeEdge, find_entry_fault, read_entries, read_position
from registry.models import REDACTED_KEY, Entry, Node, Redaction

STEP = 1_000


@dataclass(frozen=True, slots=True)
class CheckedLedger:
    """How many entries the ledger has, and the root hash, in hex, that they lead to."""

    entries: int
    root: str


def check_ledger(connection: Connection, progress: Callable[[int], None]) -> CheckedLedger:
    """Check every entry and every node of the tree.

    Raises:
        Damaged: with the first entry or node that is not what it should be.
    """
    edge, inner = TreeEdge(0), 0
    nodes = _Nodes(connection)
    last = ""
    for entry in read_entries(connection):
        _check_entry(entry, edge.size + 1, last)
        last = entry.recorded_at
        for place, made in edge.append(bytes.fromhex(entry.hash)):
            nodes.check(place, made)
            inner += 1
        if edge.size % STEP == 0:
            progress(STEP)
    _check_ends(connection, edge, inner, last)
    _check_redactions(connection)
    return CheckedLedger(edge.size, edge.compute_root().hex())


def _check_entry(entry: Any, number: int, last: str) -> None:
    if entry.number != number:
        raise Damaged(f"entry {number}", "it is missing from the ledger")
    if (wrong := find_entry_fault(entry)) is not None:
        raise Damaged(f"entry {number}", wrong)
    if entry.recorded_at < last:
        raise Damaged(f"entry {number}", "it was recorded before the entry before it")


def _check_ends(connection: Connection, edge: TreeEdge, inner: int, last: str) -> None:
    head = read_position(connection)
    if (head.number, head.recorded_at) != (edge.size, last):
        raise Damaged("head", f"it says entry {head.number}, the ledger ends at {edge.size}")
    there = connection.execute(select(func.count()).select_from(Node)).scalar_one()
    if there != inner:
        raise Damaged("nodes", f"the tree has {there} inner nodes instead of {inner}")


def _check_redactions(connection: Connection) -> None:
    """Check that what a redaction took off stays off, and that nothing went without one."""
    latest = (
        select(Redaction.redacts, func.max(Redaction.entry).label("entry"))
        .group_by(Redaction.redacts)
        .subquery()
    )
    key = literal(REDACTED_KEY) + cast(Entry.number, Text)
    wrong = (
        select(Entry.number)
        .outerjoin(latest, latest.c.redacts == Entry.number)
        .where(
            or_(
                Entry.redacted_by.is_distinct_from(latest.c.entry),
                Entry.payload.is_(None) != latest.c.entry.is_not(None),
                Entry.salt.is_(None) != latest.c.entry.is_not(None),
                (Entry.key == key) != latest.c.entry.is_not(None),
            )
        )
        .order_by(Entry.number)
        .limit(1)
    )
    if (number := connection.execute(wrong).scalar()) is not None:
        raise Damaged(f"entry {number}", "what was taken off it is not what its redactions say")


class _Nodes:
    """The stored inner nodes, read a level's page at a time, since they come in order."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._pages: dict[int, dict[int, str]] = {}

    def check(self, place: tuple[int, int], made: bytes) -> None:
        level, index = place
        if index not in self._pages.get(level, {}):
            self._pages[level] = self._read(level, index)
        if self._pages[level].get(index) != made.hex():
            raise Damaged(f"node {index} of level {level}", "it is not the hash of its children")

    def _read(self, level: int, index: int) -> dict[int, str]:
        rows = self._connection.execute(
            select(Node.index, Node.hash).where(
                Node.level == level, Node.index >= index, Node.index < index + STEP
            )
        )
        return {row[0]: row[1] for row in rows}
