"""A package as one side of a comparison: its tables, and the types of their columns."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from opendata import CORRECTIONS_HEADER, PublishedCorrection
from publish import file_names
from publish.proof.release_files import ReleaseFiles, read_rows, read_text, report_unreadable
from registry import Damaged

DESCRIPTOR = "datapackage.json"
KEY = "reference"
Columns = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ComparedPackage:
    """One release: what it is, its files, and by table the type of each column.

    Only tables whose rows go by a reference are compared: the ledger's own has other means.
    """

    dataset: str
    version: str
    entry: int
    tables: Mapping[str, Columns]
    files: ReleaseFiles

    def read_table(self, table: str) -> tuple[list[str], Iterator[list[str]]]:
        """Return the header and the rows of a table; no rows where there is no such table.

        Raises:
            Damaged: it cannot be read, or is not sorted by reference.
        """
        if table not in self.tables:
            return [KEY], iter(())
        lines = read_rows(self.files, f"{table}.csv")
        header = next(lines, [])
        if KEY not in header:
            raise Damaged(f"{table}.csv", f"it has no column {KEY}")
        return header, _check_order(table, lines, header.index(KEY))


def _check_order(table: str, rows: Iterator[list[str]], key: int) -> Iterator[list[str]]:
    last = ""
    for row in rows:
        if row[key] <= last:
            raise Damaged(f"{table}.csv {row[key]}", f"its rows are not sorted by {KEY}")
        last = row[key]
        yield row


def read_package(files: ReleaseFiles, version: str = "") -> ComparedPackage:
    """Read a finished package; ``version`` is for packages whose descriptor has none.

    Raises:
        Damaged: its descriptor is none.
    """
    with report_unreadable(DESCRIPTOR):
        document = json.loads(read_text(files, DESCRIPTOR))
    try:
        return ComparedPackage(
            dataset=str(document["name"]),
            version=str(document.get("version", version)),
            entry=int(document["answerable:ledger"]["entry"]),
            tables=read_column_types(document["resources"]),
            files=files,
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Damaged(DESCRIPTOR, "it is no descriptor of a release") from error


def read_column_types(resources: Iterable[Mapping[str, Any]]) -> dict[str, Columns]:
    """Return the types of the columns by table, from the resources of a descriptor."""
    return {
        str(resource["name"]): {
            str(field["name"]): f"{field.get('type')}/{field.get('format')}"
            for field in resource["schema"]["fields"]
        }
        for resource in resources
        if _list_key(resource["schema"].get("primaryKey")) == [KEY]
    }


def _list_key(document: str | Sequence[str] | None) -> list[str]:
    return [document] if isinstance(document, str) else list(document or ())


def read_redacted_fields(files: ReleaseFiles, since: int) -> dict[tuple[str, str], frozenset[str]]:
    """Return by record the fields that entries after ``since`` redacted."""
    found: dict[tuple[str, str], frozenset[str]] = {}
    if file_names.REDACTIONS in files.list_names():
        for row in read_rows(files, file_names.REDACTIONS):
            if len(row) == _REDACTION and row[-1].isdecimal() and int(row[-1]) > since:
                record = (row[1], row[2])
                found[record] = found.get(record, frozenset()) | frozenset(row[3].split())
    return found


_REDACTION = 6


def read_corrections(files: ReleaseFiles, since: int) -> tuple[PublishedCorrection, ...]:
    """Return the corrections that entries after ``since`` made; none where no file lists them.

    Raises:
        Damaged: the file that lists them is no such table.
    """
    if file_names.CORRECTIONS not in files.list_names():
        return ()
    rows = read_rows(files, file_names.CORRECTIONS, CORRECTIONS_HEADER)
    try:
        found = [PublishedCorrection.read_row(row) for row in rows]
    except ValueError as error:
        raise Damaged(file_names.CORRECTIONS, "it is no table of corrections") from error
    return tuple(correction for correction in found if correction.entry > since)
