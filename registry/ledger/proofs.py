"""Proving from the ledger: that an entry is in it, that it only grew, that nothing was altered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from registry.ledger.canonical import digest_of
from registry.ledger.consistency import consistency_places
from registry.ledger.entries import position
from registry.ledger.leaves import LEAF_COLUMNS, UnknownLeafVersion, leaf_bytes, uncommitted_columns
from registry.ledger.merkle import inclusion_places, leaf_hash
from registry.ledger.nodes import subtrees
from registry.models import Entry


def inclusion_proof(connection: Connection, number: int, size: int | None = None) -> list[str]:
    """The hashes, in hex, that lead from entry ``number`` to the root over ``size`` entries."""
    size = position(connection).number if size is None else size
    return [made.hex() for made in subtrees(connection, inclusion_places(number - 1, size))]


def consistency_proof(connection: Connection, old: int, new: int | None = None) -> list[str]:
    """The hashes, in hex, which show that the first ``old`` of ``new`` entries are the same still.

    Raises:
        ValueError: there were never so many entries.
    """
    new = position(connection).number if new is None else new
    return [made.hex() for made in subtrees(connection, consistency_places(old, new))]


def leaves_after(connection: Connection, after: int, first: int) -> Sequence[Any]:
    """Read what the leaves after a number are made of, with their hashes; at most ``first``."""
    columns = (*(Entry.__table__.c[name] for name in LEAF_COLUMNS), Entry.__table__.c.hash)
    wanted = select(*columns).where(Entry.number > after).order_by(Entry.number).limit(first)
    return connection.execute(wanted).all()


def leaf_of(entry: Any) -> bytes:
    """The leaf hash that an entry's own columns give."""
    return leaf_hash(leaf_bytes(entry._mapping))


def what_is_wrong(entry: Any) -> str | None:
    """Why an entry is not what it was when it was recorded; None if it is."""
    try:
        made = leaf_of(entry).hex()
    except UnknownLeafVersion as error:
        return str(error)
    if made != entry.hash:
        return "its hash is not that of its columns"
    if columns := uncommitted_columns(entry._mapping):
        return f"its leaf does not commit to what it says in: {', '.join(columns)}"
    if entry.payload is None:
        return None if entry.redacted_by else "its payload is gone though nothing redacted it"
    try:
        digest = digest_of(entry.salt or "", entry.payload)
    except ValueError:
        digest = "no hex"
    return None if digest == entry.digest else "its digest is not that of its salt and payload"
