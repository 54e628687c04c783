"""What all things on record have in common."""

from __future__ import annotations

import strawberry

from registry import models
from schema.bindings import address, cited, column, histories
from schema.scalars import URI, DateTime
from schema.types.connections import Connection
from schema.types.refs import EntryRef
from schema.types.values import Source


@strawberry.interface(description="Anything that has an id")
class Node:
    """Anything that has an id."""

    id: strawberry.ID = column(models.Target.id)


@strawberry.interface(description="A thing on record, with its address, its source and its history")
class Resource(Node):
    """A thing on record, with its address, its source and its history."""

    uri: URI = address("The permanent address of the record; never used again for another")
    reference: str = column(models.Target.reference)
    recorded_at: DateTime = column(models.Target.recorded_at)
    source: Source | None = cited(models.Target.source)
    history: Connection[EntryRef] = histories("The entries of the ledger about it, the first first")
