"""Error pages: plain words, nothing internal."""

from __future__ import annotations

from functools import partial

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from web.errors import RequestError
from web.site.context import NEGOTIATED, site_of, wants_page
from web.site.near_matches import find_near_matches
from web.site.other_form import find_other_form
from web.site.refusals import NotOnRecord
from web.site.turns import run_in_turn

_NOT_FOUND = (
    "There is nothing at this address. Nothing that was on record is ever removed: perhaps the "
    "address is misspelt."
)
_NOT_ALLOWED = "This address does not take requests of this kind."
_UNAVAILABLE = "The registry cannot be read right now. Please try again in a moment."
_TITLES = {403: "Not for everybody", 429: "Too many requests"}
_BROKEN = "Something went wrong here, and it has been noted. Please try again later."


async def not_found(request: Request, error: Exception) -> Response:
    """Respond that there is nothing at this address, or lead to where a slash more or less does."""
    other = await find_other_form(request)
    if other is not None:
        return RedirectResponse(other, 308, headers=NEGOTIATED)
    if isinstance(error, NotOnRecord) and wants_page(request):
        find = partial(find_near_matches, path=error.path)
        near = await run_in_turn(request, find, request.receive)
        told = {"title": "Not found", "says": _NOT_FOUND, "near": near, "when": error.when}
        return site_of(request).page("failure.html", 404, NEGOTIATED, **told)
    return _error_response(request, 404, "NOT_FOUND", "Not found", _NOT_FOUND)


def unprocessable(request: Request, error: Exception) -> Response:
    """Respond that a parameter of the address cannot be read, and say what to write."""
    assert isinstance(error, HTTPException)
    says = f"{error.detail}."
    if wants_page(request):
        told = {"title": "This address asks for something that cannot be read", "says": says}
        return site_of(request).page("failure.html", 422, NEGOTIATED, **told)
    extensions = {"code": "BAD_USER_INPUT", "reason": "ARGUMENT"}
    told_error = {"message": error.detail, "extensions": extensions}
    return JSONResponse({"errors": [told_error]}, status_code=422, headers=NEGOTIATED)


def not_allowed(request: Request, error: Exception) -> Response:
    """Respond that the address does not take this method."""
    answer = _error_response(request, 405, "METHOD_NOT_ALLOWED", "Not possible", _NOT_ALLOWED)
    answer.headers.update(getattr(error, "headers", None) or {})
    return answer


def unavailable(request: Request, _: Exception) -> Response:
    """Respond that the database cannot be read."""
    answer = _error_response(request, 503, "UNAVAILABLE", "Not available", _UNAVAILABLE)
    answer.headers["retry-after"] = "5"
    return answer


def respond_refused(request: Request, error: Exception) -> Response:
    """Respond to a client that may not ask for this, or not now."""
    assert isinstance(error, RequestError)
    headers = {**NEGOTIATED, **error.headers}
    if wants_page(request):
        title = _TITLES.get(error.status, "Not possible")
        return site_of(request).page(
            "failure.html", error.status, headers, title=title, says=f"{error}."
        )
    return Response(error.as_json(), error.status, headers, media_type="application/json")


class _NoResponse(Response):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send nothing."""


async def respond_to_nobody(_: Request, __: Exception) -> Response:
    """Send nothing: the client is gone, which the log tells."""
    return _NoResponse()


def broken(request: Request, _: Exception) -> Response:
    """Respond that something went wrong inside; the server logs what."""
    return _error_response(request, 500, "INTERNAL", "Something went wrong", _BROKEN)


def _error_response(request: Request, status: int, code: str, title: str, says: str) -> Response:
    if wants_page(request):
        return site_of(request).page("failure.html", status, NEGOTIATED, title=title, says=says)
    error = {"message": says, "extensions": {"code": code, "reason": code}}
    return JSONResponse({"errors": [error]}, status_code=status, headers=NEGOTIATED)
