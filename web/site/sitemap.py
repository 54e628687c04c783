"""``/robots.txt`` and ``/sitemap.xml``: where search engines find each page (sitemaps.org 0.9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree

from sqlalchemy import func, select
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from publish import list_latest_releases
from registry.models import TABLES
from registry.vocabulary import uri_of
from web.site.context import Site, site_of
from web.site.turns import in_turn, read_record

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000
"""How many addresses one sitemap may list."""
_ROBOTS = """User-agent: *
Disallow: {path}/graphql
Disallow: {path}/log/
Disallow: {path}/-/
Disallow: {path}/data/*/changes

Sitemap: {base}/sitemap.xml
"""
Listed = tuple[str, str | None]
"""An address, and the instant of its last change where one is known."""


def routes() -> list[Route]:
    """Return the routes for search engines."""
    return [
        Route("/robots.txt", in_turn(robots)),
        Route("/sitemap.xml", in_turn(sitemaps)),
        Route("/sitemap/pages.xml", in_turn(pages)),
        Route("/sitemap/{kind}-{part:int}.xml", in_turn(records)),
    ]


def robots(request: Request) -> Response:
    """Allow programs all pages; the API and the ledger's proofs are no pages."""
    site = site_of(request)
    return PlainTextResponse(_ROBOTS.format(base=site.settings.base_url, path=site.address("")))


def sitemaps(request: Request) -> Response:
    """List the sitemaps: one of pages, and as many as it needs per kind of record."""
    site = site_of(request)
    listed: list[Listed] = [(f"{site.settings.base_url}/sitemap/pages.xml", None)]
    with read_record(request) as session:
        for kind, table in TABLES.items():
            told = select(func.count(), func.max(table.c.recorded_at))
            count, changed = session.connection.execute(told).one()
            parts = range(1, -(-count // MOST) + 1)
            address = f"{site.settings.base_url}/sitemap/{kind}"
            listed.extend((f"{address}-{part}.xml", changed) for part in parts)
    return _xml_response("sitemapindex", "sitemap", listed)


def pages(request: Request) -> Response:
    """List the front page, the data page, and a page for each dataset."""
    return _xml_response("urlset", "url", _pages(site_of(request)))


def records(request: Request) -> Response:
    """List the permanent addresses of some records of a kind."""
    site, kind = site_of(request), request.path_params["kind"]
    part = request.path_params["part"]
    table = TABLES.get(kind)
    if table is None or part < 1:
        raise HTTPException(404)
    wanted = select(table.c.reference, table.c.recorded_at).order_by(table.c.reference)
    with read_record(request) as session:
        found = session.connection.execute(wanted.limit(MOST).offset((part - 1) * MOST)).all()
    if not found:
        raise HTTPException(404)
    base = site.settings.base_url
    return _xml_response("urlset", "url", ((uri_of(base, kind, ref), at) for ref, at in found))


def _pages(site: Site) -> Iterator[Listed]:
    base = site.settings.base_url
    yield f"{base}/", None
    yield f"{base}/data/", None
    for release in list_latest_releases(site.releases):
        yield f"{base}/data/{release.dataset}/", release.recorded_at


def _xml_response(name: str, item: str, listed: Iterable[Listed]) -> Response:
    root = ElementTree.Element(name, xmlns=NAMESPACE)
    for address, changed in listed:
        each = ElementTree.SubElement(root, item)
        ElementTree.SubElement(each, "loc").text = address
        if changed:
            ElementTree.SubElement(each, "lastmod").text = changed
    text = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(text, media_type="application/xml")
