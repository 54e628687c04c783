"""The whole of a list for programs: page after page of its document, as one table or answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

import orjson
from starlette.requests import Request

from schema import GraphQLRequest
from web.errors import ErrorReason, RequestError
from web.middleware.request_log import request_log_of
from web.site.context import Site
from web.site.pages.page import Page
from web.site.pages.rendering import render_rows
from web.site.pages.responses import check_answer

MOST_ROWS = 50_000
"""How many rows of a list are sent at once; the rest is asked for with ``after``."""


def find_connection(page: Page, data: Mapping[str, Any]) -> dict[str, Any] | None:
    """Find the connection that is the page's table; None where its table is no list of pages."""
    if page.table is None or not page.table.endswith(".nodes") or "after" not in page.variables:
        return None
    found: Any = data
    for name in page.table.split(".")[:-1]:
        found = (found or {}).get(name)
    connection: dict[str, Any] | None = found
    return connection


def has_more(connection: Mapping[str, Any] | None) -> bool:
    """Return whether a list goes on after what is known of it."""
    page = (connection or {}).get("pageInfo", {})
    return bool(page.get("hasNextPage") and page.get("endCursor"))


async def write_table(page: Page, answers: AsyncIterator[dict[str, Any]]) -> AsyncIterator[bytes]:
    """Write the rows of all answers as one table."""
    first = True
    async for data in answers:
        yield render_rows(page, data, header=first)
        first = False


async def join_answers(page: Page, answers: AsyncIterator[dict[str, Any]]) -> dict[str, Any]:
    """Join all answers: the first, with the items of all; its page ends where the last one did."""
    whole: dict[str, Any] = await anext(answers)
    joined = find_connection(page, whole)
    async for data in answers:
        more = find_connection(page, data)
        if joined is not None and more is not None:
            joined["nodes"].extend(more["nodes"])
            joined["pageInfo"] = more["pageInfo"]
    return whole


async def walk_pages(
    site: Site, request: Request, page: Page, variables: Mapping[str, Any], data: dict[str, Any]
) -> AsyncIterator[dict[str, Any]]:
    """Yield the answer, and those after it, until the list or the limit ends.

    Whoever has spent the points of a minute waits: what is under way cannot be refused.
    """
    rows = 0
    while True:
        connection = find_connection(page, data)
        yield data
        rows += len(connection["nodes"]) if connection else 0
        if not has_more(connection) or rows >= MOST_ROWS or await request.is_disconnected():
            return
        after = connection["pageInfo"]["endCursor"] if connection else None
        data = await _ask(site, request, page, {**variables, "after": after})


async def _ask(
    site: Site, request: Request, page: Page, variables: Mapping[str, Any]
) -> dict[str, Any]:
    prepared = site.service.prepare(GraphQLRequest(page.document, variables))
    log = request_log_of(request.scope)
    while True:
        served = await site.service.answer(prepared, log, only_queries=True)
        if served is None:
            raise RequestError(ErrorReason.UNAVAILABLE)
        answer: dict[str, Any] = orjson.loads(served.answer.body)
        try:
            check_answer(answer)
        except RequestError as error:
            if error.why is not ErrorReason.POINTS:
                raise
            await asyncio.sleep(error.after or 1)
        else:
            data: dict[str, Any] = answer["data"]
            return data
