"""The corrections of a dataset's records, as ``corrections.csv`` and ``changes.json`` list them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from typing import Self

from sqlalchemy import Connection

from opendata.datasets import Content
from registry.reading.corrections import read_all_corrections
from registry.rules.corrections import REDACTED


@dataclass(frozen=True, slots=True)
class PublishedCorrection:
    """One correction: of which field of which record, what that said, what it says, and why.

    ``was`` and ``value`` are None where the field said nothing; words that were redacted since are
    not in any of the fields.
    """

    entry: int
    kind: str
    record: str
    field: str
    was: str | None
    value: str | None
    reason: str

    @classmethod
    def read_row(cls, row: Sequence[str]) -> Self:
        """Read a row of ``corrections.csv``.

        Raises:
            ValueError: it is no such row.
        """
        entry, kind, record, field, was, value, reason = row
        return cls(int(entry), kind, record, field, was or None, value or None, reason)

    def holds_redacted(self) -> bool:
        """Return whether words were taken off what the field said or says."""
        return REDACTED in (self.was, self.value)

    def make_line(self) -> str:
        """Return its line of ``corrections.csv``."""
        return _make_line(astuple(self))


CORRECTIONS_HEADER = tuple(field.name for field in fields(PublishedCorrection))


def make_corrections_header() -> str:
    """Return the first line of ``corrections.csv``."""
    return _make_line(CORRECTIONS_HEADER)


def list_corrections(
    connection: Connection, content: Content, since: int = 0
) -> Iterator[PublishedCorrection]:
    """Yield the corrections of a dataset's records after an entry, the first first."""
    held = content.closure.records if content.closure else None
    for row in read_all_corrections(connection, since):
        if held is None or row["record"] in held.get(row["kind"], ()):
            yield PublishedCorrection(**{name: row[name] for name in CORRECTIONS_HEADER})


def _make_line(cells: Sequence[object]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()
