"""The shape of every list that comes in pages (Relay's connections)."""

from __future__ import annotations

from typing import Generic, TypeVar

from registry.vocabulary import Basis
from schema.bindings import bound_field, object_type
from schema.scalars import Cursor

T = TypeVar("T")


@object_type
class PageInfo:
    """Where a page stands in its list."""

    has_next_page: bool = bound_field(None, "Whether more comes after this page", basis=Basis.FACTS)
    has_previous_page: bool = bound_field(
        None, "Whether anything comes before this page", basis=Basis.FACTS
    )
    start_cursor: Cursor | None = bound_field(
        None, "The cursor of the first item of the page", basis=Basis.FACTS
    )
    end_cursor: Cursor | None = bound_field(
        None, "The cursor of the last item of the page", basis=Basis.FACTS
    )


@object_type
class Edge(Generic[T]):
    """An item of a list with its cursor."""

    cursor: Cursor = bound_field(None, "Where the item stands in the list", basis=Basis.FACTS)
    node: T = bound_field(None, "The item", basis=Basis.FACTS)


@object_type
class Connection(Generic[T]):
    """A page of a list."""

    edges: list[Edge[T]] = bound_field(None, "The items with their cursors", basis=Basis.FACTS)
    nodes: list[T] = bound_field(None, "The items", basis=Basis.FACTS)
    page_info: PageInfo = bound_field(None, "Where the page stands in the list", basis=Basis.FACTS)
    total_count: int = bound_field(
        None, "How many there are in all; counted only when asked for", basis=Basis.FACTS
    )
