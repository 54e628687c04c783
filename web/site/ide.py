"""GraphiQL from our own origin, and beside it a plain form that needs no JavaScript."""

from __future__ import annotations

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

import schema
from registry import Unavailable
from schema import Reason
from web.errors import RequestError
from web.graphql import request_parsing
from web.graphql.content_negotiation import read_headers
from web.graphql.request_body import read_body
from web.middleware.request_log import request_log_of
from web.middleware.security_headers import IDE
from web.site.assets import BUILT, read_manifest
from web.site.conditional import add_validators
from web.site.context import Site, site_of
from web.site.first_query import write_first_query
from web.site.turns import read_record, run_in_turn


def ide(request: Request) -> Response:
    """Show the IDE where it was built, otherwise the form."""
    site = site_of(request)
    query, files = _first_query(request), read_manifest(BUILT)
    if files is None:
        page = _form(site, query)
    else:
        safe = {"content-security-policy": IDE}
        page = site.page("ide.html", headers=safe, files=files, query=query)
    return add_validators(request, page, vary="Accept")


async def form(request: Request) -> Response:
    """Show a form for a query, with the answer below it once it was sent."""
    site = site_of(request)
    if request.method != "POST":
        given = request.query_params.get("query")
        if given is None:
            given = await run_in_turn(request, _first_query, request.receive)
        return _form(site, given)
    query, limits = "", site.settings.limits
    try:
        body = await read_body(request.receive, read_headers(request.scope), limits)
        asked = request_parsing.parse_form(body, limits)
        query = asked.query
        prepared = site.service.prepare(asked)
        found = await site.service.answer(
            prepared, request_log_of(request.scope), receive=request.receive
        )
        if found is None:  # whoever asked is gone
            raise ClientDisconnect
        answer = found.answer
    except RequestError as error:
        request_log_of(request.scope).note_refusal(error.why.name)
        return _form(site, query, error.as_json(), error.status)
    status = 429 if Reason.POINTS in answer.reasons else 200
    return _form(site, query, answer.body, status)


def contract(request: Request) -> Response:
    """Send the API's schema in GraphQL's schema language."""
    return add_validators(request, PlainTextResponse(schema.sdl()))


def _first_query(request: Request) -> str:
    """Write the question to begin with; one that needs no target while nothing can be read."""
    try:
        with read_record(request) as session:
            return site_of(request).counts.count(session.connection).first_query
    except Unavailable:
        return write_first_query(None)


def _form(site: Site, query: str, answer: bytes | None = None, status: int = 200) -> HTMLResponse:
    shown = None
    if answer is not None:
        shown = orjson.dumps(orjson.loads(answer), option=orjson.OPT_INDENT_2).decode()
    return site.page(
        "form.html", status, query=query, answer=shown, ide=read_manifest(BUILT) is not None
    )
