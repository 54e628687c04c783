"""One view of a page: its document asked of the one service, and the response kept with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import orjson
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from schema import GraphQLRequest
from web.graphql.content_negotiation import takes_encoding
from web.graphql.etags import make_etag, matches_etag
from web.graphql.readers import LedgerState
from web.graphql.responses import RawResponse
from web.graphql.service import PreparedRequest, ServedAnswer
from web.middleware.request_log import Outcome, request_log_of
from web.site import records
from web.site.citations import cite_shown
from web.site.context import Site, site_of
from web.site.pages.addresses import Candidate
from web.site.pages.parameters import Asked, UnreadableParameter, read_parameters
from web.site.pages.rendering import Shown
from web.site.pages.responses import (
    check_answer,
    not_modified,
    stream_response,
    view_response,
    write_headers,
)
from web.site.pages.views import View
from web.site.pages.walking import (
    find_connection,
    has_more,
    join_answers,
    walk_pages,
    write_table,
)
from web.site.refusals import Unprocessable
from web.site.turns import run_in_turn


@dataclass(frozen=True, slots=True)
class Viewing:
    """A request for a view of a page.

    Attributes:
        release: changes with each release: what a citation names as its proof depends on it.
    """

    found: Candidate
    view: View
    asked: Asked
    prepared: PreparedRequest
    release: int
    gzip: bool

    @property
    def form(self) -> tuple[Any, ...]:
        """Under what its response is kept with the answer."""
        return self.found.page.name, self.view, self.release, self.gzip

    def etag(self, state: LedgerState) -> str:
        """Return the tag of the response; compressed and plain it is the same."""
        words = f"{self.found.page.name} {self.view.media} {self.release}"
        return make_etag(self.prepared.digest, words, state)

    def etag_of(self, served: ServedAnswer) -> str | None:
        """Return the tag of the response; None where the answer is not to be cached."""
        return None if served.state is None else self.etag(served.state)


async def answer_view(site: Site, request: Request, found: Candidate, view: View) -> ASGIApp | None:
    """Answer with a view of a page; None where the page's record is not on record.

    Raises:
        Unprocessable: the address asks for what cannot be read.
        RequestError: the client has no points left, or the registry cannot be read.
    """
    viewing = _read(site, request, found, view)
    known, current = ",".join(request.headers.getlist("if-none-match")), ""

    def has_current(state: LedgerState) -> bool:
        nonlocal current
        current = viewing.etag(state)
        return matches_etag(known, current)

    log = request_log_of(request.scope)
    served = await site.service.answer(
        viewing.prepared,
        log,
        only_queries=True,
        receive=request.receive,
        has_current=has_current if known else None,
    )
    if served is None:
        return _sending(not_modified(current)) if log.outcome is Outcome.UNCHANGED else _leave
    kept: RawResponse | None = served.forms.get(viewing.form)
    if kept is not None:
        return _sending(kept)
    make = partial(_make, viewing=viewing, served=served)
    made = await run_in_turn(request, make, request.receive)
    if made is None:
        return None
    if isinstance(made, Shown):
        return await _answer_whole(request, viewing, made, served)
    site.service.keep_form(viewing.prepared, served, viewing.form, made)
    return _sending(made)


async def _answer_whole(
    request: Request, viewing: Viewing, shown: Shown, served: ServedAnswer
) -> ASGIApp:
    """Answer with all pages of a list: a table row by row, JSON when it is whole."""
    site, page, view = site_of(request), viewing.found.page, viewing.view
    answers = walk_pages(site, request, page, viewing.asked.variables, dict(shown.data))
    etag = viewing.etag_of(served)
    if view is View.CSV:
        return stream_response(write_headers(site, shown, view, etag), write_table(page, answers))
    whole = replace(shown, data=await join_answers(page, answers))
    return _sending(view_response(site, whole, view, etag, gzip=viewing.gzip))


def _read(site: Site, request: Request, found: Candidate, view: View) -> Viewing:
    try:
        named = found.name_record(site.settings.base_url)
        asked = read_parameters(found.page, named, request.query_params)
    except UnreadableParameter as error:
        raise Unprocessable(str(error)) from error
    return Viewing(
        found,
        view,
        asked,
        site.service.prepare(GraphQLRequest(found.page.document, dict(asked.variables))),
        _find_release_state(site),
        takes_encoding(request.headers.get("accept-encoding", ""), "gzip"),
    )


def _make(request: Request, viewing: Viewing, served: ServedAnswer) -> RawResponse | Shown | None:
    """Make the response, or what a whole list begins with; None where nothing is on record."""
    answer = orjson.loads(served.answer.body)
    check_answer(answer)
    site, found, view, data = site_of(request), viewing.found, viewing.view, answer["data"]
    if found.page.is_of_a_record and data[found.page.root] is None:
        return None
    record, citation = {}, None
    if found.page.is_record and view is View.JSON:
        record = _describe_record(request, found)
    elif found.page.is_record and view is View.HTML:
        citation = cite_shown(site, found.page.kind, data[found.page.root], viewing.asked.on)
    shown = Shown(found, viewing.asked, data, record, citation)
    if view in (View.JSON, View.CSV) and has_more(find_connection(found.page, data)):
        return shown
    return view_response(site, shown, view, viewing.etag_of(served), gzip=viewing.gzip)


def _describe_record(request: Request, found: Candidate) -> dict[str, Any]:
    """Describe the record as its plain address does; nothing where it has gone meanwhile."""
    record = records.find_record(request, found.page.kind, found.reference)
    return records.describe_record(site_of(request), record) if record else {}


def _find_release_state(site: Site) -> int:
    """Return what changes when a release is placed; 0 before the first."""
    try:
        return (site.releases / "registry").stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _sending(response: RawResponse) -> ASGIApp:
    async def send_it(_: Scope, __: Receive, send: Send) -> None:
        await response.send(send)

    return send_it


async def _leave(_: Scope, __: Receive, ___: Send) -> None:
    """Send nothing: whoever asked is gone."""
