"""How many records of each main kind there are, real and made up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock

from sqlalchemy import Connection, func, select

from registry.ledger import compute_root, read_position
from registry.models import TABLES, TYPES, Sourced
from registry.vocabulary import Standing
from web.site.first_query import find_example_target, write_first_query

WORLDS = ("REAL", "FICTIONAL", "SYNTHETIC")


@dataclass(frozen=True, slots=True)
class RecordCounts:
    """What is on record at one entry of the ledger.

    Attributes:
        kinds: how many records there are, by label and world.
        first_query: a question that this register can answer.
    """

    entry: int
    recorded_at: str
    root: str
    kinds: Mapping[str, Mapping[str, int]]
    first_query: str

    @property
    def worlds(self) -> list[str]:
        """The worlds of which there are records."""
        return [world for world in WORLDS if any(kind.get(world) for kind in self.kinds.values())]


@dataclass(slots=True)
class RecordCountsCache:
    """Counts again only when something was recorded since."""

    _kept: RecordCounts | None = None
    _lock: Lock = field(default_factory=Lock)

    def count(self, connection: Connection) -> RecordCounts:
        """Count what is on record in a snapshot."""
        now = read_position(connection)
        proof = compute_root(connection, now.number)
        with self._lock:
            kept = self._kept
        if kept is None or (kept.entry, kept.root) != (now.number, proof):
            kinds = {label: _by_world(connection, kind) for kind, label in _main_kinds()}
            query = write_first_query(find_example_target(connection))
            kept = RecordCounts(now.number, now.recorded_at, proof, kinds, query)
            with self._lock:
                self._kept = kept
        return kept


def _main_kinds() -> Iterator[tuple[str, str]]:
    """Yield each kind that is counted and its words; what cites no source, the documents, last."""
    for kind in sorted(TYPES, key=lambda kind: not issubclass(TYPES[kind], Sourced)):
        if words := TYPES[kind].COUNTED:
            yield kind, words


def _by_world(connection: Connection, kind: str) -> Mapping[str, int]:
    table, worlds = TABLES[kind].c, Counter[str]()
    counted = select(table.standing, func.count()).group_by(table.standing)
    for standing, count in connection.execute(counted):
        worlds[Standing(standing).world] += count
    return worlds
