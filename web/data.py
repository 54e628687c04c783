"""``/data/``: the published packages, as pages and as files."""

from __future__ import annotations

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from publish import Release, latest, published
from publish.catalogue import as_schema_org, catalogue, dataset_as_schema_org
from publish.media import media_of
from web.site import Site, site_of


def datasets(request: Request) -> Response:
    """All datasets, each with its latest release."""
    site = site_of(request)
    releases = list(published(site.releases))
    told = as_schema_org(catalogue(site.settings, releases))
    return site.page("datasets.html", releases=releases, told=told)


def dataset(request: Request) -> Response:
    """One dataset: what it holds and its files."""
    site = site_of(request)
    release = _latest(site, request)
    told = dataset_as_schema_org(catalogue(site.settings, [release]))
    return site.page("dataset.html", release=release, told=told)


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
    path = site.releases / release.dataset / release.release / written.path
    return FileResponse(path, headers=headers, media_type=_media_type(path))


def _media_type(path: Path) -> str:
    media = media_of(path.name)
    return media.served if media else "text/plain; charset=utf-8"


def _latest(site: Site, request: Request) -> Release:
    name = request.path_params["dataset"]
    release = None if name.startswith(".") else latest(site.releases, name)
    if release is None:
        raise HTTPException(404)
    return release
