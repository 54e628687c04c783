"""What is found by words."""

from __future__ import annotations

from registry.vocabulary import Basis
from schema.bindings import (
    QueryFields,
    SearchField,
    any_kind,
    argument,
    computed_value,
    object_type,
    page_arguments,
    root_field,
    time_arguments,
    value,
)
from schema.full_text import cut_snippet
from schema.types.connections import Connection
from schema.types.interfaces import Resource


@object_type
class SearchHit:
    """A record that is found by words, and the words around them."""

    resource: Resource = any_kind(
        "kind", "reference", "The record, or the one to which what was found belongs"
    )
    title: str = value("title", "What the found record is called")
    snippet: str = computed_value(
        cut_snippet,
        lambda context: [context.column(name) for name in ("title", "body", "typed")],
        "The words around the first that was found",
        basis=Basis.FACTS,
    )


@object_type
class SearchConnection(Connection[SearchHit]):
    """A page of what is found by words."""


class SearchQueries(QueryFields):
    """The root field for search."""

    search: SearchConnection = root_field(
        SearchField(),
        "Records by their words",
        [
            argument("text", str, "Words that are all to be found, in whatever form and order"),
            argument(
                "kind",
                list[str] | None,
                "Only where the record that is shown is of one of these kinds, such as targets",
            ),
            *page_arguments(),
            *time_arguments(),
        ],
    )
