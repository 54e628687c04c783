"""Which fields of which records were redacted, and by which entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from opendata import Content
from publish.releases.tombstones import WithdrawalReason
from registry.acts import ACTS, MENDING, Corrected, Redacted
from registry.models import TABLES
from registry.projection import copies_of
from registry.recording import read_remaining_cells


@dataclass(frozen=True, slots=True)
class RedactedFields:
    """Some fields of one record that were redacted, and the reason."""

    kind: str
    record: str
    fields: tuple[str, ...]
    reason: WithdrawalReason

    def may_be_held_at(self, entry: int) -> bool:
        """Return whether a release made at an entry may hold the words."""
        return self.reason.redacts <= entry < self.reason.by


def list_redacted_fields(connection: Connection) -> list[RedactedFields]:
    """List all redacted fields, of the redacted records and of the records that copied them."""
    table = TABLES["redactions"].c
    columns = (table.kind, table.record, table.fields, table.redacts, table.entry)
    wanted = select(*columns, table.recorded_at, table.reason).order_by(table.entry)
    found = []
    for kind, record, fields, *because in connection.execute(wanted):
        redacted = RedactedFields(kind, record, tuple(fields.split()), WithdrawalReason(*because))
        found += [redacted, *_list_copies(connection, redacted)]
    return found


def _list_copies(connection: Connection, redacted: RedactedFields) -> Iterator[RedactedFields]:
    cells = read_remaining_cells(connection, redacted.reason.redacts)
    if cells is not None:
        act = ACTS[redacted.kind].read(cells)
        for kind, record, fields in copies_of(act, redacted.fields):
            yield replace(redacted, kind=kind, record=record, fields=fields)
        if isinstance(act, Corrected | Redacted):
            # Releases that hold the record tell how it was mended, and why.
            kind, record = _find_mended(connection, act.kind, act.record)
            yield replace(redacted, kind=kind, record=record, fields=())


def _find_mended(connection: Connection, kind: str, record: str) -> tuple[str, str]:
    """Find the record that was mended at first: what mended it may have been mended as well."""
    while kind in MENDING:
        table = TABLES[kind].c
        wanted = select(table.kind, table.record).where(table.reference == record)
        kind, record = connection.execute(wanted).tuples().one()
    return kind, record


def find_redacted_since(
    some: Iterable[RedactedFields], since: int
) -> dict[tuple[str, str], Collection[str]]:
    """Return by record the fields that were redacted after an entry."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for redacted in some:
        if redacted.reason.by > since:
            found[redacted.kind, redacted.record].update(redacted.fields)
    return dict(found)


def filter_by_content(some: Iterable[RedactedFields], content: Content) -> Iterator[RedactedFields]:
    """Yield those that concern the records of a dataset."""
    held = content.closure.records if content.closure else None
    for redacted in some:
        if held is None or redacted.record in held.get(redacted.kind, ()):
            yield redacted
