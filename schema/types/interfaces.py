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
    history,
    interface_type,
    root_field,
)
from schema.scalars import URI, DateTime

if TYPE_CHECKING:
    from schema.types.connections import Connection
    from schema.types.entries import Entry
    from schema.types.values import Source


@interface_type
class Node:
    """Anything that has an id."""

    id: strawberry.ID = column(models.Target.id)


@interface_type
class Resource(Node):
    """A thing on record, with its address, its source and its history."""

    uri: URI = address("The permanent address of the record; never used again for another")
    reference: str = column(models.Target.reference)
    recorded_at: DateTime = column(models.Target.recorded_at)
    source: Source | None = citation(models.Target.source)
    history: Connection[Entry] = history("The entries of the ledger about it, the first first")


class NodeQueries(QueryFields):
    """Root fields for things of any kind."""

    node: Node | None = root_field(
        NamesField("id"), "Anything by its id", [argument("id", strawberry.ID, "The id")]
    )
    nodes: list[Node | None] = root_field(
        NamesField("ids"),
        "Several things by their ids, each in the place of its id",
        [argument("ids", list[strawberry.ID], "The ids, at most a page of them")],
    )
    resource: Resource | None = root_field(
        NamesField("uri"),
        "A record by its permanent address",
        [argument("uri", URI, "The address")],
    )
