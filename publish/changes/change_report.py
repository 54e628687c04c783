"""The account of what changed: ``changes.json`` of a release, and what ``answerable diff`` says."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

import orjson

from publish.changes.package_tables import Side
from publish.changes.row_diff import (
    ADDED,
    REMOVED,
    Change,
    ShapeChange,
    Taken,
    compared,
    shape_changes,
)
from publish.changes.summaries import Teller
from publish.releases.versions import Part

FORM = "answerable-changes/1"
_CHUNK = 1 << 20


class Changes:
    """What changed from an older package to a newer; rows lie in a file, so that memory stays flat.

    Attributes:
        part: the part of the version that these changes raise.
        why: the reason for that, in a few words.
        says: the changes in sentences.
        counts: by table how many rows were added, removed, changed, redacted.
    """

    def __init__(
        self,
        old: Side | None,
        new: Side,
        taken: Taken,
        *,
        whole: bool,
        rows: IO[bytes],
        same: Collection[str] = (),
        alone: str = "the first release",
    ) -> None:
        """Compare two sides, the older of which may not be there.

        ``whole`` says whether nothing may ever leave the dataset, ``rows`` is an empty file to keep
        the changed rows in, ``same`` names tables that need not be compared, ``alone`` says why
        there is nothing older.

        Raises:
            Damaged: a table of either cannot be read.
        """
        self._old, self._new = old, new
        self._rows = rows
        self._shape = list(shape_changes(old, new)) if old else []
        teller = Teller()
        for change in compared(old, new, taken, same) if old else ():
            teller.hear(change)
            self._rows.write(b"  " + orjson.dumps(_told(change)) + b",\n")
        self.counts: Mapping[str, Mapping[str, int]] = teller.counts
        self.part, self.why = _raises(self._shape, self.counts, whole=whole)
        self.says = list(teller.sentences(self._shape))
        if old is None:
            self.part, self.why, self.says = Part.MINOR, alone, [alone]

    def json(self, version: str) -> Iterator[bytes]:
        """The account as JSON, some of it at a time; ``version`` is that of the newer release."""
        head = {
            "form": FORM,
            "dataset": self._new.dataset,
            "from": _named(self._old, self._old.version) if self._old else None,
            "to": _named(self._new, version),
            "why": self.why,
            "says": self.says,
            "shape": [_shape(change) for change in self._shape],
            "counts": self.counts,
        }
        text = json.dumps(head, indent=1, ensure_ascii=False)
        yield f'{text.removesuffix("}").rstrip()},\n "rows": ['.encode()
        size = self._rows.seek(0, 2)
        self._rows.seek(0)
        yield b"\n" if size else b""
        # The comma after the last row goes.
        left = size - 2
        while left > 0:
            chunk = self._rows.read(min(_CHUNK, left))
            left -= len(chunk)
            yield chunk
        yield b"\n ]\n}\n" if size else b"]\n}\n"


def _named(side: Side, version: str) -> dict[str, Any]:
    return {"version": version, "entry": side.entry}


def _shape(change: ShapeChange) -> dict[str, str]:
    column = {"column": change.column} if change.column else {}
    return {"table": change.table, **column, "change": change.change}


def _told(change: Change) -> dict[str, Any]:
    told: dict[str, Any] = {
        "table": change.table,
        "reference": change.reference,
        "change": change.change,
    }
    if change.columns:
        told["columns"] = {
            column: {"redacted": True} if values is None else {"from": values[0], "to": values[1]}
            for column, values in change.columns.items()
        }
    return told


def _raises(
    shape: Collection[ShapeChange], counts: Mapping[str, Mapping[str, int]], *, whole: bool
) -> tuple[Part, str]:
    """The part of the version that changes raise, and why."""
    if any(change.change != ADDED for change in shape):
        return Part.MAJOR, "tables or columns went away or are of another type"
    happened = {change for table in counts.values() for change in table}
    if whole and REMOVED in happened:
        return Part.MAJOR, "references went away"
    if ADDED in happened:
        return Part.MINOR, "new records"
    if shape:
        return Part.MINOR, "new tables or columns"
    if happened:
        return Part.PATCH, "no new records: what was there was corrected, redacted or taken down"
    return Part.PATCH, "no record changed, only what is told around them"
