"""Search every table of the registry's database, row by row."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, literal_column, select, table, text

from publish.word_search.findings import Findings
from publish.word_search.phrases import Counts, Phrases
from publish.word_search.rows import find_in_row
from publish.word_search.word_places import find_table_remedy
from registry.vocabulary import find_stems

_AT_ONCE = 1_000
_WHERE = 5
# A virtual table shows what its shadow tables, or another table, hold.
_SQLITE = (
    "SELECT NULL, name FROM sqlite_master "
    "WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
)
_POSTGRESQL = (
    "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE c.relkind IN ('r', 'm') AND n.nspname NOT LIKE 'pg\\_%' "
    "AND n.nspname <> 'information_schema' ORDER BY 1, 2"
)
# What names a row, the first that it has.
_NAMES = ("reference", "number", "entry", "id")


def search_tables(connection: Connection, findings: Findings) -> frozenset[str]:
    """Search every table; return the stems of the phrases that records still in search have."""
    wanted = {stem for phrase in findings.phrases.each for stem in phrase.stems}
    known: set[str] = set()
    listed = connection.execute(text(_SQLITE if _is_sqlite(connection) else _POSTGRESQL))
    for schema, name in listed.all():
        search = _TableSearch(findings, name)
        for row in _read_rows(connection, schema, name):
            search.search_row(row)
            if name == "search_texts":
                known |= wanted.intersection(str(row["words"]).split())
                search.search_stems(row)
        search.add_findings()
    return frozenset(known)


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _read_rows(connection: Connection, schema: str | None, name: str) -> Iterator[dict[str, Any]]:
    # Schemas that a search path does not name hold tables too.
    rows: Select[Any] = select(literal_column("*")).select_from(table(name, schema=schema))
    options = {"stream_results": True, "yield_per": _AT_ONCE}
    for row in connection.execute(rows, execution_options=options).mappings():
        yield {**row}


class _TableSearch:
    """What a search of one table has found so far."""

    def __init__(self, findings: Findings, name: str) -> None:
        self.findings, self.name = findings, name
        self.phrases: Phrases = findings.phrases
        self.counts: dict[str, Counts] = defaultdict(Counts)
        self.where: dict[str, list[str]] = defaultdict(list)
        findings.begin(f"table {name}")

    def search_row(self, row: Mapping[str, Any]) -> None:
        """Search all cells of a row."""
        names: Sequence[str] = tuple(row)
        for place, counts in find_in_row(self.phrases, tuple(row.values())):
            self._note(names[place], counts, row)

    def search_stems(self, row: Mapping[str, Any]) -> None:
        """Search the stems of a row that its own words do not explain."""
        stems = set(str(row["words"]).split())
        strange = stems - find_stems(f"{row['title']} {row['body']}")
        for phrase in self.phrases.each:
            if strange & phrase.stems and phrase.stems <= stems:
                self._note("words", Counts({phrase.number: 1}), row)

    def _note(self, column: str, counts: Counts, row: Mapping[str, Any]) -> None:
        self.counts[column] += counts
        if len(self.where[column]) < _WHERE:
            self.where[column].append(_name_row(self.phrases, column, row))

    def add_findings(self) -> None:
        """Add what was found, column by column."""
        for column, counts in self.counts.items():
            place = f"table {self.name}, column {column}"
            self.findings.add(place, counts, find_table_remedy(self.name), self.where[column])


def _name_row(phrases: Phrases, column: str, row: Mapping[str, Any]) -> str:
    name = next((str(row[name]) for name in _NAMES if name in row), "a row")
    if column == "payload":
        return f"entry {name}, fields {' '.join(_find_fields(phrases, row[column]))}"
    return f"{name} (entry {row['entry']})" if "entry" in row and "reference" in row else name


def _find_fields(phrases: Phrases, payload: str) -> list[str]:
    """Find the fields of an act that hold words."""
    cells: dict[str, Any] = json.loads(payload)
    return [field for field, cell in cells.items() if phrases.count(str(cell).encode())]
