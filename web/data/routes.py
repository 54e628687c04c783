"""The addresses under ``/data/``; programs in pages of any origin may read them all."""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import Route

from web.data import changes, feed, files, pages

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


def routes() -> list[Route]:
    """Return the routes of the datasets."""
    answers = {
        "": pages.datasets,
        "{dataset}/": pages.dataset,
        "{dataset}/feed.atom": feed.feed,
        "{dataset}/changes": changes.follow,
        "{dataset}/releases.json": files.releases,
        "{dataset}/releases/{version}/": pages.release,
        "{dataset}/releases/{version}/{file}": files.file,
        "{dataset}/latest/": files.latest_release,
        "{dataset}/latest/{file}": files.latest_file,
    }
    return [Route(f"/data/{path}", answer, middleware=[_OPEN]) for path, answer in answers.items()]
