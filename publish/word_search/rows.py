"""Search rows of tables, whatever their columns are called."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from publish.word_search.phrases import Counts, Phrases

_DIVIDER = b"\0"


def encode_cell(cell: Any) -> bytes:
    """Return a cell as bytes to search in; numbers hold no words."""
    if cell is None or isinstance(cell, bool | int | float):
        return b""
    if isinstance(cell, bytes | memoryview):
        return bytes(cell)
    return str(cell).encode("utf-8", "surrogatepass")


def find_in_row(phrases: Phrases, row: Sequence[Any]) -> Iterator[tuple[int, Counts]]:
    """Yield the places of the cells of a row that hold words, with how often they do."""
    cells = [encode_cell(cell) for cell in row]
    # Most rows hold none: they are looked at once.
    if phrases.count(_DIVIDER.join(cells)):
        for place, cell in enumerate(cells):
            if counts := phrases.count(cell):
                yield place, counts


def count_rows(phrases: Phrases, rows: Iterable[Sequence[Any]]) -> Counts:
    """Count the phrases in all cells of some rows."""
    total = Counts()
    for row in rows:
        for _, counts in find_in_row(phrases, row):
            total += counts
    return total


def count_sqlite_rows(connection: sqlite3.Connection, phrases: Phrases) -> Counts:
    """Count the phrases in all tables of a SQLite file."""
    # Text that is no UTF-8 is read all the same.
    connection.text_factory = bytes
    listed = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    total = Counts()
    for name, made_by in listed.fetchall():
        # A virtual table shows what its shadow tables, or another table, hold.
        if not (made_by or b"").upper().startswith(b"CREATE VIRTUAL"):
            total += count_rows(phrases, connection.execute(_select_all(name.decode())))
    return total


def _select_all(table: str) -> str:
    quoted = table.replace('"', '""')
    return f'SELECT * FROM "{quoted}"'  # noqa: S608 - the name is quoted, and nothing else varies
