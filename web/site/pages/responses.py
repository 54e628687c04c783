"""Responses of pages, with the headers by which programs and caches know them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

from isal import igzip
from starlette.types import ASGIApp, Receive, Scope, Send

from schema import Reason
from web.errors import ErrorReason, RequestError
from web.graphql.responses import COMPRESSED_FROM, RawResponse, make_response
from web.site.context import Site
from web.site.pages.rendering import Shown, link_views, render
from web.site.pages.views import View
from web.site.refusals import Unprocessable

_VARY = {"vary": "Accept, Accept-Encoding", "cache-control": "no-cache"}
_GZIP_LEVEL = 2
# Refusals that have another cause than what the address asks for.
_OTHER = {
    Reason.INTERNAL: ErrorReason.INTERNAL,
    Reason.UNAVAILABLE: ErrorReason.UNAVAILABLE,
    Reason.SECONDS: ErrorReason.UNAVAILABLE,
}


def view_response(
    site: Site, shown: Shown, view: View, etag: str | None, *, gzip: bool
) -> RawResponse:
    """Make the response of a view, with an ETag where it may be cached."""
    headers, body = write_headers(site, shown, view, etag), render(site, shown, view)
    if gzip and len(body) >= COMPRESSED_FROM:
        headers["content-encoding"] = "gzip"
        body = igzip.compress(body, _GZIP_LEVEL, mtime=0)
    return make_response(200, headers, body)


def write_headers(site: Site, shown: Shown, view: View, etag: str | None) -> dict[str, str]:
    """Write the headers of a view: what else there is, and whether it may be cached."""
    links = [
        f'<{address}>; rel="alternate"; type="{each.media}"'
        for each, address in link_views(site, shown.found, shown.asked)
        if each is not view
    ]
    links.append(f'<{site.settings.base_url}{shown.found.path}>; rel="canonical"')
    headers = {**_VARY, "content-type": f"{view.media}; charset=utf-8", "link": ", ".join(links)}
    if view is View.JSON:
        headers["content-type"] = view.media
    return headers | ({"cache-control": "no-store"} if etag is None else {"etag": etag})


def stream_response(headers: Mapping[str, str], chunks: AsyncIterator[bytes]) -> ASGIApp:
    """Make a response whose body is sent as it is made; HEAD makes none of it."""
    pairs = [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers.items()]

    async def send_it(scope: Scope, _: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": pairs})
        if scope["method"] != "HEAD":
            async for chunk in chunks:
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    return send_it


def not_modified(etag: str) -> RawResponse:
    """Make the response of a view that the client has already."""
    return make_response(304, {**_VARY, "etag": etag})


def check_answer(answer: Mapping[str, Any]) -> None:
    """Raise what a refused question says: a page is whole or not at all.

    Raises:
        Unprocessable: the address asks for what cannot be answered.
        RequestError: the client has no points left, or something went wrong inside.
    """
    for error in answer.get("errors", ()):
        told = error.get("extensions", {})
        reason = told.get("reason")
        if reason == Reason.POINTS:
            raise RequestError(ErrorReason.POINTS, after=int(told["retryAfter"]))
        if reason in _OTHER:
            raise RequestError(_OTHER[reason])
        raise Unprocessable(str(error["message"]))
