"""Check that a ledger has only grown, and lost no record, since an older release."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from publish import file_names
from publish.proof.changes_check import Record, RecordRow, read_records, reads_same
from publish.proof.entries_check import ENTRIES
from publish.proof.release_files import ReleaseFiles, report_unreadable
from registry import Damaged, InvalidInput, Problem
from registry.rules.corrections import REDACTED
from registry.signing import Checkpoint, CheckpointFile, read_checkpoint


@dataclass(frozen=True, slots=True)
class GrowthProof:
    """What was proven about an older state.

    Attributes:
        size: the number of its entries, with which the newer ledger begins.
        ids: how many records it had; None where only its checkpoint was at hand.
        left: how many of them are no longer part of this dataset, though of the ledger.
    """

    size: int
    ids: int | None
    left: int = 0


class OlderRows:
    """The records of an older release, in a scratch file: memory does not grow with them."""

    def __init__(self, rows: Iterable[RecordRow]) -> None:
        # SQLite removes a database without a name when it is closed.
        self._database = sqlite3.connect("")
        self._database.execute(
            "CREATE TABLE rows (kind TEXT, reference TEXT, entry INTEGER, cells TEXT, "
            "PRIMARY KEY (kind, reference)) WITHOUT ROWID"
        )
        stated = ((row.kind, row.reference, row.entry, json.dumps(row.cells)) for row in rows)
        with report_unreadable("the older release"):
            self.count = self._database.executemany(
                "INSERT INTO rows VALUES (?, ?, ?, ?)", stated
            ).rowcount

    def meet(self, row: RecordRow) -> RecordRow | None:
        """Return what the older release has of a record, once; None if it does not have it."""
        found = self._database.execute(
            "DELETE FROM rows WHERE kind = ? AND reference = ? RETURNING entry, cells",
            (row.kind, row.reference),
        ).fetchall()
        for entry, cells in found:
            return RecordRow(row.kind, row.reference, entry, json.loads(cells))
        return None

    def list_unmet(self) -> Iterator[Record]:
        """Yield the records that were not met, in order."""
        yield from self._database.execute("SELECT kind, reference FROM rows ORDER BY 1, 2")


def _list_differences(old: RecordRow, new: RecordRow, redacted: Collection[str]) -> list[str]:
    """List the fields in which two rows differ, but for how an amount is written."""
    names = {*old.cells, *new.cells} - set(redacted)
    differing = [name for name in names if old.cells.get(name, "") != new.cells.get(name, "")]
    return sorted(name for name in differing if not reads_same(new, name, old.cells.get(name, "")))


def _list_visibly_redacted(row: RecordRow) -> list[str]:
    """List the fields that say so: those that copied redacted words are not listed elsewhere."""
    return [name for name, cell in row.cells.items() if cell == REDACTED]


@dataclass(frozen=True, slots=True)
class OlderState:
    """An older state: its checkpoint, and its records where the release itself is at hand."""

    checkpoint: Checkpoint
    rows: OlderRows | None

    def check_row(
        self,
        newer: Checkpoint,
        row: RecordRow,
        redacted: Collection[str],
        *,
        lacks_words: bool = False,
    ) -> None:
        """Check that a newer row says what the older release says of the same entry.

        ``redacted`` are the fields of it that were redacted: these may differ, as may all that say
        so, unless both releases were made of the same ledger and the newer one ``lacks_words`` not
        because of later redactions.

        Raises:
            Damaged: it says something else.
        """
        if self.rows is None:
            return
        old, same = self.rows.meet(row), newer.root == self.checkpoint.root
        if old is None:
            if same:
                raise Damaged(row.place, "an older release of the same ledger does not have it")
        elif same or old.entry == row.entry:
            allowed = [] if same and not lacks_words else [*redacted, *_list_visibly_redacted(row)]
            differing = _list_differences(old, row, allowed)
            if differing or old.entry != row.entry:
                where = f" in {', '.join(differing)}" if differing else ""
                message = f"an older release says otherwise of the same entry{where}"
                raise Damaged(row.place, message)

    def check_begins(self, newer: Checkpoint, root: bytes | None) -> None:
        """Check that the newer ledger begins with this one; ``root`` is its root at this size.

        Raises:
            Damaged: it does not.
            InvalidInput: the newer release cannot tell.
        """
        mine, place = self.checkpoint, f"entry {self.checkpoint.size}"
        if mine.origin != newer.origin:
            raise Damaged(file_names.CHECKPOINT, f"the older one is of another log, {mine.origin}")
        if mine.size > newer.size:
            raise Damaged(place, f"the ledger had it, and now ends at entry {newer.size}")
        if root is None:
            message = f"this dataset was not released at entry {mine.size} and cannot tell"
            remedy = "Verify the release of the whole registry since then"
            raise InvalidInput([Problem(message, remedy)])
        if root != mine.root:
            raise Damaged(place, "the ledger up to there is not what it was: it was rewritten")


def read_old_checkpoint(path: Path) -> CheckpointFile:
    """Read a checkpoint that somebody kept.

    Raises:
        InvalidInput: there is none.
        Damaged: it cannot be read.
    """
    if not path.is_file():
        remedy = "Name a checkpoint, or a release's folder or zip, that you kept"
        raise InvalidInput([Problem("there is nothing older to compare", remedy, value=str(path))])
    with report_unreadable(path):
        text = path.read_text(encoding="utf-8")
    try:
        return read_checkpoint(text)
    except ValueError as error:
        raise Damaged(str(path), str(error)) from error


def read_older_release(files: ReleaseFiles, checkpoint: Checkpoint) -> OlderState:
    """Read the records of an older release, whose files were checked already."""
    return OlderState(checkpoint, OlderRows(read_records(files)))


def check_ids(files: ReleaseFiles, taken_off: Collection[Record], older: OlderState) -> GrowthProof:
    """Check that each record of the older release was met, or was visibly taken off.

    Raises:
        Damaged: with the first that was not.
    """
    if older.rows is None:
        return GrowthProof(older.checkpoint.size, None)
    gone = [record for record in older.rows.list_unmet() if record not in taken_off]
    # Records move between the smaller datasets when they are corrected; none leaves the registry.
    if gone and ENTRIES in files.list_names():
        kind, reference = gone[0]
        message = f"the older release had it; it is neither here nor in {file_names.REDACTIONS}"
        raise Damaged(f"{kind} {reference}", message)
    return GrowthProof(older.checkpoint.size, older.rows.count, len(gone))
