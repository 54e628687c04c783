"""Which page an address leads to, in which view."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from registry.vocabulary import is_reference, uri_of
from web.site.pages.page import REFERENCE, Page
from web.site.pages.views import View, list_views


@dataclass(frozen=True, slots=True)
class Candidate:
    """A page that an address may lead to.

    Attributes:
        reference: of the record that it is about; empty where it is about none.
        view: the view that the address names; None where it names none.
    """

    page: Page
    reference: str
    view: View | None

    @property
    def path(self) -> str:
        """The address of the page itself, without an ending."""
        return self.page.path.replace(REFERENCE, self.reference)

    def name_record(self, base: str) -> dict[str, str]:
        """Return what names the record in a document; nothing where the page is of none."""
        if not self.reference:
            return {}
        return {"reference": self.reference, "uri": uri_of(base, self.page.kind, self.reference)}


class Addresses:
    """Finds the pages of an address.

    Args:
        pages: all pages; where several fit, the first is tried first.
    """

    def __init__(self, pages: Sequence[Page]) -> None:
        self._exact: dict[str, Candidate] = {}
        self._below: dict[str, list[Page]] = defaultdict(list)
        for page in pages:
            if page.is_of_a_record:
                self._below[page.kind].append(page)
                continue
            self._exact[page.path] = Candidate(page, "", None)
            for view in list_views(page):
                self._exact[f"{page.path}{view.ending}"] = Candidate(page, "", view)

    def find(self, path: str) -> list[Candidate]:
        """Find the pages that an address may lead to: the first that has something answers.

        A record whose reference is the whole rest of the path wins over views and other pages.
        """
        exact = self._exact.get(path)
        if exact is not None:
            return [exact]
        kind = path[1:].partition("/")[0]
        pages = self._below.get(kind, ())
        return [*self._as_they_are(path, pages), *self._by_ending(path, pages)]

    def _as_they_are(self, path: str, pages: Sequence[Page]) -> Iterator[Candidate]:
        for page in sorted(pages, key=lambda page: not page.is_record):
            reference = _read_reference(page, path)
            if reference is not None:
                yield Candidate(page, reference, None)

    def _by_ending(self, path: str, pages: Sequence[Page]) -> Iterator[Candidate]:
        for view in View:
            if not view.ending or not path.endswith(view.ending):
                continue
            for found in self._as_they_are(path.removesuffix(view.ending), pages):
                if view in list_views(found.page):
                    yield Candidate(found.page, found.reference, view)


def _read_reference(page: Page, path: str) -> str | None:
    before, _, after = page.path.partition(REFERENCE)
    if not (path.startswith(before) and path.endswith(after)):
        return None
    reference = path[len(before) : len(path) - len(after)]
    return reference if is_reference(reference) else None
