"""The front page: what this is, what it holds, where to go."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from publish import list_latest_releases
from web.site.conditional import add_validators
from web.site.context import site_of
from web.site.turns import read_record


def front(request: Request) -> Response:
    """Show what the registry is and how many records of what it holds."""
    site = site_of(request)
    with read_record(request) as session:
        counted = site.counts.count(session.connection)
    page = site.page(
        "front.html",
        counted=counted,
        datasets=len(list(list_latest_releases(site.releases))),
        question=quote(counted.first_query),
    )
    return add_validators(request, page)
