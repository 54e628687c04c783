"""The rows that acts make when they are replayed, in a scratch file: memory stays flat."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from publish.proof.changes_check import Record
from registry.acts import ACTS, MENDING, Act
from registry.projection import Added, Replaced, Row, changes_of

# Without statistics SQLite reads all rows of a kind, unless it is told to take the index.
_FINDING = {
    "reference": "SELECT cells FROM rows WHERE kind = ? AND reference = ?",
    "target": "SELECT cells FROM rows INDEXED BY by_target WHERE kind = ? AND target = ?",
}


class ReplayedRows:
    """The current rows after each act, by the rules of the registry itself (a ``RowLookup``)."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("")
        self._database.execute(
            "CREATE TABLE rows (kind TEXT, reference TEXT, target TEXT, changed INTEGER, "
            "cells TEXT, PRIMARY KEY (kind, reference)) WITHOUT ROWID"
        )
        self._database.execute("CREATE INDEX by_target ON rows (kind, target)")

    def apply(self, act: Act, number: int) -> None:
        """Apply what an act changes."""
        for change in changes_of(act, self, number, ""):
            if isinstance(change, Replaced):
                self._put(change.kind, change.new, changed=True)
            elif isinstance(change, Added) and change.kind not in MENDING:
                # A row that came of another kind of act is the payload of none.
                self._put(change.kind, change.row, changed=change.kind != act.KIND)

    def get(self, kind: str, reference: str) -> Row | None:
        """Return the current row of a record."""
        return next(iter(self.where(kind, "reference", reference)), None)

    def where(self, kind: str, column: str, value: str) -> list[Row]:
        """Return the current rows whose column has this value: the reference, or the target."""
        found = self._database.execute(_FINDING[column], (kind, value)).fetchall()
        return [json.loads(cells) for (cells,) in found]

    def read_act_of_entry(self, number: int) -> Act | None:
        """Return nothing: only redactions ask, and what they left is read in their place."""
        return None

    def list_changed(self) -> Iterator[Record]:
        """Yield the records that are not word for word what one entry recorded."""
        yield from self._database.execute("SELECT kind, reference FROM rows WHERE changed")

    def _put(self, kind: str, row: Row, *, changed: bool) -> None:
        self._database.execute(
            "INSERT OR REPLACE INTO rows VALUES (?, ?, ?, ?, ?)",
            (kind, row["reference"], row.get("target"), changed, json.dumps(row)),
        )


def read_stated(kind: str, cells: dict[str, str]) -> dict[str, str]:
    """Return the cells of a row in the one form in which acts write them.

    Raises:
        InvalidInput: a cell cannot be read.
    """
    return ACTS[kind].read(cells).cells()
