"""Reading many roots out of the stored tree at once, in two statements at most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, and_, or_, select

from registry.ledger.merkle import Place
from registry.ledger.ranges import Range, complete_nodes, folded
from registry.models import Entry, Node

ASKED = 500
"""How many nodes are asked for at once."""


def subtrees(connection: Connection, ranges: Sequence[Range]) -> list[bytes]:
    """The roots of some ranges of leaves, out of complete nodes.

    Raises:
        KeyError: the ledger does not reach so far.
    """
    known = _known(
        connection, {place for start, end in ranges for place in complete_nodes(start, end)}
    )
    return [folded(known, start, end) for start, end in ranges]


def _known(connection: Connection, places: Iterable[Place]) -> dict[Range, bytes]:
    levels: dict[int, list[int]] = defaultdict(list)
    for level, index in sorted(places):
        levels[level].append(index)
    known: dict[Range, bytes] = {}
    for start in range(0, len(leaves := levels.pop(0, [])), ASKED):
        numbers = [index + 1 for index in leaves[start : start + ASKED]]
        statement = select(Entry.number, Entry.hash).where(Entry.number.in_(numbers))
        for number, made in connection.execute(statement):
            known[number - 1, number] = bytes.fromhex(made)
    wanted = [(level, index) for level, indices in levels.items() for index in indices]
    for start in range(0, len(wanted), ASKED):
        for level, index, made in _nodes(connection, wanted[start : start + ASKED]):
            known[index << level, index + 1 << level] = bytes.fromhex(made)
    return known


def _nodes(connection: Connection, wanted: Sequence[Place]) -> Iterable[tuple[int, int, str]]:
    by_level: dict[int, list[int]] = defaultdict(list)
    for level, index in wanted:
        by_level[level].append(index)
    asked = [
        and_(Node.level == level, Node.index.in_(indices)) for level, indices in by_level.items()
    ]
    statement = select(Node.level, Node.index, Node.hash).where(or_(*asked))
    return [(row[0], row[1], row[2]) for row in connection.execute(statement)]
