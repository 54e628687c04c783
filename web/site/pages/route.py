"""The route of all pages: the first page of an address that has something answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import BaseRoute, Match, NoMatchFound
from starlette.types import ASGIApp, Receive, Scope, Send

from web.site import records
from web.site.context import Site, wants_page
from web.site.pages.addresses import Addresses, Candidate
from web.site.pages.page import Page
from web.site.pages.parameters import read_parameters
from web.site.pages.viewing import answer_view
from web.site.pages.views import View
from web.site.refusals import NotOnRecord
from web.site.turns import run_in_turn

_READING = ("GET", "HEAD")


class PagesRoute(BaseRoute):
    """Answers the addresses of all pages.

    Args:
        site: the site that they are of.
        pages: all pages.
    """

    def __init__(self, site: Site, pages: Sequence[Page]) -> None:
        self._site = site
        self._addresses = Addresses(pages)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match an address that leads to a page; the log notes the page's pattern."""
        found = self._addresses.find(scope["path"]) if scope["type"] == "http" else ()
        if not found:
            return Match.NONE, {}
        return Match.FULL, {"candidates": found, "route": found[0].page, "path_params": {}}

    def url_path_for(self, name: str, /, **path_params: Any) -> Any:
        """Refuse: addresses of pages are never made from names of routes."""
        raise NoMatchFound(name, path_params)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request with the first page that has something."""
        if scope["method"] not in _READING:
            raise HTTPException(405, headers={"allow": ", ".join(_READING)})
        request = Request(scope, receive)
        candidates: list[Candidate] = scope["candidates"]
        for each in candidates:
            answered = await self._answer(request, each)
            if answered is not None:
                await answered(scope, receive, send)
                return
        last = candidates[-1]
        asked = read_parameters(last.page, {}, request.query_params)
        raise NotOnRecord(last.path, asked.says if asked.on or asked.known else "")

    async def _answer(self, request: Request, found: Candidate) -> ASGIApp | None:
        view = found.view
        if view is None:
            query = request.query_params
            view = View.HTML if wants_page(request) and "json" not in query else View.JSON
            if found.page.is_record and ("cite" in query or view is View.JSON):
                return await _answer_record(request, found)
        return await answer_view(self._site, request, found, view)


async def _answer_record(request: Request, found: Candidate) -> ASGIApp | None:
    """Answer with the record as JSON, or a citation of it."""
    request.scope["path_params"] = {"kind": found.page.kind, "reference": found.reference}
    try:
        return await run_in_turn(request, records.record, request.receive)
    except HTTPException as error:
        if error.status_code != 404:
            raise
        return None
