"""What is made of an answer: the page for people, and its views for programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from web.site.assets import BUILT, read_manifest
from web.site.citations import STYLES
from web.site.context import Site
from web.site.pages.addresses import Candidate
from web.site.pages.feeds import write_feed
from web.site.pages.page import Page
from web.site.pages.parameters import Asked
from web.site.pages.samples import encode_query, write_document, write_samples
from web.site.pages.tables import find_list, list_columns, write_header, write_rows
from web.site.pages.views import View, list_views


@dataclass(frozen=True, slots=True)
class Shown:
    """What a view is made of.

    Attributes:
        data: the answer of the page's document.
        record: what the plain address of the record says as JSON; empty where it is not needed.
        citation: how to cite the record in words; None where it is not needed.
    """

    found: Candidate
    asked: Asked
    data: Mapping[str, Any]
    record: Mapping[str, Any]
    citation: str | None = None


def render(site: Site, shown: Shown, view: View) -> bytes:
    """Make a view of a page."""
    match view:
        case View.HTML:
            return _render_page(site, shown)
        case View.JSON:
            return orjson.dumps({**shown.record, "data": shown.data})
        case View.CSV:
            return render_rows(shown.found.page, shown.data)
        case View.ATOM:
            return _render_feed(site, shown)


def link_views(site: Site, found: Candidate, asked: Asked) -> list[tuple[View, str]]:
    """List the views for programs, each with its address under the same parameters."""
    return [
        (view, f"{site.address(found.path)}{view.ending}{asked.query}")
        for view in list_views(found.page)
    ]


def _render_page(site: Site, shown: Shown) -> bytes:
    page, asked = shown.found.page, shown.asked
    document = write_document(page, asked.variables)
    template = site.templates.get_template(page.template)
    text = template.render(
        page=page,
        data=shown.data,
        asked=asked,
        here=site.address(shown.found.path),
        uri=f"{site.settings.base_url}{shown.found.path}",
        views=link_views(site, shown.found, asked),
        document=document,
        encoded=encode_query(document),
        samples=write_samples(f"{site.settings.base_url}/graphql", document),
        has_ide=read_manifest(BUILT) is not None,
        citation=shown.citation,
        styles_of_citation=STYLES,
    )
    return text.encode()


def render_rows(page: Page, data: Mapping[str, Any], *, header: bool = True) -> bytes:
    """Make the rows of a page's table of one answer, below their header where it is wanted."""
    assert page.table is not None, "a page without a table has no such view"
    columns = list_columns(page, page.table)
    rows = write_rows(columns, find_list(data, page.table))
    return (f"{write_header(columns)}{rows}" if header else rows).encode()


def _render_feed(site: Site, shown: Shown) -> bytes:
    page = shown.found.page
    assert page.entries is not None, "a page without entries has no such view"
    first = shown.data[page.root]
    title = first.get("title") or page.name.capitalize()
    return write_feed(
        f"{site.settings.base_url}{shown.found.path}",
        title,
        site.settings.publisher.name,
        find_list(shown.data, page.entries),
        first.get("recordedAt") or "1970-01-01T00:00:00Z",
    )
