"""Compare two packages: both are sorted, so that one pass finds the differences."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from opendata import DERIVED_COLUMNS, list_other_names
from publish.changes.package_tables import KEY, ComparedPackage
from registry.rules.corrections import REDACTED as WORD

ADDED, REMOVED, CHANGED, REDACTED, RETYPED = "added", "removed", "changed", "redacted", "retyped"
FieldsByRecord = Mapping[tuple[str, str], Collection[str]]
"""By kind and reference the fields off which words were taken since the older release."""
Columns = Mapping[str, tuple[str, str] | None]


@dataclass(frozen=True, slots=True)
class Change:
    """One row that was added, removed or changed.

    ``columns`` gives old and new values, None where words were taken off.
    ``header`` and ``row`` are of the newer release, of the older where the row was removed.
    """

    table: str
    reference: str
    change: str
    header: Sequence[str]
    row: Sequence[str]
    columns: Columns = field(default_factory=dict)

    def cells(self) -> dict[str, str]:
        """Return the row by column."""
        return dict(zip(self.header, self.row, strict=True))


@dataclass(frozen=True, slots=True)
class ShapeChange:
    """A table or column that was added, removed or has another type; no column means the table."""

    table: str
    column: str
    change: str


def compare_shapes(old: ComparedPackage, new: ComparedPackage) -> Iterator[ShapeChange]:
    """Yield the changes of tables and columns."""
    for table in (*old.tables, *(set(new.tables) - set(old.tables))):
        before, now = old.tables.get(table), new.tables.get(table)
        if before is None or now is None:
            yield ShapeChange(table, "", ADDED if before is None else REMOVED)
            continue
        for column in before:
            if before[column] != now.get(column):
                yield ShapeChange(table, column, RETYPED if column in now else REMOVED)
        for column in now:
            if column not in before:
                yield ShapeChange(table, column, ADDED)


def compare_rows(
    old: ComparedPackage, new: ComparedPackage, taken: FieldsByRecord, same: Collection[str]
) -> Iterator[Change]:
    """Yield every row that differs; the tables named ``same`` are not read.

    Nor are those that are worked out of the others: what changed in them follows from these.

    Raises:
        Damaged: a table of either cannot be read.
    """
    beside = list_other_names()
    gone = [table for table in old.tables if table not in new.tables]
    for table in (*new.tables, *gone):
        if table not in same and table not in beside:
            yield from _TableDiff(table, old, new, taken).find_changes()


class _TableDiff:
    """One table of both packages."""

    def __init__(
        self, name: str, old: ComparedPackage, new: ComparedPackage, taken: FieldsByRecord
    ) -> None:
        self.name = name
        self.taken = taken
        self.old_header, self.old_rows = old.read_table(name)
        self.new_header, self.new_rows = new.read_table(name)
        self.old_key, self.new_key = self.old_header.index(KEY), self.new_header.index(KEY)
        self.common = [
            (column, self.old_header.index(column), place)
            for place, column in enumerate(self.new_header)
            if column in self.old_header and column not in DERIVED_COLUMNS
        ]

    def find_changes(self) -> Iterator[Change]:
        """Yield the rows that differ, sorted by reference."""
        old, new = next(self.old_rows, None), next(self.new_rows, None)
        while old is not None or new is not None:
            if new is None or (old is not None and old[self.old_key] < new[self.new_key]):
                assert old is not None
                yield Change(self.name, old[self.old_key], REMOVED, self.old_header, old)
                old = next(self.old_rows, None)
            elif old is None or new[self.new_key] < old[self.old_key]:
                yield Change(self.name, new[self.new_key], ADDED, self.new_header, new)
                new = next(self.new_rows, None)
            else:
                yield from self._compare_row(old, new)
                old, new = next(self.old_rows, None), next(self.new_rows, None)

    def _compare_row(self, old: list[str], new: list[str]) -> Iterator[Change]:
        taken = self.taken.get((self.name, new[self.new_key]), ())
        if old == new and not taken:
            return
        columns: dict[str, tuple[str, str] | None] = {}
        for column, before, now in self.common:
            # Redacted words are never shown, not even where others replaced them.
            if column in taken or (new[now] == WORD and old[before] != WORD):
                columns[column] = None
            elif old[before] != new[now]:
                columns[column] = (old[before], new[now])
        if columns:
            change = REDACTED if None in columns.values() else CHANGED
            yield Change(self.name, new[self.new_key], change, self.new_header, new, columns)
