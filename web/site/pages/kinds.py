"""The page of a record of any kind: its document is written from what the contract shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from schema import OutlineField, Shape, outline_records
from web.site.pages.page import Page

# So many items of a list are shown; the API gives all.
_ITEMS = 50
_COMMON = """\
    uri
    title
    reference
    recordedAt
    source { title publisher publishedOn locator url archived standing reference }
    corrections { field was value reason by { uri title } recordedAt entry { number } }
    history(first: 100) {
      totalCount
      nodes {
        number recordedAt act summary actor { uri title } redacted
        content { name meaning value }
      }
    }"""


@dataclass(frozen=True)
class KindPage(Page):
    """The page of a kind of record that has no document of its own."""

    type: str = ""
    outline: tuple[OutlineField, ...] = ()

    @cached_property
    def document(self) -> str:
        """What it asks: all that the contract shows of the record, both ways."""
        shown = "\n".join(f"      {_write_field(field)}" for field in self.outline)
        return (
            f"query {self.type}($uri: URI!, $on: Date, $known: DateTime) {{\n"
            "  resource(uri: $uri, asOf: $on, knownAt: $known) {\n"
            f"    __typename\n{_COMMON}\n"
            f"    ... on {self.type} {{\n{shown}\n    }}\n  }}\n}}"
        )


def make_kind_pages(pages: Collection[Page]) -> Iterator[KindPage]:
    """Make a page for each kind of record that has none among these."""
    taken = {page.kind for page in pages if page.is_record}
    for kind, (named, outline) in sorted(outline_records().items()):
        if kind not in taken and outline:
            yield KindPage(
                f"/{kind}/{{reference}}",
                "any_record",
                entries="resource.history.nodes",
                type=named,
                outline=outline,
            )


def _write_field(field: OutlineField) -> str:
    if field.shape is Shape.VALUE or (field.shape is Shape.LIST and not field.fields):
        return field.name if field.shape is Shape.VALUE else f"{field.name}{_write_item(field)}"
    if field.shape is Shape.RECORD:
        return f"{field.name} {{ uri title }}"
    if field.shape is Shape.OBJECT:
        return f"{field.name} {{ {_write_fields(field.fields)} }}"
    if field.shape is Shape.PAGE:
        item = _write_item(field)
        return f"{field.name}(first: {_ITEMS}) {{ totalCount nodes{item} }}"
    return f"{field.name}{_write_item(field)}"


def _write_item(field: OutlineField) -> str:
    named = "uri title " if field.is_record else ""
    inside = f"{named}{_write_fields(field.fields)}".strip()
    return f" {{ {inside} }}" if inside else ""


def _write_fields(fields: Iterable[OutlineField]) -> str:
    return " ".join(map(_write_field, fields))
