"""Recording what was read, and going on after refusals so that all of them are told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter

from ingest.packages.problems import ProblemList, shorten_value
from ingest.packages.read_acts import ActOfRow
from ingest.packages.results import ImportResult, KindCount
from registry.acts import ACTS, Act, referring_fields
from registry.database import WriteSession
from registry.errors import Problem, Refusal, RefusalCode, Refused
from registry.recording import record
from registry.vocabulary import Author

BATCH = 2_000


@dataclass(slots=True)
class BatchRecorder:
    """Acts of one kind after the other on their way to the record.

    A row that names a later row of its own kind is held back until all rows of the kind were
    read: only such rows are kept in memory.
    """

    session: WriteSession
    troubles: ProblemList
    author: Author
    new: Counter[str] = field(default_factory=Counter)
    repeated: Counter[str] = field(default_factory=Counter)
    redacted: int = 0
    _batch: list[ActOfRow] = field(default_factory=list)
    _held: list[ActOfRow] = field(default_factory=list)
    _circle: set[str] = field(default_factory=set)

    def add_act(self, placed: ActOfRow) -> None:
        """Take one more act of the kind."""
        self._batch.append(placed)
        if len(self._batch) >= BATCH:
            self._record_batch(hold=True)

    def end_kind(self) -> None:
        """All rows of the kind were read: record the last of them, and those held back."""
        self._record_batch(hold=True)
        held, self._held = self._held, []
        ordered, left = _sort_by_reference(held)
        self._circle = {placed.act.reference for placed in left}
        for placed in (*ordered, *left):
            self._batch.append(placed)
            if len(self._batch) >= BATCH:
                self._record_batch(hold=False)
        self._record_batch(hold=False)

    def summarise(self, *, dry_run: bool) -> ImportResult:
        """Return what came of it, kind by kind."""
        counts = (
            KindCount(kind, self.new[kind], self.repeated[kind])
            for kind in ACTS
            if kind in self.new
        )
        return ImportResult(tuple(counts), dry_run, self.redacted)

    def _record_batch(self, *, hold: bool) -> None:
        rows, self._batch = self._batch, []
        while rows:
            try:
                recorded = record(self.session, [row.act for row in rows], author=self.author)
            except Refused as error:
                refused = _group_by_row(error.refusals)
                for index, refusals in refused.items():
                    self._report_refusals(rows[index], refusals, hold=hold)
                # Later rows are checked against those that can be recorded.
                rows = [row for index, row in enumerate(rows) if index not in refused]
            else:
                kind = rows[0].act.KIND
                self.new[kind] += len(rows) - recorded.repeated
                self.repeated[kind] += recorded.repeated
                self.redacted += recorded.redacted
                return

    def _report_refusals(self, placed: ActOfRow, refusals: list[Refusal], *, hold: bool) -> None:
        names = {f.name: str(f.refers) for f in referring_fields(type(placed.act))}
        missing = [r for r in refusals if r.code is RefusalCode.NOT_FOUND and r.field in names]
        told = [
            r
            for r in refusals
            if r not in missing or not self.troubles.is_missing(names[str(r.field)], str(r.value))
        ]
        if hold and any(names[str(r.field)] == placed.act.KIND for r in missing):
            self._held.append(placed)
            return
        self.troubles.mark_missing(placed.act.KIND, placed.act.reference)
        self.troubles.consequences += not told
        for refusal in told:
            own = refusal in missing and names[str(refusal.field)] == placed.act.KIND
            why = _circular_reference(refusal) if own and refusal.value in self._circle else refusal
            self.troubles.add_refusal(why, _problem_of(placed, why))


def _group_by_row(refusals: Iterable[Refusal]) -> dict[int, list[Refusal]]:
    rows: dict[int, list[Refusal]] = defaultdict(list)
    for refusal in refusals:
        # An unknown actor is no fault of any row.
        if refusal.field == "actor":
            raise Refused([refusal])
        rows[refusal.index].append(refusal)
    return rows


def _problem_of(placed: ActOfRow, refusal: Refusal) -> Problem:
    value = refusal.value
    if value is None and refusal.field:
        value = placed.act.cells().get(refusal.field)
    return Problem(
        message=refusal.message,
        remedy=refusal.remedy,
        file=placed.file,
        row=placed.row,
        column=refusal.field,
        value=None if value is None else shorten_value(value),
        code=refusal.code.value,
    )


def _circular_reference(refusal: Refusal) -> Refusal:
    return replace(
        refusal,
        message=f"{refusal.field} names {refusal.value}, which waits in a circle of rows that "
        "name each other",
        remedy="Leave the cell of one of them empty, and correct it afterwards (kind corrections)",
    )


def _sort_by_reference(held: list[ActOfRow]) -> tuple[list[ActOfRow], list[ActOfRow]]:
    """Rows that name rows of their own kind, each after those that it names, and rows in circles.

    The latter wait for each other, or for others that do.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, placed in enumerate(held):
        places[placed.act.reference].append(place)
    sorter: TopologicalSorter[int] = TopologicalSorter()
    for place, placed in enumerate(held):
        sorter.add(
            place, *(other for name in _names_own_kind(placed.act) for other in places[name])
        )
    # A circle stops the sorter, but not before all others are in order.
    with suppress(CycleError):
        sorter.prepare()
    ordered: list[int] = []
    while ready := sorter.get_ready():
        ordered.extend(sorted(ready))
        sorter.done(*ready)
    left = sorted(set(range(len(held))).difference(ordered))
    return [held[place] for place in ordered], [held[place] for place in left]


def _names_own_kind(act: Act) -> list[str]:
    return [reference for field, reference in act.refers_to() if field.refers == act.KIND]
