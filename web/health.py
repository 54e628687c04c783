"""Whether the process is up, and whether it can answer."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from registry import Unavailable, is_current
from registry.ledger import position
from web.site import site_of


async def health(_: Request) -> Response:
    """The process is up."""
    return JSONResponse({"status": "up"})


def ready(request: Request) -> Response:
    """The database is there, readable, and of this version; 503 otherwise."""
    site = site_of(request)
    try:
        with site.registry.reading() as session:
            entry = position(session.connection).number
        if is_current(site.settings.database_url):
            return JSONResponse({"status": "ready", "entry": entry})
        why = "the database is of another version; run `answerable migrate`"
    except Unavailable:
        why = "the database cannot be read"
    return JSONResponse({"status": "unavailable", "why": why}, status_code=503)
