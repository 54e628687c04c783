"""The shape of every list that comes in pages (Relay's connections)."""

from __future__ import annotations

from typing import Generic, TypeVar

import strawberry

from schema.bindings import bound
from schema.scalars import Cursor

T = TypeVar("T")


@strawberry.type(description="Where a page stands in its list")
class PageInfo:
    """Where a page stands in its list."""

    has_next_page: bool = bound(None, "Whether more comes after this page")
    has_previous_page: bool = bound(None, "Whether anything comes before this page")
    start_cursor: Cursor | None = bound(None, "The cursor of the first item of the page")
    end_cursor: Cursor | None = bound(None, "The cursor of the last item of the page")


@strawberry.type(description="An item of a list with its cursor")
class Edge(Generic[T]):
    """An item of a list with its cursor."""

    cursor: Cursor = bound(None, "Where the item stands in the list")
    node: T = bound(None, "The item")


@strawberry.type(description="A page of a list")
class Connection(Generic[T]):
    """A page of a list."""

    edges: list[Edge[T]] = bound(None, "The items with their cursors")
    nodes: list[T] = bound(None, "The items")
    page_info: PageInfo = bound(None, "Where the page stands in the list")
    total_count: int = bound(None, "How many there are in all; counted only when asked for")
