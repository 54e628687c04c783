"""``/graphql`` over HTTP, on bare ASGI: requests are read, and answers sent as responses."""

from __future__ import annotations

import logging

from starlette.types import Receive, Scope, Send

from registry import Limits
from schema.lru_cache import LruCache
from web.errors import ErrorReason, RequestError
from web.graphql.content_negotiation import JSON, RequestHeaders, read_headers
from web.graphql.etags import make_etag, matches_etag
from web.graphql.readers import LedgerState
from web.graphql.request_body import read_body
from web.graphql.request_parsing import parse_json_request, parse_query_string
from web.graphql.responses import (
    RawResponse,
    answer_response,
    error_response,
    not_modified_response,
)
from web.graphql.service import AnsweringService, PreparedRequest, ServedAnswer
from web.middleware.request_log import Outcome, RequestLog, request_log_of

LOG = logging.getLogger("answerable.web")
READING = ("GET", "HEAD")
_REQUEST_BYTES = 8_000_000


class Endpoint:
    """Answers one GraphQL request per HTTP request."""

    def __init__(self, service: AnsweringService, limits: Limits) -> None:
        self._service = service
        self._limits = limits
        self._requests: LruCache[tuple[bool, str, bytes], PreparedRequest] = LruCache.of_bytes(
            _REQUEST_BYTES
        )
        service.redactions.add(self._requests)

    async def __call__(
        self, scope: Scope, receive: Receive, send: Send, headers: RequestHeaders | None = None
    ) -> None:
        """Answer a request; whoever has read its headers may pass them."""
        log = request_log_of(scope)
        headers = headers or read_headers(scope)
        try:
            response = await self._respond(log, scope, receive, headers)
        except RequestError as error:
            log.note_refusal(error.why.name)
            response = error_response(error, headers.media or JSON)
        except Exception:  # whatever goes wrong inside: the response is JSON and does not tell it
            LOG.exception("the request %s could not be answered", log.request)
            log.note_refusal(ErrorReason.INTERNAL.name)
            response = error_response(RequestError(ErrorReason.INTERNAL), headers.media or JSON)
        if response is not None:
            await response.send(send)

    async def _respond(
        self, log: RequestLog, scope: Scope, receive: Receive, headers: RequestHeaders
    ) -> RawResponse | None:
        if headers.media is None:
            raise RequestError(ErrorReason.ACCEPT)
        media, reading = headers.media, scope["method"] in READING
        prepared = await self._read(scope, receive, headers, reading=reading)
        etags = headers.values.get("if-none-match", "") if reading else ""
        current = ""

        def has_current(state: LedgerState) -> bool:
            nonlocal current
            current = make_etag(prepared.digest, media, state)
            return matches_etag(etags, current)

        found = await self._service.answer(
            prepared,
            log,
            only_queries=reading,
            receive=receive,
            has_current=has_current if etags else None,
        )
        if found is not None:
            return self._form(prepared, found, media, gzip=headers.gzip)
        return not_modified_response(current) if log.outcome is Outcome.UNCHANGED else None

    def _form(
        self, prepared: PreparedRequest, found: ServedAnswer, media: str, *, gzip: bool
    ) -> RawResponse:
        """Return the response; that of a cached answer is compressed and given its headers once."""
        response: RawResponse | None = found.forms.get((media, gzip))
        if response is None:
            state = found.state
            etag = None if state is None else make_etag(prepared.digest, media, state)
            response = answer_response(found.answer, media, etag, gzip=gzip)
            self._service.keep_form(prepared, found, (media, gzip), response)
        return response

    async def _read(
        self, scope: Scope, receive: Receive, headers: RequestHeaders, *, reading: bool
    ) -> PreparedRequest:
        """Read the GraphQL request; one that came before is not parsed again.

        Raises:
            RequestError: there is none.
        """
        if reading:
            raw, content_type = scope["query_string"], ""
        elif scope["method"] == "POST":
            raw = await read_body(receive, headers, self._limits)
            content_type = headers.values.get("content-type", "")
        else:
            raise RequestError(ErrorReason.METHOD)
        key = (reading, content_type, raw)
        prepared = self._requests.get(key)
        if prepared is None:
            request = (
                parse_query_string(raw, self._limits)
                if reading
                else parse_json_request(raw, content_type, self._limits)
            )
            prepared = self._service.prepare(request)
            size = 2 * len(raw) + len(content_type) + len(prepared.request.query)
            self._requests.put(key, prepared, size)
        return prepared
