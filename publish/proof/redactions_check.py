"""Check that ``redactions.csv`` lists every redaction on the ledger, and no other."""

from __future__ import annotations

from publish import file_names
from publish.proof.changes_check import Record
from publish.proof.entries_check import ENTRIES
from publish.proof.leaves import Leaves
from publish.proof.proof_tables import REDACTIONS_HEADER
from publish.proof.release_files import ReleaseFiles, read_rows
from registry import Damaged
from registry.acts import Redacted


def read_redacted(files: ReleaseFiles) -> dict[Record, set[str]]:
    """Return the fields that were redacted of each record that ``redactions.csv`` lists."""
    found: dict[Record, set[str]] = {}
    for _, kind, record, fields, *_ in read_rows(files, file_names.REDACTIONS, REDACTIONS_HEADER):
        found.setdefault((kind, record), set()).update(fields.split())
    return found


def check_redactions(files: ReleaseFiles, leaves: Leaves) -> None:
    """Check each redaction against the ledger.

    A smaller dataset has the leaves of its own records only, and cannot tell.

    Raises:
        Damaged: a redaction is listed that did not happen, or one is not listed.
    """
    rows = list(read_rows(files, file_names.REDACTIONS, REDACTIONS_HEADER))
    if ENTRIES in files.list_names():
        redacting = set(map(str, leaves.find_numbers(Redacted.__name__)))
        _check_same({row[5] for row in rows}, redacting, "that redacts")
        _check_same({row[0] for row in rows}, set(map(str, leaves.redacted)), "that was redacted")


def _check_same(listed: set[str], known: set[str], what: str) -> None:
    for number in sorted(listed ^ known):
        where = "does not tell of it" if number in known else "tells of one that did not happen"
        raise Damaged(f"entry {number}", f"{file_names.REDACTIONS} {where}, as an entry {what}")
