"""The published tables: of each kind of record, of the ledger, and those that are worked out."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import MappingProxyType

from sqlalchemy import select

from opendata.computed import uri
from opendata.data_resource import DataResource, Nature
from opendata.derived_columns import DERIVED_COLUMNS
from opendata.wide_tables import make_proposals_with_responses, make_who_answers
from registry.acts import ACTS, MENDING, fields_of
from registry.models import TABLES, TYPES, Entry


@cache
def make_record_table(kind: str) -> DataResource:
    """Return the table of one kind of record: the fields of its act, and what follows from them."""
    table, act = TABLES[kind], ACTS[kind]
    columns = [*(table.c[field.name] for field in fields_of(act)), uri(kind, table)]
    return DataResource(kind, describe_kind(kind), select(*columns), DERIVED_COLUMNS)


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


OTHER_TABLES: tuple[Callable[[], DataResource], ...] = (
    make_who_answers,
    make_proposals_with_responses,
    make_entries_table,
)
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
