"""The tables of a package for every format: typed columns, and rows from the CSV files."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from opendata import DataResource, WrittenFile
from opendata.fields import INSTANT, codes_of, describe_field, form_of, name_of, refers_to
from registry.acts.fields import COUNT, DAY, FLAG, NUMBER, POUNDS, Form

Descriptor = Mapping[str, Any]
Row = list[str]

__all__ = [
    "COUNT",
    "DAY",
    "FLAG",
    "INSTANT",
    "NUMBER",
    "POUNDS",
    "Column",
    "CsvPackage",
    "FilledTable",
    "FormatFile",
    "TableInfo",
    "describe_tables",
]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its form, what it means, and the table of the same package that it refers to.

    ``type`` is its type in Table Schema; ``listed`` are the words of its code list, if any, and
    ``list_meaning`` is what that list is about.
    """

    name: str
    title: str
    form: Form
    type: str
    meaning: str
    required: bool
    refers_to: str | None
    listed: tuple[str, ...]
    list_meaning: str


@dataclass(frozen=True, slots=True)
class TableInfo:
    """A table without its rows."""

    name: str
    title: str
    about: str
    key: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class FilledTable:
    """A table with its rows, as they stand in a CSV file of the package."""

    table: TableInfo
    path: Path
    written: WrittenFile

    @property
    def count(self) -> int:
        """How many rows it has."""
        return self.written.rows or 0

    @contextmanager
    def read_rows(self, mend: Callable[[str], str] | None = None) -> Iterator[Iterator[Row]]:
        """Yield its rows as lists of cells; ``mend`` changes a line before it is parsed."""
        with self.path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(map(mend, file) if mend else file, strict=True)
            next(rows)
            yield rows


@dataclass(frozen=True, slots=True)
class CsvPackage:
    """A package whose CSV files and descriptor are written: what every format is made of."""

    name: str
    folder: Path
    descriptor: Descriptor
    tables: tuple[FilledTable, ...]

    @property
    def ledger(self) -> Descriptor:
        """At which entry of the ledger it was made: ``entry``, ``root`` and ``recorded_at``."""
        ledger: Descriptor = self.descriptor["answerable:ledger"]
        return ledger

    @property
    def licence(self) -> Descriptor:
        """Under which licence it may be used: ``name``, ``path`` and ``title``."""
        licence: Descriptor = self.descriptor["licenses"][0]
        return licence


@dataclass(frozen=True, slots=True)
class FormatFile:
    """A file that was made of a package; ``rows`` by table where it holds them."""

    path: Path
    rows: Mapping[str, int] | None = None


@cache
def describe_tables(resources: tuple[DataResource, ...]) -> tuple[TableInfo, ...]:
    """Return the tables that resources describe, which are published together."""
    together = {resource.name for resource in resources}
    return tuple(_describe_table(resource, together) for resource in resources)


def _describe_table(resource: DataResource, together: set[str]) -> TableInfo:
    columns = tuple(_describe_column(resource, column, together) for column in resource.columns)
    # SQLAlchemy has a kind of text of its own for names.
    name = str(resource.name)
    return TableInfo(name, resource.title, resource.about, name_of(resource.key), columns)


def _describe_column(resource: DataResource, column: Any, together: set[str]) -> Column:
    field = describe_field(column, resource.says.get(name_of(column)))
    codes, target = codes_of(column), refers_to(column)
    return Column(
        name=field["name"],
        title=field["title"],
        form=form_of(column),
        type=field["type"],
        meaning=field["description"],
        required=field.get("constraints", {}).get("required", False),
        refers_to=str(target) if target in together else None,
        listed=tuple(member.value for member in codes or ()),
        list_meaning=(codes.__doc__ or "") if codes else "",
    )
