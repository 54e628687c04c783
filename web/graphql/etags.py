"""Make ETags of what an answer depends on: no answer is needed to compare them."""

from __future__ import annotations

from hashlib import blake2b

from web.graphql.readers import LedgerState


def make_etag(question: bytes, media: str, state: LedgerState) -> str:
    """Make the tag of an answer from the request's digest and the state.

    The day is in it because what is asked without ``asOf`` is asked about today. It is weak,
    because the same answer is sent compressed and plain.
    """
    words = f"{media} {state.number} {state.recorded_at} {state.day}".encode()
    return f'W/"{state.number}-{blake2b(words, digest_size=12, key=question).hexdigest()}"'


def matches_etag(if_none_match: str, etag: str) -> bool:
    """Return whether the tag is among those of an ``If-None-Match``, compared weakly."""
    wanted = etag.removeprefix("W/")
    # Most of what is long holds no tag of ours, and need not be taken apart.
    return wanted in if_none_match and any(
        tag.strip().removeprefix("W/") == wanted for tag in if_none_match.split(",")
    )
