"""Responses of ``/graphql``, ready to be sent any number of times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from isal import igzip
from starlette.types import Message, Send

from schema import Answer, Reason
from web.errors import ErrorReason, RequestError
from web.graphql.content_negotiation import GRAPHQL, JSON
from web.middleware.security_headers import ALWAYS

# Below this a compressed answer is hardly smaller, and fits into one packet anyhow.
COMPRESSED_FROM = 1_000
_GZIP_LEVEL = 2

# JSON is no page: what tells browsers how to treat pages is of no use here, and each header costs.
_SAFE = {"x-content-type-options": ALWAYS["x-content-type-options"]}
_EVERY = {**_SAFE, "vary": "accept, accept-encoding"}
# Anybody may keep an answer, and has to ask whether it still holds before using it.
_LASTING = "public, no-cache"


@dataclass(frozen=True, slots=True)
class RawResponse:
    """A whole response as two ASGI messages; whoever adds to one copies it."""

    start: Message
    body: Message

    async def send(self, send: Send) -> None:
        """Send it."""
        await send(self.start)
        await send(self.body)

    @property
    def size(self) -> int:
        """How many bytes its body has."""
        return len(self.body["body"])


def make_response(status: int, headers: Mapping[str, str], body: bytes = b"") -> RawResponse:
    """Make a response with the headers that every response has."""
    told = {**_EVERY, **headers}
    if status not in (204, 304):
        told["content-length"] = str(len(body))
    pairs = [(name.encode("ascii"), value.encode("latin-1")) for name, value in told.items()]
    return RawResponse(
        {"type": "http.response.start", "status": status, "headers": pairs},
        {"type": "http.response.body", "body": body},
    )


def answer_response(answer: Answer, media: str, etag: str | None, *, gzip: bool) -> RawResponse:
    """Make the response of an answer, with an ETag where it may be cached."""
    headers = {"content-type": _content_type(media)}
    if etag is None:
        headers["cache-control"] = "no-store"
    else:
        headers |= {"cache-control": _LASTING, "etag": etag}
    body = answer.body
    if gzip and len(body) >= COMPRESSED_FROM:
        headers["content-encoding"] = "gzip"
        body = igzip.compress(body, _GZIP_LEVEL, mtime=0)
    if Reason.ONLY_QUERIES in answer.reasons:
        headers["allow"] = "POST"
    if Reason.POINTS in answer.reasons:
        headers["retry-after"] = str(answer.errors[0]["extensions"]["retryAfter"])
    return make_response(_status(answer, media), headers, body)


def error_response(error: RequestError, media: str) -> RawResponse:
    """Make the response of a request that is refused."""
    headers = {**error.headers, "content-type": _content_type(media), "cache-control": "no-store"}
    # Clients of persisted queries send the whole query after a 200 that says this.
    unknown = error.why is ErrorReason.PERSISTED_QUERY_NOT_FOUND and media == JSON
    return make_response(200 if unknown else error.status, headers, error.as_json())


def not_modified_response(etag: str) -> RawResponse:
    """Make the response of an answer that the client has already."""
    return make_response(304, {"etag": etag, "cache-control": _LASTING})


def _status(answer: Answer, media: str) -> int:
    if not answer.is_refused:
        return 200
    if Reason.ONLY_QUERIES in answer.reasons:
        return 405
    if Reason.POINTS in answer.reasons:
        return 429
    if Reason.INTERNAL in answer.reasons:
        return 500
    # Clients of plain JSON were promised 200 for every request that could be read.
    return 400 if media == GRAPHQL else 200


def _content_type(media: str) -> str:
    return f"{media}; charset=utf-8"
