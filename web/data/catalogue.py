"""``/catalog`` and ``/data.json``: what is published, for portals that harvest it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from publish import Release, list_latest_releases
from publish.catalogue import (
    Catalogue,
    as_data_json,
    as_json_ld,
    as_rdf_xml,
    as_turtle,
    list_offered,
    make_catalogue,
)
from web.graphql.content_negotiation import best
from web.site.conditional import not_modified
from web.site.context import Site
from web.site.turns import in_turn

Rendered = Callable[[Catalogue], bytes]


@dataclass(frozen=True, slots=True)
class CatalogueFormat:
    """A format of the catalogue: its address, its media type, and what renders it."""

    path: str
    media_type: str
    render: Rendered


RDF = (
    CatalogueFormat("/catalog.ttl", "text/turtle", as_turtle),
    CatalogueFormat("/catalog.jsonld", "application/ld+json", as_json_ld),
    CatalogueFormat("/catalog.rdf", "application/rdf+xml", as_rdf_xml),
)
US = CatalogueFormat("/data.json", "application/json", as_data_json)
PAGE = "text/html"
OFFERED = {**{language.media_type: language for language in RDF}, PAGE: None}


def routes(site: Site) -> list[Route]:
    """Return the routes of the catalogue."""
    shelf = _CatalogueCache(site)

    def negotiated(request: Request) -> Response:
        """Respond with the most acceptable format; redirect people to the page."""
        media_type = best(",".join(request.headers.getlist("accept")), list(OFFERED))
        headers = {"vary": "Accept", "cache-control": "no-cache"}
        if media_type is None:
            return PlainTextResponse(_list_formats(site), status_code=406, headers=headers)
        language = OFFERED[media_type]
        if language is None:
            return RedirectResponse(site.address("/data/"), 303, headers=headers)
        headers["content-location"] = site.address(language.path)
        return shelf.answer(request, language, headers)

    def told_in(language: CatalogueFormat) -> Route:
        return Route(language.path, in_turn(lambda request: shelf.answer(request, language)))

    return [Route("/catalog", in_turn(negotiated)), *map(told_in, (*RDF, US))]


def _list_formats(site: Site) -> str:
    offered = [*((language.media_type, language.path) for language in RDF), (PAGE, "/data/")]
    told = "".join(f"{media} {site.address(path)}\n" for media, path in offered)
    return f"The catalogue can be had as one of these:\n{told}"


@dataclass(slots=True)
class _CatalogueCache:
    """Caches the catalogue in each format until something else is published."""

    site: Site
    _releases: tuple[Release, ...] | None = None
    _told: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    # Whoever comes meanwhile waits instead of telling the same.
    _lock: Lock = field(default_factory=Lock)

    def answer(
        self, request: Request, language: CatalogueFormat, headers: Mapping[str, str] | None = None
    ) -> Response:
        """Respond with the catalogue in one format, or 304."""
        body, etag = self._render(language)
        told = {"cache-control": "no-cache", **(headers or {}), "etag": etag}
        unchanged = not_modified(request, told)
        return unchanged or Response(body, headers=told, media_type=language.media_type)

    def _render(self, language: CatalogueFormat) -> tuple[bytes, str]:
        releases = tuple(list_latest_releases(self.site.releases))
        with self._lock:
            if releases != self._releases:
                self._releases, self._told = releases, {}
            if language.path not in self._told:
                offered = list_offered(self.site.settings, releases)
                body = language.render(make_catalogue(self.site.settings, offered))
                self._told[language.path] = body, f'"{sha256(body).hexdigest()}"'
            return self._told[language.path]
