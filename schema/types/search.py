"""What is found by words."""

from __future__ import annotations

from registry.vocabulary import Basis, Standing, World
from schema.bindings import (
    QueryFields,
    SearchField,
    any_kind,
    argument,
    bound_field,
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
        lambda context: [context.column(name) for name in ("title", "body", "locator", "typed")],
        "The words around the first that was found",
        basis=Basis.FACTS,
    )


@object_type
class FacetCount:
    """How many hits have a value."""

    value: str = bound_field(
        None, "The value, as the argument of the same name takes it", basis=Basis.ARITHMETIC
    )
    title: str = bound_field(None, "What the value is called", basis=Basis.ARITHMETIC)
    count: int = bound_field(None, "How many hits have it", basis=Basis.ARITHMETIC)


def _counted(by: str) -> list[FacetCount]:
    facet: list[FacetCount] = bound_field(None, f"By {by}, the most first", basis=Basis.ARITHMETIC)
    return facet


@object_type
class SearchFacets:
    """All hits counted by what they can be narrowed to.

    Each count is what would be found: it leaves out what the other arguments leave out.
    """

    kind: list[FacetCount] = _counted("the kind of the record that is shown")
    area: list[FacetCount] = _counted("the area of the record, or of the agreement it belongs to")
    standing: list[FacetCount] = _counted("how the record stands to its source")
    world: list[FacetCount] = _counted("world: real, fictional or synthetic")


@object_type
class SearchConnection(Connection[SearchHit]):
    """A page of what is found by words."""

    facets: SearchFacets = bound_field(
        None, "All hits counted, whichever of them the page shows", basis=Basis.ARITHMETIC
    )
    suggestions: list[str] = bound_field(
        None,
        "Where nothing has the words: texts to search for instead, up to five, with words of names"
        " on record that are spelt nearly alike",
        basis=Basis.FACTS,
    )


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
            argument(
                "area",
                list[str] | None,
                "Only what belongs to one of these areas, by reference, or is one",
            ),
            argument(
                "standing", list[Standing] | None, "Only what stands to its source in such a way"
            ),
            argument("world", World | None, "Only of this world: real, fictional or synthetic"),
            *page_arguments(),
            *time_arguments(),
        ],
    )
