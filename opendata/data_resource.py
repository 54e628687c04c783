"""A table to publish: a name and a select, from whose columns all else follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select

from opendata.batching import BATCH, BATCH_VALUES, split_batches
from opendata.computed import BASE
from opendata.csv_sql import make_header, make_line

LINES = 2_000
"""How many lines are fetched at once."""


class Nature(Enum):
    """Where the rows of a table come from; what is proven, counted and imported follows from it."""

    RECORDS = auto()
    """Each row is a record: proven by the entry that made it so, counted, and imported again."""
    LEDGER = auto()
    """The ledger's words about itself, which no other ledger can take over."""
    DERIVED = auto()
    """Worked out of the records: the sums vouch for it as for any file, and it is not imported."""


@dataclass(frozen=True, eq=False)
class DataResource:
    """A table to publish: its name, what it holds, and its select.

    ``says`` gives the meaning of columns that carry none themselves. A statement may name the
    registry's own base address as the parameter ``BASE``. ``rows_of`` is the kind that the rows of
    a derived table tell of, if whatever it is made of is in each package that has the kind.
    """

    name: str
    about: str
    statement: Select[Any]
    says: Mapping[str, str] = field(default_factory=dict)
    nature: Nature = Nature.RECORDS
    rows_of: str | None = None

    @cached_property
    def columns(self) -> list[ColumnElement[Any]]:
        """The selected columns, in their order."""
        return list(self.statement.selected_columns)

    @cached_property
    def key(self) -> ColumnElement[Any]:
        """The primary key, by which rows are sorted."""
        return next(c for c in self.columns if getattr(c, "primary_key", False))

    @property
    def title(self) -> str:
        """The name as people read it."""
        return self.name.replace("_", " ").capitalize()

    @cached_property
    def select_lines(self) -> Select[Any]:
        """The select of all rows as lines, sorted by key."""
        return self.statement.with_only_columns(make_line(self.columns)).order_by(self.key)

    @cached_property
    def select_batch(self) -> Select[Any]:
        """The select of a batch of rows as lines, sorted by key."""
        return self.select_lines.where(self.key.in_(BATCH_VALUES))

    def make_header(self) -> str:
        """Return the first line of the published table."""
        return make_header(self.columns)

    def read_lines(
        self, connection: Connection, only: Sequence[str] | None = None, base_url: str = ""
    ) -> Iterator[Sequence[str]]:
        """Yield batches of lines sorted by key; ``only`` are the keys wanted, sorted."""
        if only is None:
            yield from _stream_lines(connection, self.select_lines, {BASE: base_url})
            return
        for some in split_batches(only):
            yield from _stream_lines(connection, self.select_batch, {BASE: base_url, BATCH: some})


def _stream_lines(
    connection: Connection, statement: Select[Any], parameters: Mapping[str, Any]
) -> Iterator[Sequence[str]]:
    rows = connection.execute(statement, parameters, execution_options={"yield_per": LINES})
    yield from rows.scalars().partitions(LINES)
