"""Check that a ledger has only grown, and lost no record, since an older release."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from publish import file_names
from publish.proof.entries_check import ENTRIES
from publish.proof.release_files import ReleaseFiles, report_unreadable
from publish.proof.rows_check import Record, read_ids
from registry import Damaged, InvalidInput, Problem
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


@dataclass(frozen=True, slots=True)
class OlderState:
    """An older state: its checkpoint, and its records where the release itself is at hand."""

    checkpoint: Checkpoint
    ids: frozenset[Record] | None

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
    return OlderState(checkpoint, frozenset(read_ids(files)))


def check_ids(
    files: ReleaseFiles, ids: set[Record], taken_off: set[Record], older: OlderState
) -> GrowthProof:
    """Check that each record of the older release is here, or was visibly taken off.

    Raises:
        Damaged: with the first that is not.
    """
    if older.ids is None:
        return GrowthProof(older.checkpoint.size, None)
    gone = sorted(older.ids - ids - taken_off)
    # Records move between the smaller datasets when they are corrected; none leaves the registry.
    if gone and ENTRIES in files.list_names():
        kind, reference = gone[0]
        message = f"the older release had it; it is neither here nor in {file_names.REDACTIONS}"
        raise Damaged(f"{kind} {reference}", message)
    return GrowthProof(older.checkpoint.size, len(older.ids), len(gone))
