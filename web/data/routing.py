"""The addresses under ``/data/``; programs in pages of any origin may read them all."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Mount, Route

from web.data import feed, files, following, pages

_EXPOSED = (
    *("accept-ranges", "cache-control", "content-length", "content-range", "etag"),
    *("last-modified", "link", "location"),
)
_ASKED = ("if-match", "if-modified-since", "if-none-match", "if-range", "range")
_OPEN = Middleware(
    CORSMiddleware,
    allow_origins=["*"],
    allow_methods=["GET", "HEAD"],
    allow_headers=_ASKED,
    expose_headers=_EXPOSED,
    max_age=86_400,
)


def routes() -> list[Mount]:
    """All addresses of the datasets."""
    below = [
        Route("/", pages.datasets),
        Route("/{dataset}/", pages.dataset),
        Route("/{dataset}/feed.atom", feed.feed),
        Route("/{dataset}/changes", following.follow),
        Route("/{dataset}/releases.json", files.releases),
        Route("/{dataset}/releases/{version}/", pages.release),
        Route("/{dataset}/releases/{version}/{file}", files.file),
        Route("/{dataset}/latest/", files.latest_release),
        Route("/{dataset}/latest/{file}", files.latest_file),
    ]
    return [Mount("/data", routes=below, middleware=[_OPEN])]
