"""The records that a package must hold so that all of its references resolve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Select, select

from opendata.batching import BATCH, BATCH_VALUES, split_batches
from opendata.fields import refers_to
from registry.models import TABLES


@dataclass(slots=True)
class Closure:
    """Records by kind and reference, each with its standing and the entry that made it so."""

    records: dict[str, dict[str, tuple[str, int]]] = field(default_factory=dict)

    def list_references(self, kind: str) -> list[str]:
        """Return the references of a kind, sorted as the files are."""
        return sorted(self.records.get(kind, ()))

    def count_standings(self) -> Mapping[str, int]:
        """Count the records by standing."""
        return Counter(standing for rows in self.records.values() for standing, _ in rows.values())

    def make_fingerprint(self) -> str:
        """Hash which records these are, and the version of each."""
        digest = sha256()
        for kind in sorted(self.records):
            for reference in self.list_references(kind):
                digest.update(f"{kind} {reference} {self.records[kind][reference][1]}\n".encode())
        return digest.hexdigest()


def find_closure(connection: Connection, start: Mapping[str, Iterable[str]]) -> Closure:
    """Find the records that ``start`` names by kind, and all records that these reference."""
    whole = Closure()
    waiting = {kind: set(references) for kind, references in start.items()}
    while waiting:
        kind, references = waiting.popitem()
        there = whole.records.setdefault(kind, {})
        fresh = sorted(references - there.keys())
        for target, reference in _add_records(connection, kind, fresh, there):
            if reference not in whole.records.get(target, ()):
                waiting.setdefault(target, set()).add(reference)
    return whole


def _add_records(
    connection: Connection, kind: str, references: list[str], there: dict[str, tuple[str, int]]
) -> Iterator[tuple[str, str]]:
    """Put records where they belong and yield the kind and reference of whatever they name."""
    statement, targets = _select_records(kind)
    for some in split_batches(references):
        for reference, standing, entry, *names in connection.execute(statement, {BATCH: some}):
            there[reference] = (standing, entry)
            yield from _drop_empty(targets, names)


@cache
def _select_records(kind: str) -> tuple[Select[Any], tuple[str, ...]]:
    """Return the select of a batch of records and their references, and the kinds referenced."""
    table = TABLES[kind]
    naming = {column: target for column in table.c if (target := refers_to(column))}
    columns = (table.c.reference, table.c.standing, table.c.entry, *naming)
    return select(*columns).where(table.c.reference.in_(BATCH_VALUES)), tuple(naming.values())


def _drop_empty(kinds: Iterable[str], names: Iterable[Any]) -> Iterator[tuple[str, str]]:
    return ((kind, name) for kind, name in zip(kinds, names, strict=True) if name is not None)


def find_reachable_kinds(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return the kinds and all kinds that their records may reference, in order of dependency."""
    found = set(kinds)
    # A table only refers to earlier ones or to itself, so one way back finds all.
    for kind in reversed(TABLES):
        if kind in found:
            found.update(target for column in TABLES[kind].c if (target := refers_to(column)))
    return tuple(kind for kind in TABLES if kind in found)
