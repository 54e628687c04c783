"""The views of a page: for people, and by the ending of its address for programs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from web.site.pages.page import Page


@dataclass(frozen=True, slots=True)
class ViewForm:
    """How a view is addressed and sent."""

    ending: str
    media: str
    title: str


class View(Enum):
    """A form in which a page is sent."""

    HTML = ViewForm("", "text/html", "Page")
    JSON = ViewForm(".json", "application/json", "JSON")
    CSV = ViewForm(".csv", "text/csv", "CSV")
    ATOM = ViewForm(".atom", "application/atom+xml", "Atom feed")

    @property
    def ending(self) -> str:
        """What is added to the page's address."""
        return self.value.ending

    @property
    def media(self) -> str:
        """Its media type."""
        return self.value.media

    @property
    def title(self) -> str:
        """What people call it."""
        return self.value.title


def list_views(page: Page) -> list[View]:
    """List the views for programs that a page has."""
    has = {View.JSON: True, View.CSV: page.table is not None, View.ATOM: page.entries is not None}
    return [view for view, there in has.items() if there]
