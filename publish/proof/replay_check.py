"""Check that changed rows say what the acts on the ledger made of them, by replaying these acts.

``acts.csv`` has the acts that no row says word for word. The other acts that change records are
rows themselves. All of them are held to the leaves, so that the rows which they make are proven.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from opendata import CORRECTIONS_HEADER
from publish import file_names
from publish.proof.changes_check import Record, RecordRow
from publish.proof.recorded_acts import RecordedActs
from publish.proof.release_files import ReleaseFiles, read_rows
from publish.proof.replayed_rows import ReplayedRows, read_stated
from registry import Damaged, InvalidInput
from registry.acts import MENDING, Corrected, Redacted, TargetChanged
from registry.projection import Row, cells_of

Line = Sequence[str]


@dataclass(frozen=True, slots=True)
class ReplayedChanges:
    """How many changed rows were proven, and the places that a smaller dataset cannot prove."""

    rows: int
    unproven: tuple[str, ...]


def replay_changes(
    files: ReleaseFiles,
    acts: RecordedActs,
    redactions: Iterable[Line],
    changed: Sequence[RecordRow],
    *,
    whole: bool,
) -> ReplayedChanges:
    """Replay the acts and compare.

    ``whole`` is whether the package has all entries.

    Raises:
        Damaged: with the first row or line that is not what the acts made it.
    """
    acts.read_remains()
    lost = acts.find_unaccounted() if whole else None
    if lost is not None:
        message = f"neither a row nor {file_names.ACTS} says what it recorded"
        raise Damaged(f"entry {lost}", message)
    corrections = read_rows(files, file_names.CORRECTIONS, CORRECTIONS_HEADER)
    replay = _Replay(acts, corrections, iter(redactions), whole=whole)
    replay.run()
    replay.check_none_is_stale(changed)
    unproven = [row.place for row in changed if not replay.proves(row)]
    return ReplayedChanges(len(changed) - len(unproven), (*unproven, *replay.unproven))


@dataclass(slots=True)
class _Replay:
    """A replay, with what the lists of corrections and redactions have to say of it."""

    acts: RecordedActs
    corrections: Iterator[Line]
    redactions: Iterator[Line]
    whole: bool
    rows: ReplayedRows = field(default_factory=ReplayedRows)
    unknown: set[Record] = field(default_factory=set)
    unproven: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Replay all acts in order."""
        for number, act in self.acts.list_acts():
            if isinstance(act, Redacted):
                self._check_redaction(number, act)
                continue
            if isinstance(act, Corrected):
                self._check_correction(number, act)
            elif isinstance(act, TargetChanged) and self.rows.get("targets", act.target) is None:
                self._miss(number, ("targets", act.target))
            self.rows.apply(act, number)
        for name, lines in (
            (file_names.CORRECTIONS, self.corrections),
            (file_names.REDACTIONS, self.redactions),
        ):
            left = next(lines, None)
            if left is not None:
                raise Damaged(f"{name} entry {left[0]}", "no act on the ledger says so")

    def check_none_is_stale(self, changed: Iterable[RecordRow]) -> None:
        """Check that no row says what was recorded first although an act changed it."""
        told = {(row.kind, row.reference) for row in changed}
        for kind, reference in self.rows.list_changed():
            if (kind, reference) not in told:
                raise Damaged(f"{kind}.csv {reference}", "it does not say what became of it later")

    def proves(self, row: RecordRow) -> bool:
        """Return whether a row is what the acts made it; False where not all are at hand.

        Raises:
            Damaged: it is something else.
        """
        made = self.rows.get(row.kind, row.reference)
        if made is None or made["entry"] != row.entry or (row.kind, row.reference) in self.unknown:
            if self.whole:
                message = f"it is not what entry {row.entry} made it"
                raise Damaged(row.place, message)
            return False
        if differing := _list_differences(row, made):
            message = f"it is not what entry {row.entry} made it, in {', '.join(differing)}"
            raise Damaged(row.place, message)
        return True

    def _check_redaction(self, number: int, act: Redacted) -> None:
        # Redactions of what mends the record are told by the package of the whole registry.
        if self.whole or act.kind not in MENDING:
            line = [f"{act.redacts}", act.kind, act.record, act.fields, act.reason, f"{number}"]
            self._compare(file_names.REDACTIONS, number, line, next(self.redactions, ()))

    def _check_correction(self, number: int, act: Corrected) -> None:
        row = self.rows.get(act.kind, act.record)
        line = next(self.corrections, ())
        if row is None or (not self.whole and act.corrects != row["entry"]):
            self._miss(number, (act.kind, act.record))
            # What the field said before is not at hand.
            was = line[4] if len(line) > 4 else ""
            self.unproven.append(f"{file_names.CORRECTIONS} {number}")
        else:
            was = cells_of(act.kind, row).get(act.field, "")
        wanted = [f"{number}", act.kind, act.record, act.field, was, act.value or "", act.reason]
        self._compare(file_names.CORRECTIONS, number, wanted, line)

    def _compare(self, name: str, number: int, wanted: Line, line: Line) -> None:
        if list(line) != list(wanted):
            raise Damaged(f"{name} entry {number}", "it does not say what the ledger says")

    def _miss(self, number: int, record: Record) -> None:
        """Take note that what a record said before an act is not at hand."""
        if self.whole:
            message = f"entry {number} changed it, and it says what was recorded before"
            raise Damaged(f"{record[0]}.csv {record[1]}", message)
        self.unknown.add(record)


def _list_differences(row: RecordRow, made: Row) -> list[str]:
    """List the fields in which a row differs, but for how amounts are written."""
    try:
        stated = read_stated(row.kind, {name: cell for name, cell in row.cells.items() if cell})
    except InvalidInput as error:
        return sorted({problem.column or "" for problem in error.problems})
    wanted = cells_of(row.kind, made)
    names = {*stated, *wanted}
    return sorted(name for name in names if stated.get(name) != wanted.get(name))
