"""``/data/{dataset}/changes``: what was recorded since an entry, as lines of JSON."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from opendata import ChangesPage, Dataset, list_datasets, read_changes
from opendata.closure import Closure
from registry.ledger import read_position
from web.data.number_parameters import OutOfRange, out_of_range, whole_number
from web.middleware.request_log import request_log_of
from web.site.conditional import REVALIDATED, not_modified
from web.site.context import Site, site_of
from web.site.turns import read_record, run_in_turn, turn_of


@dataclass(slots=True)
class _Feed:
    """The entries of a dataset between two numbers, of which a page was read."""

    concerned: Closure | None
    until: int
    headers: dict[str, str]
    page: ChangesPage

    def read_on(self, request: Request) -> None:
        """Read the next page: a slow reader holds no snapshot of the database open."""
        with read_record(request) as session:
            self.page = _read_page(
                request, session.connection, self.concerned, self.page.last_entry, self.until
            )


async def follow(request: Request) -> Response:
    """Stream every act about the dataset's records after entry ``since``, tombstones included.

    The header ``Link`` leads on from the newest entry: whoever follows it misses nothing. Each act
    is charged a point: those of the first page before anything is sent, those of later ones as
    soon as the client has the points.
    """
    begun = await run_in_turn(request, _begin, request.receive)
    if isinstance(begun, Response):
        return begun
    return StreamingResponse(
        _lines(request, begun), media_type="application/x-ndjson", headers=begun.headers
    )


def _begin(request: Request) -> _Feed | Response:
    """Read and charge the first page, or say why there is none."""
    site, name = site_of(request), request.path_params["dataset"]
    with read_record(request) as session:
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
        page = _read_page(request, session.connection, concerned, after, newest)
    turn_of(request).pay(page.acts)
    return _Feed(concerned, newest, headers, page)


async def _lines(request: Request, feed: _Feed) -> AsyncIterator[bytes]:
    yield feed.page.lines
    while feed.page.last_entry < feed.until:
        await run_in_turn(request, feed.read_on)
        await request_log_of(request.scope).pay_when_possible(feed.page.acts)
        yield feed.page.lines


def _read_page(
    request: Request, connection: Connection, concerned: Closure | None, after: int, until: int
) -> ChangesPage:
    if after >= until or request.method == "HEAD":
        return ChangesPage(b"", 0, until)
    return read_changes(connection, concerned, after, until, site_of(request).settings.base_url)


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
