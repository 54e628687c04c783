"""Errors of requests: a status for HTTP, code and reason for programs, a message for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class ErrorDetails:
    """The status, code and message of an error; ``{limit}`` stands for the limit."""

    status: int
    code: str
    says: str


class ErrorReason(Enum):
    """All errors of requests; the name is the ``reason`` in the response."""

    NOT_JSON = ErrorDetails(400, "BAD_REQUEST", "The body is not JSON in UTF-8")
    NOT_AN_OBJECT = ErrorDetails(400, "BAD_REQUEST", "Send one JSON object with a query")
    JSON_DEPTH = ErrorDetails(
        400,
        "BAD_REQUEST",
        "The JSON nests deeper than {limit} levels, which is the limit; send flatter variables",
    )
    DUPLICATE_KEY = ErrorDetails(
        400, "BAD_REQUEST", "An object names a key twice; send each key once"
    )
    LONE_SURROGATE = ErrorDetails(
        400, "BAD_REQUEST", "A text holds half a surrogate pair, which no Unicode text may"
    )
    BIG_INTEGER = ErrorDetails(
        400, "BAD_REQUEST", "An integer has more than 64 bits; send it as a string"
    )
    BIG_NUMBER = ErrorDetails(
        400, "BAD_REQUEST", "A number is larger than 64 bits of floating point hold"
    )
    NOT_A_NUMBER = ErrorDetails(400, "BAD_REQUEST", "NaN and Infinity are no JSON")
    ADDRESS = ErrorDetails(400, "BAD_REQUEST", "The fields of the address or form cannot be read")
    QUERY = ErrorDetails(
        400, "BAD_REQUEST", "There is no query: send one as text in the field query"
    )
    VARIABLES = ErrorDetails(400, "BAD_REQUEST", "variables must be a JSON object")
    OPERATION_NAME = ErrorDetails(400, "BAD_REQUEST", "operationName must be a name")
    EXTENSIONS = ErrorDetails(400, "BAD_REQUEST", "extensions must be a JSON object")
    PERSISTED_QUERY = ErrorDetails(
        400,
        "BAD_REQUEST",
        "persistedQuery must have version 1 and the SHA-256 of the query in hex as sha256Hash",
    )
    PERSISTED_QUERY_NOT_FOUND = ErrorDetails(
        400, "PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound"
    )
    METHOD = ErrorDetails(405, "METHOD_NOT_ALLOWED", "Ask by GET or POST")
    ACCEPT = ErrorDetails(
        406,
        "NOT_ACCEPTABLE",
        "Answers are application/graphql-response+json or application/json in UTF-8; accept one",
    )
    BODY = ErrorDetails(
        413,
        "TOO_LARGE",
        "The request has more than {limit:,} bytes, which is the limit;"
        " ask for it in parts, or send long values as variables of several requests",
    )
    CONTENT_TYPE = ErrorDetails(
        415, "UNSUPPORTED_MEDIA_TYPE", "Send the question as application/json in UTF-8"
    )
    CONTENT_ENCODING = ErrorDetails(415, "UNSUPPORTED_MEDIA_TYPE", "Send the question uncompressed")
    RANGE = ErrorDetails(
        400, "BAD_REQUEST", "Range cannot be read: give it as bytes=FIRST-LAST, at most 100 of them"
    )
    RANGE_OUTSIDE = ErrorDetails(
        416,
        "RANGE_NOT_SATISFIABLE",
        "The file has no such part: Content-Range tells how many bytes it has",
    )
    REQUESTS = ErrorDetails(
        429,
        "RATE_LIMITED",
        "This client has made its {limit:,} requests a minute, which is the limit;"
        " wait as Retry-After says, and keep answers to ask with If-None-Match",
    )
    POINTS = ErrorDetails(
        429,
        "RATE_LIMITED",
        "This client has spent the points of this minute; wait as Retry-After says,"
        " and keep answers to ask with If-None-Match",
    )
    SECONDS = ErrorDetails(
        503, "TOO_LARGE", "This takes more seconds than there are for it; try again in a moment"
    )
    FORBIDDEN = ErrorDetails(
        403, "FORBIDDEN", "Only the machine itself, or who has its token, may see it"
    )
    LAST_EVENT_ID = ErrorDetails(
        400, "BAD_REQUEST", "Last-Event-ID must be the number of an entry, as its event named it"
    )
    BEYOND_HEAD = ErrorDetails(
        400,
        "BAD_USER_INPUT",
        "The newest entry is {limit}: follow from a number up to that. A registry that was restored"
        " from a copy may have fewer entries than before",
    )
    CONNECTIONS = ErrorDetails(
        429,
        "RATE_LIMITED",
        "This client follows over {limit:,} connections, which is the limit; close one of them",
    )
    SUBSCRIPTIONS = ErrorDetails(
        429, "TOO_LARGE", "Too much is under way in this connection; complete something first"
    )
    SUBSCRIBERS = ErrorDetails(
        503,
        "UNAVAILABLE",
        "There is no room for another follower right now; try again in a moment, with since",
    )
    UNAVAILABLE = ErrorDetails(
        503, "UNAVAILABLE", "The registry cannot be read right now; try again in a moment"
    )
    INTERNAL = ErrorDetails(500, "INTERNAL", "Something went wrong here; it has been noted")


_HEADERS: Mapping[ErrorReason, Mapping[str, str]] = {
    ErrorReason.METHOD: {"allow": "GET, HEAD, OPTIONS, POST"},
    ErrorReason.UNAVAILABLE: {"retry-after": "5"},
    ErrorReason.SECONDS: {"retry-after": "5"},
    ErrorReason.SUBSCRIBERS: {"retry-after": "5"},
    ErrorReason.CONNECTIONS: {"retry-after": "60"},
}


class RequestError(Exception):
    """A request is refused before it is executed."""

    def __init__(
        self,
        why: ErrorReason,
        limit: int | None = None,
        after: int | None = None,
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.why, self.after, self._headers = why, after, headers
        says = why.value.says
        super().__init__(says if limit is None else says.format(limit=limit))

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.why.value.status

    @property
    def headers(self) -> Mapping[str, str]:
        """The HTTP headers that belong to the status."""
        if self.after is not None:
            return {"retry-after": str(self.after)}
        return {**_HEADERS.get(self.why, {}), **self._headers}

    @property
    def error(self) -> Mapping[str, Any]:
        """The error as a GraphQL answer shows it."""
        extensions: dict[str, Any] = {"code": self.why.value.code, "reason": self.why.name}
        if self.after is not None:
            extensions["retryAfter"] = self.after
        return {"message": str(self), "extensions": extensions}

    def as_json(self) -> bytes:
        """Return the error as a GraphQL answer without data."""
        return orjson.dumps({"errors": [self.error]})
