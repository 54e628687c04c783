"""The report of changes: ``changes.json`` of a release, and the output of ``answerable diff``."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import IO, Any

import orjson

from opendata import PublishedCorrection
from publish.changes.package_tables import ComparedPackage
from publish.changes.row_diff import (
    ADDED,
    REMOVED,
    Change,
    FieldsByRecord,
    ShapeChange,
    compare_rows,
    compare_shapes,
)
from publish.changes.summaries import SummaryWriter
from publish.releases.versions import VersionPart

FORM = "answerable-changes/1"
_CHUNK = 1 << 20


class ChangeReport:
    """The changes from one package to another; rows are kept in a file, so that memory stays flat.

    Attributes:
        part: the part of the version that these changes raise.
        why: the reason for that, in a few words.
        says: the changes in sentences.
        counts: by table how many rows were added, removed, changed, redacted.
    """

    def __init__(
        self,
        old: ComparedPackage | None,
        new: ComparedPackage,
        taken: FieldsByRecord,
        *,
        whole: bool,
        rows: IO[bytes],
        corrections: Sequence[PublishedCorrection] = (),
        same: Collection[str] = (),
        alone: str = "the first release",
    ) -> None:
        """Compare two sides, the older of which may not be there.

        ``whole`` says whether nothing may ever leave the dataset, ``rows`` is an empty file to keep
        the changed rows in, ``corrections`` are those after the older side, ``same`` names tables
        that need not be compared, ``alone`` says why there is nothing older.

        Raises:
            Damaged: a table of either cannot be read.
        """
        self._old, self._new = old, new
        self._rows = rows
        self._shape = list(compare_shapes(old, new)) if old else []
        self._corrections = corrections if old else ()
        teller = SummaryWriter(self._corrections)
        for change in compare_rows(old, new, taken, same) if old else ():
            teller.add_change(change)
            self._rows.write(b"  " + orjson.dumps(_describe_change(change)) + b",\n")
        self.counts: Mapping[str, Mapping[str, int]] = teller.counts
        self.part, self.why = _find_part(self._shape, self.counts, whole=whole)
        self.says = list(teller.write_sentences(self._shape))
        if old is None:
            self.part, self.why, self.says = VersionPart.MINOR, alone, [alone]

    def make_json(self, version: str) -> Iterator[bytes]:
        """Yield the report as JSON, in chunks; ``version`` is that of the newer release."""
        head = {
            "form": FORM,
            "dataset": self._new.dataset,
            "from": _describe_side(self._old, self._old.version) if self._old else None,
            "to": _describe_side(self._new, version),
            "why": self.why,
            "says": self.says,
            "shape": [_describe_shape(change) for change in self._shape],
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
        yield b"\n ],\n" if size else b"],\n"
        yield from self._make_corrections()

    def _make_corrections(self) -> Iterator[bytes]:
        lines = b",\n".join(b"  " + orjson.dumps(one) for one in self._corrections)
        yield b' "corrections": [' + (b"\n" + lines + b"\n " if lines else b"") + b"]\n}\n"


def _describe_side(side: ComparedPackage, version: str) -> dict[str, Any]:
    return {"version": version, "entry": side.entry}


def _describe_shape(change: ShapeChange) -> dict[str, str]:
    column = {"column": change.column} if change.column else {}
    return {"table": change.table, **column, "change": change.change}


def _describe_change(change: Change) -> dict[str, Any]:
    described: dict[str, Any] = {
        "table": change.table,
        "reference": change.reference,
        "change": change.change,
    }
    if change.columns:
        described["columns"] = {
            column: {"redacted": True} if values is None else {"from": values[0], "to": values[1]}
            for column, values in change.columns.items()
        }
    return described


def _find_part(
    shape: Collection[ShapeChange], counts: Mapping[str, Mapping[str, int]], *, whole: bool
) -> tuple[VersionPart, str]:
    """Return the part of the version that the changes raise, and why."""
    if any(change.change != ADDED for change in shape):
        return VersionPart.MAJOR, "tables or columns went away or are of another type"
    happened = {change for table in counts.values() for change in table}
    if whole and REMOVED in happened:
        return VersionPart.MAJOR, "references went away"
    if ADDED in happened:
        return VersionPart.MINOR, "new records"
    if shape:
        return VersionPart.MINOR, "new tables or columns"
    if happened:
        return (
            VersionPart.PATCH,
            "no new records: what was there was corrected, redacted or taken down",
        )
    return VersionPart.PATCH, "no record changed, only what is told around them"
