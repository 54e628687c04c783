"""What all things on record have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from registry import models
from schema.bindings import (
    NamesField,
    QueryFields,
    address,
    argument,
    citation,
    column,
    corrections_field,
    history,
    interface_type,
    record_key,
    record_title,
    root_field,
    time_arguments,
)
from schema.scalars import URI, DateTime

if TYPE_CHECKING:
    from schema.types.connections import Connection
    from schema.types.corrections import Correction
    from schema.types.entries import Entry
    from schema.types.values import Source


@interface_type
class Node:
    """Anything that has an id."""

    id: strawberry.ID = column(models.Target.id)


@interface_type
class Resource(Node):
    """A thing on record, with its address, its source and its history."""

    key: strawberry.ID = record_key(
        "The id; with it the day and the instant where they were asked for, so that caches can"
        " tell versions apart"
    )
    uri: URI = address("The permanent address of the record; never used again for another")
    title: str = record_title(
        "What the record is called; its kind and reference where it has no name"
    )
    reference: str = column(models.Target.reference)
    recorded_at: DateTime = column(models.Target.recorded_at)
    source: Source | None = citation(models.Target.source)
    corrections: list[Correction] = corrections_field(
        "What was corrected in it and in what belongs to it, the first first"
    )
    history: Connection[Entry] = history("The entries of the ledger about it, the first first")


class NodeQueries(QueryFields):
    """Root fields for things of any kind."""

    node: Node | None = root_field(
        NamesField("id"),
        "Anything by its id",
        [argument("id", strawberry.ID, "The id"), *time_arguments()],
    )
    nodes: list[Node | None] = root_field(
        NamesField("ids"),
        "Several things by their ids, each in the place of its id",
        [
            argument("ids", list[strawberry.ID], "The ids, at most a page of them"),
            *time_arguments(),
        ],
    )
    resource: Resource | None = root_field(
        NamesField("uri"),
        "A record of any kind by its permanent address; `?on=` in the address stands for `asOf`",
        [argument("uri", URI, "The address"), *time_arguments()],
    )
