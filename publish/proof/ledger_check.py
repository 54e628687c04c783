"""Check a package's entries and its rows against each other, and against an older release."""

from __future__ import annotations

from dataclasses import dataclass

from publish import file_names
from publish.proof.append_only_check import GrowthProof, OlderState, check_ids
from publish.proof.changes_check import RecordRow, check_changes
from publish.proof.entries_check import ENTRIES, check_entries
from publish.proof.leaves import Leaves
from publish.proof.recorded_acts import RecordedActs
from publish.proof.redactions_check import ListedRedactions, check_redactions, read_redactions
from publish.proof.release_files import ReleaseFiles
from publish.proof.replay_check import replay_changes
from publish.proof.rows_check import check_rows
from registry.signing import Checkpoint


@dataclass(frozen=True, slots=True)
class CheckedLedger:
    """What was proven of a package's entries and rows.

    Attributes:
        entries: how many entries of the ledger lead to the root.
        exact: how many rows are word for word what their entries recorded.
        changed: how many rows later entries changed.
        replayed: how many of them say what these entries made of them; None where the acts are not
            at hand.
        unproven: the places of what could not be held to that.
        since: what was proven about an older checkpoint or release.
    """

    entries: int
    exact: int
    changed: int
    replayed: int | None
    unproven: tuple[str, ...]
    since: GrowthProof | None


def check_ledger(
    files: ReleaseFiles, checkpoint: Checkpoint, older: OlderState | None, *, signed: bool
) -> CheckedLedger:
    """Check entries, rows and redactions, and what an older release says of them.

    Raises:
        Damaged: with the first thing that is not as it should be.
    """
    with Leaves() as leaves:
        check_entries(files, leaves, checkpoint, [older.checkpoint.size] if older else [])
        listed = read_redactions(files, checkpoint.size, signed=signed)
        return _check_rows(files, leaves, checkpoint, older, listed)


def _check_rows(
    files: ReleaseFiles,
    leaves: Leaves,
    checkpoint: Checkpoint,
    older: OlderState | None,
    listed: ListedRedactions,
) -> CheckedLedger:
    redacted, acts = listed.list_fields(), _read_acts(files, leaves, listed)

    def take(row: RecordRow) -> None:
        if older:
            fields = redacted.get((row.kind, row.reference), ())
            older.check_row(checkpoint, row, fields, lacks_words=bool(listed.later))
        if acts:
            acts.take_row(row)

    rows = check_rows(files, leaves, take)
    check_redactions(files, leaves, listed)
    changed, replayed = rows.changed_rows, None
    check_changes(files, leaves, changed)
    if acts:
        whole = ENTRIES in files.list_names()
        replayed = replay_changes(files, acts, listed.rows, changed, whole=whole)
    if older:
        older.check_begins(checkpoint, leaves.roots.get(older.checkpoint.size))
    return CheckedLedger(
        entries=len(leaves),
        exact=rows.proven,
        changed=len(changed),
        replayed=replayed.rows if replayed else None,
        unproven=replayed.unproven if replayed else tuple(row.place for row in changed),
        since=check_ids(files, redacted, older) if older else None,
    )


def _read_acts(
    files: ReleaseFiles, leaves: Leaves, listed: ListedRedactions
) -> RecordedActs | None:
    """Read the acts to replay; None in releases of before, and where words were taken off since."""
    if file_names.ACTS not in files.list_names() or listed.later:
        return None
    acts = RecordedActs(leaves)
    acts.read_file(files)
    return acts
