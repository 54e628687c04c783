"""The addresses under ``/data/``."""

from __future__ import annotations

from starlette.routing import Route

from web.data import changes, feed, files, pages
from web.site.turns import in_turn


def routes() -> list[Route]:
    """Return the routes of the datasets."""
    in_turns = {
        "": pages.datasets,
        "{dataset}/": pages.dataset,
        "{dataset}/feed.atom": feed.feed,
        "{dataset}/releases.json": files.releases,
        "{dataset}/releases/{version}/": pages.release,
        "{dataset}/releases/{version}/{file}": files.file,
        "{dataset}/latest/": files.latest_release,
        "{dataset}/latest/{file}": files.latest_file,
    }
    return [
        *(Route(f"/data/{path}", in_turn(respond)) for path, respond in in_turns.items()),
        Route("/data/{dataset}/changes", changes.follow),
    ]
