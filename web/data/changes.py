"""``/data/{dataset}/changes``: what was recorded since an entry, as lines of JSON."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from opendata import Dataset, list_datasets, read_changes
from opendata.closure import Closure
from registry.ledger import read_position
from web.data.number_parameters import OutOfRange, out_of_range, whole_number
from web.site.conditional import REVALIDATED, not_modified
from web.site.context import Site, site_of


def follow(request: Request) -> Response:
    """Stream every act about the dataset's records after entry ``since``, tombstones included.

    The header ``Link`` leads on from the newest entry: whoever follows it misses nothing.
    """
    site, name = site_of(request), request.path_params["dataset"]
    with site.registry.reading() as session:
        newest = read_position(session.connection).number
        try:
            after = whole_number(request.query_params, "since", 0, most=newest)
        except OutOfRange as error:
            return out_of_range(error)
        dataset = _dataset(session.connection, name)
        headers = _headers(site, name, newest)
        unchanged = not_modified(request, headers)
        if unchanged is not None:
            return unchanged
        concerned = dataset.read_content(session.connection).closure
    lines = _lines(site, concerned, after, newest)
    return StreamingResponse(lines, media_type="application/x-ndjson", headers=headers)


def _dataset(connection: Connection, name: str) -> Dataset:
    for dataset in list_datasets(connection):
        if dataset.name == name:
            return dataset
    raise HTTPException(404)


def _headers(site: Site, name: str, newest: int) -> dict[str, str]:
    return {
        "etag": f'W/"{newest}"',
        **REVALIDATED,
        "link": f'<{site.address(f"/data/{name}/changes")}?since={newest}>; rel="next"',
    }


def _lines(site: Site, concerned: Closure | None, after: int, until: int) -> Iterator[bytes]:
    """Yield the lines page by page: a slow reader holds no snapshot of the database open."""
    while after < until:
        with site.registry.reading() as session:
            some = read_changes(session.connection, concerned, after, until, site.settings.base_url)
        yield some.lines
        after = some.last_entry
