"""What is on record, as far as a batch of acts concerns it: read in bulk, then kept up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, select

from registry.acts import ACT_NAMED, Act
from registry.models import TABLES, Entry
from registry.projection import Added, Change, Replaced, Row
from registry.recording.redactions import find_superseded_redactions, read_remaining_cells

Lookup = tuple[str, str, str]


class Facts:
    """Current rows by kind, column and value. Reading what was not prefetched costs a statement."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._found: dict[tuple[str, str], dict[str, dict[str, Row]]] = defaultdict(dict)
        # Rows of this batch that are not written yet, which reading the tables would miss.
        self._news: dict[str, dict[str, Row]] = defaultdict(dict)

    def prefetch(self, lookups: Iterable[Lookup]) -> None:
        """Read what many acts are going to ask for, one statement for each kind and column."""
        wanted: dict[tuple[str, str], set[str]] = defaultdict(set)
        for kind, column, value in lookups:
            if value not in self._found[kind, column]:
                wanted[kind, column].add(value)
        for (kind, column), values in wanted.items():
            found = self._found[kind, column]
            found.update({value: {} for value in values})
            table = TABLES[kind]
            statement = select(table).where(table.c[column].in_(sorted(values)))
            for there in self._connection.execute(statement).mappings():
                if there["reference"] not in self._news[kind]:
                    found[there[column]][there["reference"]] = dict(there)
            for reference, row in self._news[kind].items():
                if row[column] in values:
                    found[row[column]][reference] = row

    def get(self, kind: str, reference: str) -> Row | None:
        """Return the current row of a record."""
        return next(iter(self.where(kind, "reference", reference)), None)

    def where(self, kind: str, column: str, value: str) -> list[Row]:
        """Return the current rows whose column has this value."""
        found = self._found[kind, column]
        if value not in found:
            self.prefetch([(kind, column, value)])
        return list(found[value].values())

    def read_act_of_entry(self, number: int) -> Act | None:
        """Read the act of an entry, as far as it has not been redacted."""
        entry = self._connection.execute(
            select(Entry.act, Entry.payload, Entry.redacted_by).where(Entry.number == number)
        ).one_or_none()
        if entry is None:
            return None
        cells = read_remaining_cells(self._connection, number, entry.payload)
        return ACT_NAMED[entry.act].read(cells) if cells is not None else None

    def find_superseded_redactions(self, number: int) -> list[int]:
        """Find the redactions of an entry that keep words which later ones took off it."""
        return find_superseded_redactions(self._connection, number)

    def follow(self, changes: Iterable[Change]) -> None:
        """Take in what acts of the same batch change."""
        for change in changes:
            if isinstance(change, Replaced):
                self._forget(change.kind, change.old)
                self._learn(change.kind, change.new)
            elif isinstance(change, Added):
                self._learn(change.kind, change.row)

    def _learn(self, kind: str, row: Row) -> None:
        self._news[kind][row["reference"]] = row
        for found, value in self._places(kind, row):
            found[value][row["reference"]] = row

    def _forget(self, kind: str, row: Row) -> None:
        for found, value in self._places(kind, row):
            found[value].pop(row["reference"], None)

    def _places(self, kind: str, row: Row) -> list[tuple[dict[str, dict[str, Row]], str]]:
        return [
            (found, row[column])
            for (place, column), found in self._found.items()
            if place == kind and row[column] in found
        ]
