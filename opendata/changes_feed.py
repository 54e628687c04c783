"""The acts about a dataset's records, one by one, so that a copy can keep up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, select

from opendata.closure import Closure
from registry.models import Entry
from registry.vocabulary import uri_of

PAGE = 1_000
"""How many entries are read at once."""
_TOLD = ("number", "recorded_at", "actor", "role", "act", "about_kind", "about")


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """A page of the ledger.

    Attributes:
        lines: one line of NDJSON per act.
        acts: how many these are.
        last_entry: the last entry that was read.
    """

    lines: bytes
    acts: int
    last_entry: int


def read_changes(
    connection: Connection, concerned: Closure | None, after: int, until: int, base_url: str
) -> ChangesPage:
    """Read the acts about a dataset's records among the entries after ``after``, one page of them.

    ``concerned`` holds the dataset's records, or is None where it holds them all. An act whose
    words were taken off stays as a tombstone: no payload, and the entry that redacted it.
    """
    entry = Entry.__table__
    wanted = select(entry).where(entry.c.number > after, entry.c.number <= until)
    rows = connection.execute(wanted.order_by(entry.c.number).limit(PAGE)).all()
    lines = [_make_line(row, base_url) for row in rows if _concerns(concerned, row)]
    return ChangesPage(b"".join(lines), len(lines), rows[-1].number if rows else until)


def _concerns(concerned: Closure | None, row: Any) -> bool:
    return concerned is None or row.about in concerned.records.get(row.about_kind, ())


def _make_line(row: Any, base_url: str) -> bytes:
    record = {
        **{name: getattr(row, name) for name in _TOLD},
        "uri": uri_of(base_url, row.about_kind, row.about),
        "hash": row.hash,
        "redacted_by": row.redacted_by,
        # The ledger keeps the words as JSON already.
        "payload": None if row.payload is None else orjson.Fragment(row.payload),
    }
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)
