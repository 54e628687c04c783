"""What is found by words."""

from __future__ import annotations

import strawberry

from schema.bindings import any_kind, value, worked
from schema.full_text import snippet
from schema.types.connections import Connection
from schema.types.interfaces import Resource


@strawberry.type(description="A record that is found by words, and the words around them")
class SearchHit:
    """A record that is found by words, and the words around them."""

    resource: Resource = any_kind(
        "kind", "reference", "The record, or the one to which what was found belongs"
    )
    title: str = value("title", "What the found record is called")
    snippet: str = worked(
        snippet,
        lambda place: [place.column(name) for name in ("title", "body", "typed")],
        "The words around the first that was found",
    )


@strawberry.type(name="SearchConnection", description="A page of what is found by words")
class SearchConnection(Connection[SearchHit]):
    """A page of what is found by words."""
