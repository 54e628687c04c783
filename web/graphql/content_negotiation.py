"""What a client accepts: which media type, and whether compressed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
EVENTS = "text/event-stream"


# Longer headers than this are nobody's habit, and not worth being remembered.
_USUAL = 500


def media_type(accept: str) -> str | None:
    """The media type of the answer, by RFC 9110; None where the client accepts neither.

    Both being equally welcome, the one of GraphQL's own wins where it is named; plain JSON is what
    somebody gets who does not say, or to whom everything is welcome.
    """
    return (_media_type if len(accept) <= _USUAL else _media_type.__wrapped__)(accept)


def takes_gzip(accept_encoding: str) -> bool:
    """Whether a client takes answers compressed by gzip."""
    return (_takes_gzip if len(accept_encoding) <= _USUAL else _takes_gzip.__wrapped__)(
        accept_encoding
    )


@lru_cache(maxsize=512)
def _media_type(accept: str) -> str | None:
    if not accept.strip():
        return JSON
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    graphql, plain = (_welcome(ranges, offered) for offered in (GRAPHQL, JSON))
    if max(graphql, plain) <= 0:
        return None
    named = any(name == GRAPHQL for name, _ in ranges)
    return GRAPHQL if graphql > plain or (graphql == plain and named) else JSON


def best(accept: str, offered: Sequence[str]) -> str | None:
    """The most welcome of some media types, by RFC 9110; None where none is.

    The first of those that are equally welcome wins, also for somebody who does not say.
    """
    if not accept.strip():
        return offered[0]
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    welcome = {media: _welcome(ranges, media) for media in offered}
    favourite = max(offered, key=lambda media: welcome[media])
    return favourite if welcome[favourite] > 0 else None


@lru_cache(maxsize=512)
def asks_for(accept: str, media: str) -> bool:
    """Whether a client names a media type as welcome; that everything is does not count."""
    return any(name == media and weight > 0 for name, weight in map(_range, accept.split(",")))


@lru_cache(maxsize=512)
def _takes_gzip(accept_encoding: str) -> bool:
    told = dict(_range(part) for part in accept_encoding.split(",") if part.strip())
    return told.get("gzip", told.get("*", 0.0)) > 0


def _welcome(ranges: list[tuple[str, float]], offered: str) -> float:
    """How welcome a media type is: what the most exact of the ranges that cover it says."""
    covering = (offered, f"{offered.partition('/')[0]}/*", "*/*")
    for pattern in covering:
        found = [weight for name, weight in ranges if name == pattern]
        if found:
            return max(found)
    return 0.0


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
