"""Which words were taken off which records: what releases may no longer hold, or tell as old."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from opendata import Content
from publish.releases.tombstones import WithdrawalReason
from registry.acts import ACTS
from registry.models import TABLES
from registry.projection import copies_of
from registry.recording import remaining_cells


@dataclass(frozen=True, slots=True)
class RedactedFields:
    """That words of some fields were taken off one record, and by which redaction."""

    kind: str
    record: str
    fields: tuple[str, ...]
    reason: WithdrawalReason

    def may_be_held_at(self, entry: int) -> bool:
        """Whether a release that was made at an entry may hold the words."""
        return self.reason.redacts <= entry < self.reason.by


def list_redacted_fields(connection: Connection) -> list[RedactedFields]:
    """All that was ever taken off, of the record itself and of others that had the words of it."""
    table = TABLES["redactions"].c
    columns = (table.kind, table.record, table.fields, table.redacts, table.entry)
    wanted = select(*columns, table.recorded_at, table.reason).order_by(table.entry)
    found = []
    for kind, record, fields, *because in connection.execute(wanted):
        taking = RedactedFields(kind, record, tuple(fields.split()), WithdrawalReason(*because))
        found += [taking, *_list_copies(connection, taking)]
    return found


def _list_copies(connection: Connection, taking: RedactedFields) -> Iterator[RedactedFields]:
    cells = remaining_cells(connection, taking.reason.redacts)
    if cells is not None:
        act = ACTS[taking.kind].read(cells)
        for kind, record, fields in copies_of(act, taking.fields):
            yield replace(taking, kind=kind, record=record, fields=fields)


def find_redacted_since(
    some: Iterable[RedactedFields], since: int
) -> dict[tuple[str, str], Collection[str]]:
    """By record the fields off which words were taken after an entry."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for taking in some:
        if taking.reason.by > since:
            found[taking.kind, taking.record].update(taking.fields)
    return dict(found)


def filter_by_content(some: Iterable[RedactedFields], content: Content) -> Iterator[RedactedFields]:
    """Those of the takings that concern the records of a dataset."""
    for taking in some:
        if content.closure is None or taking.record in content.closure.records.get(taking.kind, ()):
            yield taking
