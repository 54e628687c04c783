"""The published tables: each is a name and a select; all else follows from its columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select

from opendata.batching import BATCH, BATCH_VALUES, split_batches
from opendata.csv_sql import make_header, make_line
from registry.acts import ACTS, MENDING, fields_of
from registry.models import TABLES, TYPES, Entry

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

    ``says`` gives the meaning of columns that carry none themselves.
    """

    name: str
    about: str
    statement: Select[Any]
    says: Mapping[str, str] = field(default_factory=dict)
    nature: Nature = Nature.RECORDS

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
        self, connection: Connection, only: Sequence[str] | None = None
    ) -> Iterator[Sequence[str]]:
        """Yield batches of lines sorted by key; ``only`` are the keys wanted, sorted."""
        if only is None:
            yield from _stream_lines(connection, self.select_lines)
            return
        for some in split_batches(only):
            yield from _stream_lines(connection, self.select_batch, {BATCH: some})


def _stream_lines(
    connection: Connection, statement: Select[Any], parameters: Mapping[str, Any] | None = None
) -> Iterator[Sequence[str]]:
    rows = connection.execute(statement, parameters, execution_options={"yield_per": LINES})
    yield from rows.scalars().partitions(LINES)


@cache
def make_record_table(kind: str) -> DataResource:
    """Return the table of one kind of record: the fields of its act, as it is imported."""
    table, act = TABLES[kind], ACTS[kind]
    columns = [table.c[field.name] for field in fields_of(act)]
    return DataResource(kind, describe_kind(kind), select(*columns))


def describe_kind(kind: str) -> str:
    """Return what a record of a kind is, in one sentence."""
    return (TYPES[kind].__doc__ or "").partition("\n")[0]


@cache
def make_entries_table() -> DataResource:
    """Return the table of the ledger's entries: when, by whom, about what, and their hashes."""
    entry = Entry.__table__.c
    columns = (
        *(entry.number, entry.recorded_at, entry.actor, entry.act, entry.about_kind),
        *(entry.about, entry.hash, entry.redacted_by.is_not(None).label("redacted")),
    )
    return DataResource(
        "entries",
        "One act on the ledger, told by its place, instant and hash.",
        select(*columns),
        MappingProxyType({"redacted": "Whether a redaction took words off the entry"}),
        Nature.LEDGER,
    )


OTHER_TABLES: tuple[Callable[[], DataResource], ...] = (make_entries_table,)
"""The tables of the whole registry that hold no records; another one is added here."""


def list_other_tables() -> tuple[DataResource, ...]:
    """Return the tables of the whole registry that hold no records."""
    return tuple(make() for make in OTHER_TABLES)


def list_other_names() -> frozenset[str]:
    """Return the names of tables whose rows are neither proven one by one nor imported."""
    return frozenset(resource.name for resource in list_other_tables())


def list_kinds() -> tuple[str, ...]:
    """Return all kinds of record that are published, each after those that it references."""
    return tuple(kind for kind in TABLES if kind not in MENDING)
