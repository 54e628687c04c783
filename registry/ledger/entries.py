"""Appending to the ledger, and reading it again."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, insert, or_, select, update

from registry.ledger.canonical import compute_digest
from registry.ledger.drafts import Draft
from registry.ledger.leaves import choose_leaf_version, encode_leaf
from registry.ledger.merkle import TreeEdge, TreePlace, hash_leaf, list_edge_places
from registry.models import REDACTED_KEY, Entry, Head, Node
from registry.vocabulary import Author

PAGE = 2_000
# Where followers of a PostgreSQL registry listen (LISTEN): each commit that adds entries is told.
CHANNEL = "answerable_entries"


@dataclass(frozen=True, slots=True)
class Position:
    """Where the ledger stands: the number and instant of its newest entry."""

    number: int
    recorded_at: str


def read_position(connection: Connection) -> Position:
    """Read where the ledger stands; number 0 before the first entry."""
    row = connection.execute(select(Head.number, Head.recorded_at)).one()
    return Position(row.number, row.recorded_at)


def read_tree_edge(connection: Connection, size: int) -> TreeEdge:
    """Read the right edge of the tree over the first ``size`` entries."""
    return TreeEdge.from_nodes(
        size, {place: read_node(connection, place) for place in list_edge_places(size)}
    )


def read_node(connection: Connection, place: TreePlace) -> bytes:
    """Read the hash of one complete node; level 0 are the entries themselves."""
    level, index = place
    if level == 0:
        statement = select(Entry.hash).where(Entry.number == index + 1)
    else:
        statement = select(Node.hash).where(Node.level == level, Node.index == index)
    return bytes.fromhex(connection.execute(statement).scalar_one())


def compute_root(connection: Connection, size: int | None = None) -> str:
    """Return the root hash, in hex, of the tree over the first ``size`` entries, or over all."""
    if size is None:
        size = read_position(connection).number
    return read_tree_edge(connection, size).compute_root().hex()


def append_entries(
    connection: Connection,
    drafts: Sequence[Draft],
    *,
    start: Position,
    recorded_at: str,
    author: Author,
) -> None:
    """Write drafts as the entries that follow ``start``, with the tree nodes that they complete."""
    edge = read_tree_edge(connection, start.number)
    entries: list[dict[str, Any]] = []
    nodes: list[dict[str, Any]] = []
    for number, draft in enumerate(drafts, start.number + 1):
        entry = _make_entry(number, draft, recorded_at, author)
        entries.append(entry)
        for (level, index), made in edge.append(bytes.fromhex(entry["hash"])):
            nodes.append({"level": level, "index": index, "hash": made.hex()})
    if entries:
        connection.execute(insert(Entry), entries)
    if nodes:
        connection.execute(insert(Node), nodes)
    connection.execute(
        update(Head).values(number=start.number + len(drafts), recorded_at=recorded_at)
    )
    if connection.dialect.name == "postgresql":
        # Delivered with the commit, once for the transaction, and to nobody if nobody listens.
        connection.exec_driver_sql(f"NOTIFY {CHANNEL}")


def _make_entry(number: int, draft: Draft, recorded_at: str, author: Author) -> dict[str, Any]:
    about = draft.act.about()
    salt = secrets.token_hex(16)
    entry = {
        "number": number,
        "recorded_at": recorded_at,
        "actor": author.partner,
        "role": None if author.is_registrar else author.role.value,
        "act": type(draft.act).__name__,
        "about_kind": about[0],
        "about": about[1],
        "payload": draft.payload,
        "salt": salt,
        "digest": compute_digest(salt, draft.payload),
        "leaf_version": choose_leaf_version(author),
        "key": draft.key,
        "redacted_by": None,
    }
    return {**entry, "hash": hash_leaf(encode_leaf(entry)).hex()}


def find_recorded_keys(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    """Find which of these keys are on the ledger, and under which number."""
    found = connection.execute(select(Entry.key, Entry.number).where(Entry.key.in_(list(keys))))
    return {row.key: row.number for row in found}


def read_entries(connection: Connection, *, after: int = 0) -> Iterator[Any]:
    """Yield all entries after a number, in order; a page at a time, so memory stays flat."""
    while True:
        page = connection.execute(
            select(Entry.__table__).where(Entry.number > after).order_by(Entry.number).limit(PAGE)
        ).all()
        yield from page
        if len(page) < PAGE:
            return
        after = page[-1].number


def read_entries_about(connection: Connection, things: Sequence[tuple[str, str]]) -> Sequence[Any]:
    """Read the entries about some things, in order."""
    if not things:
        return []
    wanted = or_(*(and_(Entry.about_kind == kind, Entry.about == ref) for kind, ref in things))
    return connection.execute(select(Entry.__table__).where(wanted).order_by(Entry.number)).all()


def blank_entry(connection: Connection, number: int, by: int) -> None:
    """Take payload, salt and key off one entry: all that a redaction may change of the ledger."""
    left = {"payload": None, "salt": None, "key": f"{REDACTED_KEY}{number}", "redacted_by": by}
    connection.execute(update(Entry).where(Entry.number == number).values(left))
