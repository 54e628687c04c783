"""One SQLite database: STRICT tables with their keys, ready to be queried or served by Datasette.

Amounts and numbers are REAL, so that they compare and add up as SQL expects; their exact decimals
are in every other format. Truth is 0 or 1, days and instants are text that sorts. The bytes depend
on the version of SQLite, which its header names.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from publish.formats.sqlite_ddl import SqlStatements, make_statements
from publish.formats.tables import CsvPackage, FilledTable, FormatFile, TableInfo

APPLICATION = 0x414E5357
"""The file's application id: "ANSW"."""
FORM = 1
"""The file's user version, which changes with what its tables are."""
_PRAGMAS = (
    *("PRAGMA page_size = 4096", "PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF"),
    *("PRAGMA locking_mode = EXCLUSIVE", "PRAGMA temp_store = FILE"),
    *(f"PRAGMA application_id = {APPLICATION}", f"PRAGMA user_version = {FORM}"),
)


def write(package: CsvPackage) -> FormatFile:
    """Write ``<dataset>.sqlite``."""
    path = package.folder / f"{package.name}.sqlite"
    tables = tuple(filled.table for filled in package.tables)
    statements = make_statements(tables)
    # Nobody reads it before it is whole, and a run that is cut off throws it away.
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        for pragma in _PRAGMAS:
            file.execute(pragma)
        file.execute("BEGIN")
        for statement in statements.tables:
            file.execute(statement)
        file.executemany(statements.about, _list_about(package))
        file.executemany(statements.columns, _list_columns(tables))
        rows = {
            filled.table.name: _fill_table(file, statements, filled) for filled in package.tables
        }
        # Made of all rows at once they are small and in order.
        for statement in statements.indices:
            file.execute(statement)
        file.execute("COMMIT")
    return FormatFile(path, rows)


def _fill_table(file: sqlite3.Connection, statements: SqlStatements, filled: FilledTable) -> int:
    name = filled.table.name
    with filled.read_rows() as rows:
        file.executemany(statements.insert[name], rows)
    count: int = file.execute(statements.count[name]).fetchone()[0]
    return count


def _list_about(package: CsvPackage) -> Iterator[tuple[str, str]]:
    yield "title", package.descriptor["title"]
    yield "description", package.descriptor["description"]
    yield "licence", package.licence["title"]
    yield "licence_url", package.licence["path"]
    yield "ledger_entry", str(package.ledger["entry"])


def _list_columns(tables: tuple[TableInfo, ...]) -> Iterator[tuple[str | None, ...]]:
    for table in tables:
        for column in table.columns:
            yield (
                *(table.name, column.name, column.type, column.meaning),
                *(column.refers_to, " ".join(column.listed) or None),
            )
