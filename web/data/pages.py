"""The pages of the datasets and of their releases."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from publish import (
    Release,
    find_latest,
    find_release,
    find_tombstone,
    list_latest_releases,
    list_releases,
    read_sentences,
)
from publish.catalogue import as_schema_org, dataset_as_schema_org, list_offered, make_catalogue
from web.data.withdrawn import withdrawn_response
from web.site.conditional import add_validators
from web.site.context import Site, site_of


def datasets(request: Request) -> Response:
    """Show all datasets, each with its latest release."""
    site = site_of(request)
    releases = list(list_latest_releases(site.releases))
    offered = list_offered(site.settings, releases)
    told = as_schema_org(make_catalogue(site.settings, offered))
    return add_validators(request, site.page("datasets.html", releases=releases, told=told))


def dataset(request: Request) -> Response:
    """Show one dataset: what it holds, its files, and all of its releases."""
    site = site_of(request)
    release = latest_of(site, request)
    told = dataset_as_schema_org(make_catalogue(site.settings, [release]))
    listed = list_releases(site.releases, release.dataset)
    page = site.page("dataset.html", release=release, listed=listed, told=told)
    return add_validators(request, page)


def release(request: Request) -> Response:
    """Show one release: its files, and what changed in it; a tombstone where it was withdrawn."""
    site = site_of(request)
    dataset, version = request.path_params["dataset"], request.path_params["version"]
    withdrawn = find_tombstone(site.releases, dataset, version)
    if withdrawn:
        return withdrawn_response(request, withdrawn)
    found = find_release(site.releases, dataset, version)
    if found is None:
        raise HTTPException(404)
    newest = find_latest(site.releases, dataset)
    says = read_sentences(site.releases / dataset / version / "changes.json")
    page = site.page("release.html", release=found, newest=newest, says=says)
    return add_validators(request, page)


def latest_of(site: Site, request: Request) -> Release:
    """Return the latest release of the dataset in the address; 404 where there is none."""
    release = find_latest(site.releases, request.path_params["dataset"])
    if release is None:
        raise HTTPException(404)
    return release
