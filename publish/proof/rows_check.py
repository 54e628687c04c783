"""Check that the rows of a package say what the entries of the ledger recorded."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from opendata import DERIVED_COLUMNS, DerivedCells, drop_derived, list_other_names
from publish import file_names
from publish.proof.changes_check import RecordRow
from publish.proof.entries_check import ENTRIES
from publish.proof.leaves import Leaves
from publish.proof.proof_tables import RECORDS_HEADER
from publish.proof.release_files import ReleaseFiles, read_rows, read_text
from registry import Damaged, InvalidInput
from registry.acts import ACT_NAMED, ACTS, MENDING, AdviceCited, DecisionMade, fields_of
from registry.ledger import compute_digest, to_canonical_json

DESCRIPTOR = "datapackage.json"


@dataclass(slots=True)
class CheckedRows:
    """How many rows are word for word what an entry recorded, and those that came of several."""

    proven: int = 0
    changed_rows: list[RecordRow] = field(default_factory=list)


def check_rows(
    files: ReleaseFiles, leaves: Leaves, on_row: Callable[[RecordRow], None] = lambda row: None
) -> CheckedRows:
    """Check every row of every table against the leaf of its entry; each goes to ``on_row`` too.

    Raises:
        Damaged: with the first row that is not what was recorded.
    """
    rows, counts = CheckedRows(), {}
    records, beside, derived = _RecordLines(files), list_other_names(), DerivedCells()
    for kind in _list_tables(files):
        # It is this software that says so, not the package, which could hide rows that way.
        if kind in beside:
            continue
        if kind not in ACTS:
            raise Damaged(f"{kind}.csv", "this version knows no such kind of record")
        counts[kind] = 0
        lines = read_rows(files, f"{kind}.csv")
        header = _check_header(kind, next(lines))
        for row in lines:
            counts[kind] += 1
            stated = dict(zip(header, row, strict=True))
            _check_derived(kind, stated, derived)
            cells = drop_derived(stated)
            on_row(_check_row(kind, cells, records.read_next(kind), leaves, rows))
    records.check_end()
    _check_counts(files, counts)
    if ENTRIES in files.list_names():
        _check_complete(counts, leaves)
    return rows


def _check_derived(kind: str, cells: dict[str, str], derived: DerivedCells) -> None:
    """Check the cells that no entry recorded: they follow from the row.

    Raises:
        Damaged: one does not.
    """
    wrong = derived.find_wrong(kind, cells.get("reference", ""), cells)
    if wrong is not None:
        column, _, follows = wrong
        place = f"{kind}.csv {cells.get('reference', '')}"
        raise Damaged(place, f"its {column} is not {follows}, which follows from the row")


def _check_header(kind: str, header: list[str]) -> list[str]:
    """Return the columns of a table, which are all proven: none is unknown, none is there twice."""
    known = {field.name for field in fields_of(ACTS[kind])} | DERIVED_COLUMNS.keys()
    unproven = [name for name in header if name not in known or header.count(name) > 1]
    if unproven:
        raise Damaged(f"{kind}.csv", f"nothing proves its column {unproven[0]}")
    return header


def _check_row(
    kind: str, cells: dict[str, str], record: list[str], leaves: Leaves, rows: CheckedRows
) -> RecordRow:
    reference, entry, salt = cells.get("reference", ""), record[2], record[3]
    place = f"{kind}.csv {reference}"
    if record[:2] != [kind, reference]:
        raise Damaged(place, f"{file_names.RECORDS} does not tell its entry")
    number = int(entry) if len(entry) < 20 and entry.isascii() and entry.isdigit() else 0
    if number not in leaves:
        raise Damaged(place, f"its entry {entry} is not in {file_names.LEAVES}")
    digest = leaves.find_digest(number, ACTS[kind].__name__)
    checked = RecordRow(kind, reference, number, cells, exact=bool(salt))
    if not salt:
        rows.changed_rows.append(checked)
    elif digest is not None and _matches_digest(kind, cells, salt, digest):
        rows.proven += 1
    else:
        raise Damaged(place, f"it does not say what entry {entry} recorded")
    return checked


def _matches_digest(kind: str, cells: dict[str, str], salt: str, digest: bytes) -> bool:
    """Return whether these cells, under this salt, have an entry's digest."""
    stated = {name: cell for name, cell in cells.items() if cell}
    try:
        if compute_digest(salt, to_canonical_json(stated)) == digest.hex():
            return True
        # A table may write an amount in another way than the act did when it was recorded.
        return (
            compute_digest(salt, to_canonical_json(ACTS[kind].read(stated).cells())) == digest.hex()
        )
    except (ValueError, InvalidInput):
        return False


class _RecordLines:
    """The lines of ``record_entries.csv``, which come in the order of the rows."""

    def __init__(self, files: ReleaseFiles) -> None:
        self._lines = read_rows(files, file_names.RECORDS, RECORDS_HEADER)

    def read_next(self, kind: str) -> list[str]:
        """Return the line for the next row."""
        return next(self._lines, [kind, "", "", ""])

    def check_end(self) -> None:
        """Make sure that no line is left over."""
        left = next(self._lines, None)
        if left is not None:
            raise Damaged(f"{left[0]}.csv {left[1]}", "the row is missing")


def _list_tables(files: ReleaseFiles) -> list[str]:
    """List the tables of a package, in the order of its descriptor."""
    try:
        document = json.loads(read_text(files, DESCRIPTOR))
        return [str(resource["name"]) for resource in document["resources"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Damaged(DESCRIPTOR, "it is no descriptor of a package") from error


def _check_counts(files: ReleaseFiles, counts: dict[str, int]) -> None:
    try:
        document = dict(json.loads(read_text(files, file_names.ROWS))["rows"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Damaged(file_names.ROWS, "it does not count the rows") from error
    for kind, count in counts.items():
        if document.get(kind) != count:
            raise Damaged(
                f"{kind}.csv", f"it has {count} rows, {file_names.ROWS} says {document.get(kind)}"
            )
    if set(document) != set(counts):
        raise Damaged(file_names.ROWS, "it counts other tables than there are")


def _check_complete(counts: dict[str, int], leaves: Leaves) -> None:
    """Check that the whole registry has a row for each act that its ledger recorded."""
    acts = leaves.count_acts()
    kinds = {ACT_NAMED[act].KIND for act in acts if act in ACT_NAMED}
    for kind in sorted({*counts, *kinds} - set(MENDING)):
        recorded, there = acts[ACTS[kind].__name__], counts.get(kind, 0)
        # The first advice that a decision cites has a row without an act of its own.
        besides = acts[DecisionMade.__name__] if kind == AdviceCited.KIND else 0
        if not recorded <= there <= recorded + besides:
            raise Damaged(f"{kind}.csv", f"it has {there} rows, the ledger recorded {recorded}")
