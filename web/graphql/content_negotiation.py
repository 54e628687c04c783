"""The headers of a request that its response depends on: what it accepts, and what it sends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from starlette.types import Scope

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
EVENTS = "text/event-stream"

_HEADERS = {
    name.encode(): name
    for name in (
        "accept",
        "accept-encoding",
        "content-encoding",
        "content-length",
        "content-type",
        "if-none-match",
    )
}
# A length of more digits is beyond every limit.
_DIGITS = 19
# Longer headers than this are nobody's habit, and not worth being cached, or read to their end.
_USUAL = 2_000


@dataclass(frozen=True, slots=True)
class RequestHeaders:
    """The headers that matter here, and what they say.

    Attributes:
        media: the media type of the response; None where the client accepts none that there is.
        gzip: whether it may be compressed.
        events: whether it may come as events.
        length: how many bytes the body has, as the client says; 0 where it does not.
        packed: whether the body is compressed.
    """

    values: Mapping[str, str]
    media: str | None
    gzip: bool
    events: bool
    length: int
    packed: bool


def read_headers(scope: Scope) -> RequestHeaders:
    """Read the headers of a request; a client mostly sends the same ones again."""
    raw = tuple([pair for pair in scope["headers"] if pair[0] in _HEADERS])
    usual = sum(len(value) for _, value in raw) <= _USUAL
    return (_read if usual else _read.__wrapped__)(raw)


@lru_cache(maxsize=2_000)
def _read(raw: tuple[tuple[bytes, bytes], ...]) -> RequestHeaders:
    values: dict[str, str] = {}
    for name, value in ((_HEADERS[name], value.decode("latin-1")) for name, value in raw):
        values[name] = f"{values[name]},{value}" if name in values else value
    accept, length = values.get("accept", ""), values.get("content-length", "")
    return RequestHeaders(
        values,
        media_type(accept),
        takes_encoding(values.get("accept-encoding", ""), "gzip"),
        names_media(accept, EVENTS),
        int(length[:_DIGITS]) if length.isdecimal() else 0,
        values.get("content-encoding", "identity").lower() != "identity",
    )


def media_type(accept: str) -> str | None:
    """Choose the media type of a response, by RFC 9110; None where the client accepts neither.

    Where both are equally acceptable, GraphQL's own wins if it is named; plain JSON is for whoever
    does not say, or accepts anything.
    """
    if not accept.strip():
        return JSON
    ranges = _ranges(accept)
    graphql, plain = (_weigh(ranges, offered) for offered in (GRAPHQL, JSON))
    if max(graphql, plain) <= 0:
        return None
    named = any(name == GRAPHQL for name, _ in ranges)
    return GRAPHQL if graphql > plain or (graphql == plain and named) else JSON


def best(accept: str, offered: Sequence[str]) -> str | None:
    """Choose the most acceptable of some media types, by RFC 9110; None where none is.

    Of those that are equally acceptable, one that is named wins over one that any range covers, and
    otherwise the first, also for somebody who does not say.
    """
    if not accept.strip():
        return offered[0]
    ranges = _ranges(accept)
    named = {name for name, _ in ranges}
    favourite = max(offered, key=lambda media: (_weigh(ranges, media), media in named))
    return favourite if _weigh(ranges, favourite) > 0 else None


def names_media(accept: str, media: str) -> bool:
    """Return whether a client names a media type as acceptable; that anything is does not count."""
    return any(name == media and weight > 0 for name, weight in _ranges(accept))


def takes_encoding(accept_encoding: str, encoding: str) -> bool:
    """Return whether a client takes responses in a content encoding, such as gzip."""
    weights = dict(_ranges(accept_encoding))
    return weights.get(encoding, weights.get("*", 0.0)) > 0


def _weigh(ranges: list[tuple[str, float]], offered: str) -> float:
    """Return the weight of the most specific range that covers a media type."""
    covering = (offered, f"{offered.partition('/')[0]}/*", "*/*")
    for pattern in covering:
        found = [weight for name, weight in ranges if name == pattern]
        if found:
            return max(found)
    return 0.0


def _ranges(header: str) -> list[tuple[str, float]]:
    if len(header) > _USUAL:
        header = header[:_USUAL].rpartition(",")[0]
    return [_range(part) for part in header.split(",") if part.strip()]


def _range(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    weight = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            weight = _weight(value.strip())
        elif key.strip() == "charset" and value.strip(' "') not in ("utf-8", "utf8"):
            weight = 0.0
    return name, weight


def _weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0
