"""Validators of answers, and requests that depend on them (RFC 9110, sections 8.8 and 13)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from web.graphql.etags import matches_etag

# Anybody may keep it, and has to ask whether it still holds before using it.
REVALIDATED = {"cache-control": "no-cache"}


def format_instant(instant: str) -> str:
    """Format an instant of the ledger as ``Last-Modified`` has it."""
    return format_datetime(datetime.fromisoformat(instant).astimezone(UTC), usegmt=True)


def not_modified(request: Request, headers: Mapping[str, str]) -> Response | None:
    """Return 304 where the client has what an answer with these headers would bring.

    ``If-Modified-Since`` counts only without ``If-None-Match``, which is more exact.
    """
    known = ",".join(request.headers.getlist("if-none-match"))
    if known:
        current = known.strip() == "*" or matches_etag(known, headers["etag"])
    else:
        since = _read_date(request.headers.get("if-modified-since", ""))
        changed = _read_date(headers.get("last-modified", ""))
        current = since is not None and changed is not None and changed <= since
    return Response(status_code=304, headers=headers) if current else None


def add_validators(
    request: Request, answer: Response, *, changed: str | None = None, vary: str | None = None
) -> Response:
    """Give a whole answer its validators; return 304 in its place where the client has it.

    Args:
        request: what was asked.
        answer: what it would be answered with.
        changed: the instant at which it last changed, where that is known.
        vary: the headers of the request that it depends on.
    """
    headers = {**REVALIDATED, "etag": f'W/"{sha256(answer.body).hexdigest()[:32]}"'}
    if changed is not None:
        headers["last-modified"] = format_instant(changed)
    if vary is not None:
        headers["vary"] = vary
    unchanged = not_modified(request, headers)
    if unchanged is not None:
        return unchanged
    answer.headers.update(headers)
    return answer


def _read_date(text: str) -> datetime | None:
    """Read a date of HTTP; what is none is as if it were not there."""
    try:
        told = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    return told.replace(tzinfo=UTC) if told.tzinfo is None else told
