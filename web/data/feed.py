"""``/data/{dataset}/feed.atom``: its releases as a feed (RFC 4287)."""

from __future__ import annotations

from xml.etree import ElementTree

from starlette.requests import Request
from starlette.responses import Response

from publish import WITHDRAWN, ListedRelease, list_releases, read_sentences
from registry.vocabulary import remove_unprintable
from web.data.pages import latest_of
from web.site.conditional import REVALIDATED, format_instant, not_modified
from web.site.context import Site, site_of

NAMESPACE = "http://www.w3.org/2005/Atom"
NEWEST = 50
"""How many releases the feed tells of."""


def feed(request: Request) -> Response:
    """Return the newest releases, each with what changed in it, and withdrawals as news."""
    site = site_of(request)
    release = latest_of(site, request)
    listed = list_releases(site.releases, release.dataset)
    newest = max(map(_updated_at, listed))
    headers = {
        "etag": f'W/"{_state(listed)}"',
        "last-modified": format_instant(newest),
        **REVALIDATED,
    }
    unchanged = not_modified(request, headers)
    if unchanged is not None:
        return unchanged
    page = f"{site.settings.base_url}/data/{release.dataset}/"
    root = ElementTree.Element("feed", xmlns=NAMESPACE)
    _add_texts(root, id=page, title=release.title, subtitle=release.about)
    _add_texts(root, updated=newest)
    ElementTree.SubElement(root, "link", href=page)
    ElementTree.SubElement(root, "link", rel="self", href=f"{page}feed.atom")
    author = ElementTree.SubElement(root, "author")
    _add_texts(author, name=site.settings.publisher.name)
    for one in listed[:NEWEST]:
        root.append(_entry(site, release.dataset, page, one))
    text = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(text, media_type="application/atom+xml", headers=headers)


def _entry(site: Site, dataset: str, page: str, listed: ListedRelease) -> ElementTree.Element:
    address = f"{page}releases/{listed.version}/"
    gone = listed.status == WITHDRAWN
    says = () if gone else read_sentences(site.releases / dataset / listed.version / "changes.json")
    entry = ElementTree.Element("entry")
    title = f"Version {listed.version}{' was withdrawn' if gone else ''}"
    _add_texts(
        entry, id=address, title=title, updated=_updated_at(listed), published=listed.recorded_at
    )
    ElementTree.SubElement(entry, "link", href=address)
    _add_texts(entry, summary=_end_sentence("; ".join(says) or listed.why))
    return entry


def _add_texts(under: ElementTree.Element, **texts: str) -> None:
    for name, text in texts.items():
        ElementTree.SubElement(under, name).text = remove_unprintable(text)


def _updated_at(listed: ListedRelease) -> str:
    return listed.withdrawn_at or listed.recorded_at


def _state(listed: tuple[ListedRelease, ...]) -> str:
    return f"{len(listed)}-{max(map(_updated_at, listed))}-{listed[0].version}"


def _end_sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
