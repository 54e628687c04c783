"""Health, readiness and metrics for whoever runs the server."""

from __future__ import annotations

from hmac import compare_digest

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from registry import Unavailable, is_current
from registry.ledger import read_position
from web.errors import ErrorReason, RequestError
from web.middleware.client_identity import token_of
from web.middleware.metrics import MEDIA_TYPE
from web.middleware.request_log import request_log_of
from web.site.context import site_of
from web.site.turns import read_record


async def health(_: Request) -> Response:
    """Respond that the process is up."""
    return JSONResponse({"status": "up"})


async def metrics(request: Request) -> Response:
    """Send the metrics, to this machine and to clients with the token.

    Raises:
        RequestError: somebody else asks.
    """
    log, site = request_log_of(request.scope), site_of(request)
    if not log.client.local and not _has_token(request, site.settings.metrics_token):
        raise RequestError(ErrorReason.FORBIDDEN)
    state = await site.service.reader.state()
    text = request.app.state.metrics.render(None if state is None else state.number)
    return Response(text, media_type=MEDIA_TYPE)


def _has_token(request: Request, token: str | None) -> bool:
    shown = token_of(request.headers.get("authorization", "").encode("latin-1"))
    return bool(token and shown) and compare_digest(str(token).encode(), shown or b"")


def ready(request: Request) -> Response:
    """Respond whether the database is readable and of this version; 503 otherwise."""
    site = site_of(request)
    try:
        with read_record(request) as session:
            entry = read_position(session.connection).number
        if is_current(site.settings.database_url):
            return JSONResponse({"status": "ready", "entry": entry})
        why = "the database is of another version; run `answerable migrate`"
    except Unavailable:
        why = "the database cannot be read"
    return JSONResponse({"status": "unavailable", "why": why}, status_code=503)
