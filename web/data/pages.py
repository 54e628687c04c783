"""The pages of the datasets and of their releases."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from publish import (
    Release,
    latest,
    published,
    release_of,
    releases_of,
    sentences_in,
    withdrawn_of,
)
from publish.catalogue import as_schema_org, catalogue, dataset_as_schema_org
from web.data.withdrawn import gone
from web.site.context import Site, site_of


def datasets(request: Request) -> Response:
    """All datasets, each with its latest release."""
    site = site_of(request)
    releases = list(published(site.releases))
    told = as_schema_org(catalogue(site.settings, releases))
    return site.page("datasets.html", releases=releases, told=told)


def dataset(request: Request) -> Response:
    """One dataset: what it holds, its files, and all of its releases."""
    site = site_of(request)
    release = latest_of(site, request)
    told = dataset_as_schema_org(catalogue(site.settings, [release]))
    listed = releases_of(site.releases, release.dataset)
    return site.page("dataset.html", release=release, listed=listed, told=told)


def release(request: Request) -> Response:
    """One release: its files, and what changed in it; a tombstone where it was withdrawn."""
    site = site_of(request)
    dataset, version = request.path_params["dataset"], request.path_params["version"]
    withdrawn = withdrawn_of(site.releases, dataset, version)
    if withdrawn:
        return gone(request, withdrawn)
    found = release_of(site.releases, dataset, version)
    if found is None:
        raise HTTPException(404)
    newest = latest(site.releases, dataset)
    says = sentences_in(site.releases / dataset / version / "changes.json")
    return site.page("release.html", release=found, newest=newest, says=says)


def latest_of(site: Site, request: Request) -> Release:
    """The latest release of the dataset in the address; 404 where there is none."""
    name = request.path_params["dataset"]
    release = None if name.startswith(".") else latest(site.releases, name)
    if release is None:
        raise HTTPException(404)
    return release
