"""The tables that lead from a package's rows to the root of the ledger's tree.

``record_entries.csv`` gives the entry of each record, ``leaves.csv`` what these entries commit to,
``tree.csv`` the roots of all ranges in between, ``redactions.csv`` what was taken off,
and ``corrections.csv`` what was mended; ``act_table`` writes ``acts.csv``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, case, exists, func, literal, select

from opendata import (
    Content,
    Dataset,
    Nature,
    list_corrections,
    make_corrections_header,
    make_record_table,
)
from opendata.csv_sql import make_line
from registry.acts import ACTS
from registry.ledger import COMMITTED, LEAF_COLUMNS, list_covering_ranges, read_range_roots
from registry.models import HISTORY, TABLES, Entry, Redaction

END = "\r\n"
LINES = 2_000
NAMED = 500
RECORDS_HEADER = ("kind", "reference", "entry", "salt")
TREE_HEADER = ("start", "end", "hash")
REDACTIONS_HEADER = ("number", "kind", "record", "fields", "reason", "by")


def list_record_entries(
    connection: Connection, dataset: Dataset, content: Content
) -> Iterator[tuple[bytes, int]]:
    """Yield each record's entry; with the salt where the row is what that entry recorded."""
    yield _make_header(RECORDS_HEADER), 0
    for resource in dataset.resources():
        if resource.nature is Nature.RECORDS:
            statement = _select_entries(resource.name)
            for some in _split_batches(content.list_references(make_record_table(resource.name))):
                table = TABLES[resource.name].c
                wanted = statement if some is None else statement.where(table.reference.in_(some))
                yield from _read_lines(connection, wanted.order_by(table.reference))


def _select_entries(kind: str) -> Select[Any]:
    table, history, entry = TABLES[kind].c, HISTORY[kind].c, Entry.__table__.c
    # A row that was replaced since, or that came of another kind of act, is not what its entry
    # says word for word: the salt would prove nothing.
    replaced = exists().where(history.reference == table.reference)
    itself = (entry.act == ACTS[kind].__name__) & ~replaced
    salt = case((itself, func.coalesce(entry.salt, "")), else_="").label("salt")
    columns = (literal(kind).label("kind"), table.reference, table.entry, salt)
    return select(*columns).join(Entry, entry.number == table.entry)


def list_leaves(
    connection: Connection, numbers: Sequence[int] | None
) -> Iterator[tuple[bytes, int]]:
    """Yield what the leaves of some entries commit to, in order; None stands for all entries.

    Only where a leaf is of a later version than the first are there columns that tell so.
    """
    entry = Entry.__table__.c
    names = LEAF_COLUMNS if _has_later_leaves(connection, numbers) else COMMITTED
    yield _make_header(names), 0
    statement = select(*(entry[name] for name in names))
    for some in _split_batches(numbers):
        wanted = statement if some is None else statement.where(entry.number.in_(some))
        yield from _read_lines(connection, wanted.order_by(entry.number))


def _has_later_leaves(connection: Connection, numbers: Sequence[int] | None) -> bool:
    entry = Entry.__table__.c
    later = select(entry.number).where(entry.leaf_version > 1).limit(1)
    return any(
        connection.scalar(later if some is None else later.where(entry.number.in_(some)))
        for some in _split_batches(numbers)
    )


def list_ranges(
    connection: Connection, size: int, numbers: Sequence[int] | None, cuts: Collection[int]
) -> Iterator[tuple[bytes, int]]:
    """Yield the ranges that lead from some entries to the root; none with all entries."""
    yield _make_header(TREE_HEADER), 0
    if numbers is None:
        return
    ranges = list(list_covering_ranges(size, [number - 1 for number in numbers], cuts))
    roots = read_range_roots(connection, ranges)
    text = [f"{start},{end},{made.hex()}" for (start, end), made in zip(ranges, roots, strict=True)]
    if text:
        yield (END.join(text) + END).encode(), len(text)


def list_redactions(connection: Connection, content: Content) -> Iterator[tuple[bytes, int]]:
    """Yield the redactions of a package's records, as ``redactions.csv`` lists them."""
    yield _make_header(REDACTIONS_HEADER), 0
    yield from _read_redactions(connection, content, 0)


def list_later_redactions(
    connection: Connection, content: Content, size: int
) -> list[tuple[bytes, int]]:
    """List what was taken off the first ``size`` entries by entries after these."""
    return list(_read_redactions(connection, content, size))


def _read_redactions(
    connection: Connection, content: Content, size: int
) -> Iterator[tuple[bytes, int]]:
    table = Redaction.__table__.c
    columns = (
        *(table.redacts.label("number"), table.kind, table.record, table.fields, table.reason),
        table.entry.label("by"),
    )
    wanted = select(*columns).where(table.entry > size).order_by(table.entry)
    if size:
        wanted = wanted.where(table.redacts <= size)
    for row_line, kind, reference in connection.execute(
        wanted.with_only_columns(make_line(columns), table.kind, table.record)
    ):
        if content.closure is None or reference in content.closure.records.get(kind, ()):
            yield f"{row_line}{END}".encode(), 1


def list_corrected(connection: Connection, content: Content) -> Iterator[tuple[bytes, int]]:
    """Yield the corrections of a package's records, as ``corrections.csv`` lists them."""
    yield make_corrections_header().encode(), 0
    for correction in list_corrections(connection, content):
        yield correction.make_line().encode(), 1


def list_numbers(content: Content, replayed: Iterable[int]) -> list[int] | None:
    """List the entries of a package's records, and what is replayed; None stands for all."""
    if content.closure is None:
        return None
    records = content.closure.records.values()
    return sorted({*replayed, *(entry for rows in records for _, entry in rows.values())})


def _make_header(names: Iterable[str]) -> bytes:
    return (",".join(names) + END).encode()


def _split_batches(wanted: Sequence[Any] | None) -> Iterator[Sequence[Any] | None]:
    if wanted is None:
        yield None
        return
    for start in range(0, len(wanted), NAMED):
        yield wanted[start : start + NAMED]


def _read_lines(connection: Connection, statement: Select[Any]) -> Iterator[tuple[bytes, int]]:
    columns = list(statement.selected_columns)
    wanted = statement.with_only_columns(make_line(columns), maintain_column_froms=True)
    rows = connection.execute(wanted, execution_options={"yield_per": LINES})
    for some in rows.scalars().partitions(LINES):
        yield (END.join(some) + END).encode(), len(some)
