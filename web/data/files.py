"""The files of a release: they never change, but may be withdrawn, which caches have to learn."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from publish import LISTING, Release, find_release, find_tombstone, list_releases
from publish.cache_control import RELEASE_FILE
from publish.media_types import find_media_type
from web.data.pages import latest_of
from web.data.ranges import RangedFile
from web.data.withdrawn import withdrawn_response
from web.site.conditional import REVALIDATED, format_instant, not_modified
from web.site.context import site_of


def file(request: Request) -> Response:
    """Send a file of one release; its SHA-256 is its ETag."""
    site, wanted = site_of(request), request.path_params
    withdrawn = find_tombstone(site.releases, wanted["dataset"], wanted["version"])
    if withdrawn:
        return withdrawn_response(request, withdrawn)
    release = find_release(site.releases, wanted["dataset"], wanted["version"])
    written = release.find_file(wanted["file"]) if release else None
    if release is None or written is None:
        raise HTTPException(404)
    headers = {
        "etag": f'"{written.sha256}"',
        "cache-control": RELEASE_FILE,
        # The data's own age: the file's would change with each copy of it.
        "last-modified": format_instant(release.recorded_at),
    }
    return _send_file(
        request, site.releases / release.dataset / release.version / written.path, headers
    )


def latest_file(request: Request) -> Response:
    """Redirect to the file of the latest release."""
    release = latest_of(site_of(request), request)
    name = request.path_params["file"]
    if release.find_file(name) is None:
        raise HTTPException(404)
    return _redirect(request, release, name)


def latest_release(request: Request) -> Response:
    """Redirect to the page of the latest release."""
    return _redirect(request, latest_of(site_of(request), request), "")


def releases(request: Request) -> Response:
    """Send the list of all releases of a dataset, withdrawn ones included."""
    site, dataset = site_of(request), request.path_params["dataset"]
    if not list_releases(site.releases, dataset):
        raise HTTPException(404)
    path = site.releases / dataset / LISTING
    etag = f'"{sha256(path.read_bytes()).hexdigest()}"'
    return _send_file(request, path, {**REVALIDATED, "etag": etag})


def _redirect(request: Request, release: Release, name: str) -> Response:
    path = f"/data/{release.dataset}/releases/{release.version}/{name}"
    return RedirectResponse(site_of(request).address(path), 307, headers=REVALIDATED)


def _send_file(request: Request, path: Path, headers: dict[str, str]) -> Response:
    unchanged = not_modified(request, headers)
    if unchanged is not None:
        return unchanged
    media = find_media_type(path.name)
    media_type = media.content_type if media else "text/plain; charset=utf-8"
    return RangedFile(path, headers=headers, media_type=media_type)
