"""What the headers of a request say, as far as a question's answer depends on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from starlette.types import Scope

from web.graphql.content_negotiation import EVENTS, asks_for, media_type, takes_gzip

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
# Nobody has a body of more bytes than a row of so many digits can say.
_DIGITS = 19


@dataclass(frozen=True, slots=True)
class Told:
    """What the headers of a request say: those that matter here, and what the client accepts.

    Attributes:
        media: the media type of the answer; None where the client accepts none that there is.
        gzip: whether it may be compressed.
        events: whether answers may come as events.
        length: how many bytes the body has, as is said; 0 where it is not.
        packed: whether the body is compressed.
    """

    headers: Mapping[str, str]
    media: str | None
    gzip: bool
    events: bool
    length: int
    packed: bool


def told_by(scope: Scope) -> Told:
    """What the headers of a request say."""
    return _told(tuple([pair for pair in scope["headers"] if pair[0] in _HEADERS]))


@lru_cache(maxsize=2_000)
def _told(raw: tuple[tuple[bytes, bytes], ...]) -> Told:
    """What the headers that matter say; a client mostly sends the same ones again."""
    headers = _headers(raw)
    accept = headers.get("accept", "")
    length = headers.get("content-length", "")
    return Told(
        headers,
        media_type(accept),
        takes_gzip(headers.get("accept-encoding", "")),
        bool(accept) and asks_for(accept, EVENTS),
        int(length[:_DIGITS]) if length.isdecimal() else 0,
        headers.get("content-encoding", "identity").lower() != "identity",
    )


def _headers(pairs: tuple[tuple[bytes, bytes], ...]) -> dict[str, str]:
    told: dict[str, str] = {}
    for raw, value in pairs:
        name = _HEADERS[raw]
        text = value.decode("latin-1")
        told[name] = f"{told[name]},{text}" if name in told else text
    return told
