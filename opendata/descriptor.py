"""The descriptor of a package: JSON that readers of Data Package v1 and v2 both accept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from opendata.batching import BATCH, BATCH_VALUES, split_batches
from opendata.data_resource import DataResource, Nature
from opendata.datasets import Content, Dataset
from opendata.derived_columns import DERIVED_COLUMNS
from opendata.fields import describe_field, name_of, refers_to
from opendata.release_info import ReleaseInfo
from registry import Licence
from registry.models import TABLES
from registry.vocabulary import Standing, is_web_address, make_archived_address

Descriptor = dict[str, Any]

DERIVED = "answerable:derived"
"""The key of fields that follow from the row: no act states them."""
PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_SPOKEN = {
    Standing.VERBATIM: "real and word for word",
    Standing.RESTATED: "real and restated",
    Standing.FICTIONAL: "FICTIONAL",
    Standing.SYNTHETIC: "SYNTHETIC",
}
_WARNINGS = {
    "REAL": "All of it is real.",
    "FICTIONAL": "All of it is FICTIONAL: made up to show what the registry can hold.",
    "SYNTHETIC": "All of it is SYNTHETIC: made by a machine to measure and to test.",
    "MIXED": "It holds records of different standing: look at the column standing of each row "
    "before you use it.",
}


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file as it was written: its name, size, SHA-256 in hex, and rows where it is a table."""

    path: str
    size: int
    sha256: str
    rows: int | None = None


def make_table_schema(resource: DataResource, together: Collection[str]) -> Descriptor:
    """Return a resource's Table Schema; ``together`` names the resources of its package."""
    columns = resource.columns
    schema: Descriptor = {
        "fields": [_describe_column(resource, column) for column in columns],
        "missingValues": [""],
        "primaryKey": [name_of(resource.key)],
    }
    foreign = [
        _make_foreign_key(name_of(column), "" if target == resource.name else target)
        for column in columns
        if (target := refers_to(column)) in together
    ]
    # Readers of the first version take an empty list for a mistake.
    return {**schema, "foreignKeys": foreign} if foreign else schema


def _describe_column(resource: DataResource, column: ColumnElement[Any]) -> Descriptor:
    """Return the field of a column; one that follows from the row of a record is marked."""
    name = name_of(column)
    described = describe_field(column, resource.says.get(name))
    derived = resource.nature is Nature.RECORDS and name in DERIVED_COLUMNS
    return {**described, DERIVED: True} if derived else described


def _make_foreign_key(column: str, target: str | None) -> Descriptor:
    return {"fields": [column], "reference": {"resource": target, "fields": ["reference"]}}


@cache
def describe_resource(resource: DataResource, together: frozenset[str]) -> Descriptor:
    """Return the part of a resource's descriptor that no row changes."""
    return {
        "name": resource.name,
        "path": f"{resource.name}.csv",
        "type": "table",
        "profile": "tabular-data-resource",
        "title": resource.title,
        "description": resource.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": make_table_schema(resource, together),
    }


def make_title(dataset: Dataset, content: Content) -> str:
    """Return the title of the dataset; the title of made-up data begins with its world."""
    world = content.find_world()
    made_up = world in ("FICTIONAL", "SYNTHETIC")
    return f"{world.capitalize()}: {dataset.title}" if made_up else dataset.title


def describe_standing(content: Content) -> str:
    """Say in two sentences which of the records are real and which are made up."""
    counts = [
        f"{content.standings[known]:,} {words}"
        for known, words in _SPOKEN.items()
        if content.standings.get(known)
    ]
    listed = " and ".join(filter(None, [", ".join(counts[:-1]), *counts[-1:]]))
    return (
        f"{_WARNINGS[content.find_world()]} Records: {listed}."
        if counts
        else "It holds no records."
    )


def describe_package(
    dataset: Dataset,
    content: Content,
    tables: Mapping[str, WrittenFile],
    sources: Iterable[Descriptor],
    info: ReleaseInfo,
) -> Descriptor:
    """Return the descriptor of a package; ``tables`` by the name of their resource.

    Only the release info (``version``, ``created``, ``answerable:ledger``) and the resource
    ``entries`` depend on when and in which order the records came.
    """
    resources = dataset.resources()
    together = frozenset(resource.name for resource in resources)
    listed = list(sources)
    return {
        "$schema": PROFILE,
        "profile": "data-package",
        "name": dataset.name,
        "id": info.home,
        "version": info.version,
        # When the last of the records came, not when this was written: the same record, the same.
        "created": info.recorded_at,
        "homepage": info.home,
        "title": make_title(dataset, content),
        "description": f"{dataset.about} {describe_standing(content)}",
        "licenses": [_describe_licence(info.licence)],
        **({"sources": listed} if listed else {}),
        "answerable:standings": {
            known.value: content.standings.get(known.value, 0) for known in Standing
        },
        "answerable:ledger": {
            "entry": info.entry,
            "root": info.root,
            "recorded_at": info.recorded_at,
        },
        "resources": [
            {
                **describe_resource(resource, together),
                "bytes": tables[resource.name].size,
                "hash": f"sha256:{tables[resource.name].sha256}",
            }
            for resource in resources
        ],
    }


def _describe_licence(licence: Licence) -> Descriptor:
    return {"name": licence.name, "path": licence.url, "title": licence.title}


def list_sources(
    connection: Connection, content: Content, archive: str | None = None
) -> list[Descriptor]:
    """Return the documents from which the records of a dataset were taken.

    Where an ``archive`` is named, each says where a copy of it may be kept.
    """
    table = TABLES["sources"].c
    wanted = select(table.title, table.publisher, table.url).order_by(table.reference)
    if content.closure is None:
        return [_describe_source(*row, archive) for row in connection.execute(wanted)]
    only = content.closure.list_references("sources")
    return [
        _describe_source(*row, archive)
        for some in split_batches(only)
        for row in connection.execute(
            wanted.where(table.reference.in_(BATCH_VALUES)), {BATCH: some}
        )
    ]


def _describe_source(
    title: str, publisher: str | None, url: str | None, archive: str | None
) -> Descriptor:
    described = {"title": f"{title} ({publisher})" if publisher else title}
    if url and is_web_address(url):
        described["path"] = url
        if (archived := make_archived_address(url, archive)) is not None:
            described["answerable:archived"] = archived
    return described
