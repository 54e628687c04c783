"""Check that ``redactions.csv`` lists every redaction on the ledger, and no other."""

from __future__ import annotations

from dataclasses import dataclass

from publish import file_names
from publish.proof.changes_check import Record
from publish.proof.entries_check import ENTRIES, parse_number
from publish.proof.leaves import Leaves
from publish.proof.proof_tables import REDACTIONS_HEADER
from publish.proof.release_files import ReleaseFiles, read_rows
from registry import Damaged
from registry.acts import Redacted


@dataclass(frozen=True, slots=True)
class ListedRedactions:
    """The redactions that ``redactions.csv`` lists.

    Attributes:
        rows: those on the ledger of the release.
        later: those that came after it, which a release that was made again lists.
    """

    rows: list[list[str]]
    later: list[list[str]]

    def list_fields(self) -> dict[Record, set[str]]:
        """Return the fields that were redacted of each record."""
        found: dict[Record, set[str]] = {}
        for _, kind, record, fields, *_ in (*self.rows, *self.later):
            found.setdefault((kind, record), set()).update(fields.split())
        return found


def read_redactions(files: ReleaseFiles, size: int, *, signed: bool) -> ListedRedactions:
    """Read the redactions of a release at entry ``size``.

    What came later cannot be proven by its ledger: a past release is made again without a
    signature once it lacks words, so that no signed one may list such a redaction.

    Raises:
        Damaged: a signed release lists one that came later.
    """
    listed = ListedRedactions([], [])
    for row in read_rows(files, file_names.REDACTIONS, REDACTIONS_HEADER):
        place = f"{file_names.REDACTIONS} entry {row[0]}"
        is_later = parse_number(row[5], place) > size >= parse_number(row[0], place)
        (listed.later if is_later else listed.rows).append(row)
    if signed and listed.later:
        number, by = listed.later[0][0], listed.later[0][5]
        message = f"a signed release cannot tell of the redaction by entry {by}, which came later"
        raise Damaged(f"{file_names.REDACTIONS} entry {number}", message)
    return listed


def check_redactions(files: ReleaseFiles, leaves: Leaves, listed: ListedRedactions) -> None:
    """Check each redaction against the ledger.

    A smaller dataset has the leaves of its own records only, and cannot tell.

    Raises:
        Damaged: a redaction is listed that did not happen, or one is not listed.
    """
    rows = listed.rows
    if ENTRIES in files.list_names():
        redacting = set(map(str, leaves.find_numbers(Redacted.__name__)))
        _check_same({row[5] for row in rows}, redacting, "that redacts")
        _check_same({row[0] for row in rows}, set(map(str, leaves.redacted)), "that was redacted")


def _check_same(listed: set[str], known: set[str], what: str) -> None:
    for number in sorted(listed ^ known):
        where = "does not tell of it" if number in known else "tells of one that did not happen"
        raise Damaged(f"entry {number}", f"{file_names.REDACTIONS} {where}, as an entry {what}")
