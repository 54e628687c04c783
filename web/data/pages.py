"""The pages of the datasets and of their releases."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from publish import Release, latest, published
from web.site import Site, site_of


def datasets(request: Request) -> Response:
    """All datasets, each with its latest release."""
    site = site_of(request)
    return site.page("datasets.html", releases=list(published(site.releases)))


def dataset(request: Request) -> Response:
    """One dataset: what it holds and its files."""
    site = site_of(request)
    return site.page("dataset.html", release=latest_of(site, request))


def latest_of(site: Site, request: Request) -> Release:
    """The latest release of the dataset in the address; 404 where there is none."""
    name = request.path_params["dataset"]
    release = None if name.startswith(".") else latest(site.releases, name)
    if release is None:
        raise HTTPException(404)
    return release
