"""Check that ``redactions.csv`` lists every redaction on the ledger, and no other."""

from __future__ import annotations

from publish import file_names
from publish.proof.entries_check import ENTRIES, Leaves
from publish.proof.release_files import ReleaseFiles, read_rows
from publish.proof.rows_check import Record
from registry import Damaged
from registry.acts import Redacted

HEADER = ("number", "kind", "record", "fields", "reason", "by")


def check_redactions(files: ReleaseFiles, leaves: Leaves) -> set[Record]:
    """Check each redaction against the ledger; return the records that were redacted.

    A smaller dataset has the leaves of its own records only, and cannot tell.

    Raises:
        Damaged: a redaction is listed that did not happen, or one is not listed.
    """
    rows = list(read_rows(files, file_names.REDACTIONS, HEADER))
    if ENTRIES in files.list_names():
        redacting = set(map(str, leaves.find_numbers(Redacted.__name__)))
        _check_same({row[5] for row in rows}, redacting, "that redacts")
        _check_same({row[0] for row in rows}, set(map(str, leaves.redacted)), "that was redacted")
    return {(row[1], row[2]) for row in rows}


def _check_same(listed: set[str], known: set[str], what: str) -> None:
    for number in sorted(listed ^ known):
        where = "does not tell of it" if number in known else "tells of one that did not happen"
        raise Damaged(f"entry {number}", f"{file_names.REDACTIONS} {where}, as an entry {what}")
