"""Reading many roots out of the stored tree at once, in two statements at most."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from sqlalchemy import Connection, TextClause, select, text

from registry.ledger.merkle import TreePlace
from registry.ledger.ranges import Range, compute_range_root, list_complete_nodes
from registry.models import Entry

BATCH = 500
"""How many leaves are asked for at once."""
# One statement whatever the number of nodes, so that it is planned once: as many conditions as a
# proof has nodes take four times as long.
_NODES: Mapping[str, TextClause] = MappingProxyType(
    {
        "sqlite": text(
            'SELECT n.level, n."index", n.hash FROM json_each(:places) AS p CROSS JOIN nodes AS n '
            "ON n.level = json_extract(p.value, '$[0]') "
            "AND n.\"index\" = json_extract(p.value, '$[1]')"
        ),
        "postgresql": text(
            'SELECT n.level, n."index", n.hash '
            "FROM json_array_elements(CAST(:places AS json)) AS p JOIN nodes AS n "
            "ON n.level = CAST(p ->> 0 AS bigint) "
            'AND n."index" = CAST(p ->> 1 AS bigint)'
        ),
    }
)


def read_range_roots(connection: Connection, ranges: Sequence[Range]) -> list[bytes]:
    """Read the roots of some ranges of leaves, out of complete nodes.

    Raises:
        KeyError: the ledger does not reach so far.
    """
    known = _read_nodes(
        connection, {place for start, end in ranges for place in list_complete_nodes(start, end)}
    )
    return [compute_range_root(known, start, end) for start, end in ranges]


def _read_nodes(connection: Connection, places: Collection[TreePlace]) -> dict[Range, bytes]:
    leaves = sorted(index for level, index in places if not level)
    inner = [place for place in places if place[0]]
    known: dict[Range, bytes] = {}
    for start in range(0, len(leaves), BATCH):
        numbers = [index + 1 for index in leaves[start : start + BATCH]]
        found = select(Entry.number, Entry.hash).where(Entry.number.in_(numbers))
        for number, made in connection.execute(found):
            known[number - 1, number] = bytes.fromhex(made)
    if inner:
        statement = _NODES[connection.dialect.name]
        for level, index, made in connection.execute(statement, {"places": json.dumps(inner)}):
            known[index << level, index + 1 << level] = bytes.fromhex(made)
    return known
