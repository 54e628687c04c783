"""The bodies or places on record, by every code and name that they go by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from ingest.mappings.normalise_names import normalise_code, normalise_name, place_name
from registry.models import TABLES

# For each kind: the kinds of its codes and of its successions, and the field that names it there.
FAMILIES: Mapping[str, tuple[str, str, str]] = {
    "areas": ("area_codes", "area_successions", "area"),
    "partners": ("partner_identifiers", "partner_successions", "partner"),
}
# Kinds that can be named by their code or title.
TITLED = ("measures", "goals", "streams", "agreements", "negotiations")

Term = tuple[str | None, str | None]


@dataclass(slots=True)
class NameIndex:
    """All records of one kind: their terms, names, codes, and what took their place."""

    terms: dict[str, Term] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    codes: dict[str, list[tuple[str, Term]]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    cores: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    later: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    earlier: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, row: Mapping[str, Any]) -> None:
        """One more record of the kind."""
        reference = str(row["reference"])
        self.terms[reference] = (row.get("from"), row.get("until"))
        if code := row.get("code"):
            self.codes[normalise_code(str(code))].append((reference, (None, None)))
        if name := row.get("name") or row.get("title"):
            self.titles[reference] = str(name)
            self.names[normalise_name(str(name))].add(reference)
            self.cores[place_name(str(name))].add(reference)

    def add_identifier(self, reference: str, scheme: str, value: str, term: Term) -> None:
        """A further code or name by which a record goes, by itself and in full spelling."""
        for code in (value, f"{scheme}-{value}"):
            self.codes[normalise_code(code)].append((reference, term))
        self.names[normalise_name(value)].add(reference)

    def add_successor(self, reference: str, by: str, on: str) -> None:
        """A record that took another's place."""
        self.later[reference].append((by, on))
        self.earlier[by].append((reference, on))


def load_name_index(connection: Connection, kind: str) -> NameIndex:
    """Return what is on record of one kind."""
    found = NameIndex()
    if kind not in FAMILIES and kind not in TITLED:
        return found
    for row in _read_rows(connection, kind):
        found.add(row)
    if kind in FAMILIES:
        codes, successions, ours = FAMILIES[kind]
        for row in _read_rows(connection, codes):
            found.add_identifier(
                row[ours], row["scheme"], row["value"], (row["from"], row["until"])
            )
        for row in _read_rows(connection, successions):
            found.add_successor(row[ours], row["by"], row["on"])
    return found


def _read_rows(connection: Connection, kind: str) -> Iterable[Mapping[str, Any]]:
    return [dict(row) for row in connection.execute(select(TABLES[kind])).mappings()]
