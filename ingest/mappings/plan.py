"""What a file would become: for each row its acts, what was left out, what is wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ingest.files import Table
from ingest.mappings.readings import Reading
from registry.acts import Act
from registry.errors import Problem


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What becomes of one row.

    Attributes:
        number: the row's number as a spreadsheet shows it.
        acts: the acts that it makes, as far as they can be made.
        left_out: why the row was left out, if it was.
        notes: what to know of how it was read.
        problems: why something of it cannot be recorded.
        failed: kind and reference of the acts that cannot be made.
        known: kind and reference of what is on record already and was left as it is.
        readings: what was read for each field, beside the words of the row.
        unplaced: words that no field takes, with their column; they are kept in a locator.
    """

    number: int
    acts: tuple[Act, ...] = ()
    left_out: str | None = None
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    failed: tuple[tuple[str, str | None], ...] = ()
    known: tuple[tuple[str, str | None], ...] = ()
    readings: tuple[Reading, ...] = ()
    unplaced: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a file would become.

    Attributes:
        table: the file as it was read.
        headings: its columns.
        once: what is recorded beside the rows: sources, agreements and what rows name.
        rows: what becomes of each row.
        notes: what to know of the file as a whole.
        problems: what is wrong with the file or the mapping as a whole.
    """

    table: Table
    headings: tuple[str, ...] = ()
    once: RowPlan = RowPlan(0)
    rows: tuple[RowPlan, ...] = ()
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, in the order of the file."""
        return (
            *self.problems,
            *(problem for row in (self.once, *self.rows) for problem in row.problems),
        )

    @property
    def rows_left_out(self) -> dict[str, int]:
        """How many rows were left out for each reason."""
        return dict(Counter(row.left_out for row in self.rows if row.left_out))

    @property
    def recorded_before(self) -> int:
        """How many records were on record already and were left as they are."""
        return sum(len(row.known) for row in (self.once, *self.rows))

    @property
    def acts_per_kind(self) -> dict[str, int]:
        """How many acts of each kind there would be."""
        acts = (act for row in (self.once, *self.rows) for act in row.acts)
        return dict(Counter(act.KIND for act in acts))
