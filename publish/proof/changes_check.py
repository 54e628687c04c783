"""Check that rows which are not word for word what one entry recorded were changed by an entry.

Such a row has no salt. It may lack it only where the entry that ``record_entries.csv`` names for it
is one that changes this record: a correction of it, a change of the target, a term that ends it, a
decision that cites the advice; or where its own entry was redacted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass

from opendata import drop_derived
from publish import file_names
from publish.proof.entries_check import ENTRIES
from publish.proof.leaves import Leaves
from publish.proof.proof_tables import RECORDS_HEADER, REDACTIONS_HEADER
from publish.proof.release_files import ReleaseFiles, read_rows
from registry import Damaged, InvalidInput
from registry.acts import (
    ACTS,
    AccountabilityTaken,
    AdviceCited,
    Corrected,
    DecisionMade,
    ProtocolAdopted,
    TargetChanged,
    TargetDesignated,
)

Cells = Mapping[str, str]
Record = tuple[str, str]
# By the kind of a row the acts that change it without being about it: they end its term.
_ENDING = {act.KIND: act.__name__ for act in (AccountabilityTaken, TargetDesignated)}
_EXPLAINING = frozenset({*_ENDING, TargetChanged.KIND, ProtocolAdopted.KIND, DecisionMade.KIND})


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A row of a record, and the entry that ``record_entries.csv`` names for it.

    ``exact`` is whether it was proven to be word for word what that entry recorded.
    """

    kind: str
    reference: str
    entry: int
    cells: Cells
    exact: bool = False

    @property
    def place(self) -> str:
        """Where the row stands."""
        return f"{self.kind}.csv {self.reference}"


def check_changes(files: ReleaseFiles, leaves: Leaves, changed: Collection[RecordRow]) -> None:
    """Check that an entry explains why each of some rows has no salt.

    A smaller dataset tells only what its leaves commit to. The whole registry has all tables, so
    that what a change of a target states has to be in the row, and a term ends when another begins.

    Raises:
        Damaged: with the first row that no entry explains.
    """
    if not changed:
        return
    about, corrected = _read_about(files, {row.entry for row in changed})
    redacted = {
        (row[1], row[2], row[0])
        for row in read_rows(files, file_names.REDACTIONS, REDACTIONS_HEADER)
    }
    tables = _Tables(files, changed, corrected) if ENTRIES in files.list_names() else None
    for row in changed:
        taken_off = (row.kind, row.reference, str(row.entry)) in redacted
        if not taken_off and not _is_explained(row, leaves, about, tables):
            message = f"it is not what entry {row.entry} recorded, and no entry changed it since"
            raise Damaged(row.place, message)


def _is_explained(
    row: RecordRow,
    leaves: Leaves,
    about: Mapping[int, Record],
    tables: _Tables | None,
) -> bool:
    act, subject = leaves.find_act(row.entry), about.get(row.entry)
    if act == Corrected.__name__:
        return subject == (row.kind, row.reference)
    if act == TargetChanged.__name__ and row.kind == "targets":
        stated = tables is None or tables.states(row)
        return subject == (row.kind, row.reference) and stated
    if act is not None and act == _ENDING.get(row.kind):
        ended = bool(row.cells.get("until")) and (tables is None or tables.ends(row))
        return subject == ("targets", row.cells.get("target", "")) and ended
    if act == ProtocolAdopted.__name__ and row.kind == ProtocolAdopted.KIND:
        _, by = subject or ("", "")
        return by != row.reference and (tables is None or tables.supersedes(by, row))
    if act == DecisionMade.__name__ and row.kind == AdviceCited.KIND:
        return tables is None or tables.cites(row)
    return False


def _read_about(
    files: ReleaseFiles, wanted: Collection[int]
) -> tuple[dict[int, Record], set[Record]]:
    """Read what some entries are about, as their leaves commit to it; and all corrected records."""
    rows = read_rows(files, file_names.LEAVES)
    header, about, corrected = next(rows), {}, set()
    for row in rows:
        leaf = dict(zip(header, row, strict=True))
        record = leaf["about_kind"], leaf["about"]
        if leaf["act"] == Corrected.__name__:
            corrected.add(record)
        if int(leaf["number"]) in wanted:
            about[int(leaf["number"])] = record
    return about, corrected


class _Tables:
    """What the tables of the whole registry say that explains changes of some rows.

    A row that was corrected since may have said something else when it changed another.
    """

    def __init__(
        self, files: ReleaseFiles, changed: Collection[RecordRow], corrected: Set[Record]
    ) -> None:
        self._stated: dict[int, tuple[str, str]] = {}
        self._begun: dict[tuple[str, str], list[Cells]] = {}
        self._protocols: dict[str, Cells] = {}
        self._decisions: dict[str, Cells] = {}
        self._corrected = corrected
        entries = {row.entry for row in changed}
        targets = {(row.kind, row.cells.get("target", "")) for row in changed}
        decided = {row.cells.get("decision") for row in changed}
        for one in read_records(files, _EXPLAINING):
            kind, entry, cells = one.kind, one.entry, one.cells
            if kind == TargetChanged.KIND and entry in entries:
                self._stated[entry] = cells["field"], cells["value"]
            elif kind in _ENDING and (kind, cells["target"]) in targets:
                self._begun.setdefault((kind, cells["target"]), []).append(cells)
            elif kind == ProtocolAdopted.KIND:
                self._protocols[cells["reference"]] = cells
            elif kind == DecisionMade.KIND and cells["reference"] in decided:
                self._decisions[cells["reference"]] = cells

    def states(self, row: RecordRow) -> bool:
        """Return whether a target says what the change that was the last one states."""
        if row.entry not in self._stated:
            # The change was itself corrected since; what it stated first is not in a table.
            return any(kind == TargetChanged.KIND for kind, _ in self._corrected)
        field, value = self._stated[row.entry]
        return row.cells.get(field, "") == value or reads_same(row, field, value)

    def ends(self, row: RecordRow) -> bool:
        """Return whether a later term of the same target begins when the row's term ends."""
        return any(
            term["from"] == row.cells["until"] or (row.kind, term["reference"]) in self._corrected
            for term in self._begun.get((row.kind, row.cells["target"]), ())
            if term["reference"] != row.reference
        )

    def supersedes(self, subject: str, row: RecordRow) -> bool:
        """Return whether a protocol supersedes the row's."""
        cells = self._protocols.get(subject)
        return cells is not None and (
            cells["supersedes"] == row.reference or (row.kind, subject) in self._corrected
        )

    def cites(self, row: RecordRow) -> bool:
        """Return whether the row's decision cites its advice."""
        decision = self._decisions.get(row.cells.get("decision", ""))
        return decision is not None and (
            decision["advice"] == row.cells.get("advice")
            or (DecisionMade.KIND, decision["reference"]) in self._corrected
        )


def reads_same(row: RecordRow, field: str, value: str) -> bool:
    """Return whether a table writes in another way what an act states of a field."""
    stated = {name: cell for name, cell in row.cells.items() if cell}
    try:
        act = ACTS[row.kind]
        return act.read(stated).cells() == act.read({**stated, field: value}).cells()
    except InvalidInput:
        return False


def read_records(files: ReleaseFiles, kinds: Collection[str] | None = None) -> Iterator[RecordRow]:
    """Yield the records of some tables, or of all, in the order of ``record_entries.csv``.

    Raises:
        Damaged: a table does not have the row.
    """
    tables: dict[str, tuple[list[str], Iterator[list[str]]]] = {}
    for kind, reference, entry, _ in read_rows(files, file_names.RECORDS, RECORDS_HEADER):
        if kinds is not None and kind not in kinds:
            continue
        if kind not in tables:
            rows = read_rows(files, f"{kind}.csv")
            tables[kind] = next(rows), rows
        header, rows = tables[kind]
        row = next(rows, [])
        cells = dict(zip(header, row, strict=True)) if row else {}
        if cells.get("reference") != reference or not entry.isdecimal():
            raise Damaged(f"{kind}.csv {reference}", f"{file_names.RECORDS} tells it differently")
        yield RecordRow(kind, reference, int(entry), drop_derived(cells))
