"""The front page: the box to search with, what is new, what waits, what does not add up."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

import orjson
from starlette.requests import Request
from starlette.responses import Response

from publish import list_latest_releases
from schema import GraphQLRequest
from web.middleware.request_log import request_log_of
from web.site.conditional import add_validators
from web.site.context import site_of
from web.site.pages.responses import check_answer
from web.site.turns import read_record, run_in_turn

_DOCUMENT = Path(__file__).with_suffix(".graphql")


async def front(request: Request) -> Response:
    """Show what the registry is, what of it concerns people now, and how much it holds.

    Raises:
        RequestError: the client has no points left, or the registry cannot be read.
    """
    service = site_of(request).service
    prepared = service.prepare(GraphQLRequest(_DOCUMENT.read_text(encoding="utf-8"), {}))
    log = request_log_of(request.scope)
    served = await service.answer(prepared, log, only_queries=True, receive=request.receive)
    if served is None:
        return Response()  # whoever asked is gone
    answer = orjson.loads(served.answer.body)
    check_answer(answer)
    return await run_in_turn(request, partial(_render, data=answer["data"]), request.receive)


def _render(request: Request, data: Mapping[str, Any]) -> Response:
    site = site_of(request)
    with read_record(request) as session:
        counted = site.counts.count(session.connection)
    page = site.page(
        "front.html",
        counted=counted,
        data=data,
        datasets=len(list(list_latest_releases(site.releases))),
        question=quote(counted.first_query),
    )
    return add_validators(request, page)
