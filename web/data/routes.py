"""The addresses under ``/data/``."""

from __future__ import annotations

from starlette.routing import Route

from web.data import changes, feed, files, pages


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
    return [Route(f"/data/{path}", answer) for path, answer in answers.items()]
