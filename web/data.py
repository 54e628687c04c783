"""``/data/``: the published packages, as pages and as files."""

from __future__ import annotations

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from publish import Release, latest, published
from web.site import Site, site_of

MEDIA_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".zip": "application/zip",
}


def datasets(request: Request) -> Response:
    """All datasets, each with its latest release."""
    site = site_of(request)
    return site.page("datasets.html", releases=list(published(site.releases)))


def dataset(request: Request) -> Response:
    """One dataset: what it holds and its files."""
    site = site_of(request)
    return site.page("dataset.html", release=_latest(site, request))


def folder(request: Request) -> Response:
    """Whoever shortens a file's address gets the page that lists the files."""
    return RedirectResponse(f"/data/{_latest(site_of(request), request).dataset}/", 308)


def file(request: Request) -> Response:
    """A file of a dataset's latest release, which its SHA-256 identifies."""
    site = site_of(request)
    release = _latest(site, request)
    written = release.file(request.path_params["file"])
    if written is None:
        raise HTTPException(404)
    etag = f'"{written.sha256}"'
    headers = {"etag": etag, "cache-control": "no-cache"}
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    # By the release's own name: `latest` may be switched while the file is being sent.
    path = site.releases / release.dataset / release.version / written.path
    return FileResponse(path, headers=headers, media_type=_media_type(path))


def _media_type(path: Path) -> str:
    return MEDIA_TYPES.get(path.suffix, "text/plain; charset=utf-8")


def _latest(site: Site, request: Request) -> Release:
    name = request.path_params["dataset"]
    release = None if name.startswith(".") else latest(site.releases, name)
    if release is None:
        raise HTTPException(404)
    return release
