"""Proving from the ledger: that an entry is in it, that it only grew, that nothing was altered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from registry.ledger.canonical import compute_digest
from registry.ledger.consistency import list_consistency_ranges
from registry.ledger.entries import read_position
from registry.ledger.leaves import (
    LEAF_COLUMNS,
    UnknownLeafVersion,
    encode_leaf,
    find_uncommitted_columns,
)
from registry.ledger.merkle import hash_leaf, list_inclusion_ranges
from registry.ledger.nodes import read_range_roots
from registry.models import Entry


def make_inclusion_proof(connection: Connection, number: int, size: int | None = None) -> list[str]:
    """Return the hashes, in hex, that lead from an entry to the root over ``size`` entries."""
    size = read_position(connection).number if size is None else size
    return [
        made.hex() for made in read_range_roots(connection, list_inclusion_ranges(number - 1, size))
    ]


def make_consistency_proof(connection: Connection, old: int, new: int | None = None) -> list[str]:
    """Return the hashes, in hex, which show that the first ``old`` of ``new`` entries stayed.

    Raises:
        ValueError: there were never so many entries.
    """
    new = read_position(connection).number if new is None else new
    return [made.hex() for made in read_range_roots(connection, list_consistency_ranges(old, new))]


def read_leaves(connection: Connection, after: int, first: int) -> Sequence[Any]:
    """Read what the leaves after a number are made of, with their hashes; at most ``first``."""
    columns = (*(Entry.__table__.c[name] for name in LEAF_COLUMNS), Entry.__table__.c.hash)
    wanted = select(*columns).where(Entry.number > after).order_by(Entry.number).limit(first)
    return connection.execute(wanted).all()


def compute_leaf_hash(entry: Any) -> bytes:
    """Return the leaf hash that an entry's own columns give."""
    return hash_leaf(encode_leaf(entry._mapping))


def find_entry_fault(entry: Any) -> str | None:
    """Return why an entry is not what it was when it was recorded; None if it is."""
    try:
        made = compute_leaf_hash(entry).hex()
    except UnknownLeafVersion as error:
        return str(error)
    if made != entry.hash:
        return "its hash is not that of its columns"
    if columns := find_uncommitted_columns(entry._mapping):
        return f"its leaf does not commit to what it says in: {', '.join(columns)}"
    if entry.payload is None:
        return None if entry.redacted_by else "its payload is gone though nothing redacted it"
    try:
        digest = compute_digest(entry.salt or "", entry.payload)
    except ValueError:
        digest = "no hex"
    return None if digest == entry.digest else "its digest is not that of its salt and payload"
