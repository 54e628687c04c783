"""Addresses with a slash too many or too few at their end: redirected to where something is."""

from __future__ import annotations

import asyncio
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message

from web.site.context import site_of

# What Starlette keeps in a scope of the route that was tried.
_ROUTED = frozenset(("endpoint", "path_params", "route", "router", "starlette.exception_handlers"))
# As in paths (RFC 3986, section 3.3).
_SAFE = "/:@!$&'()*+,;=~"


class _Answered(Exception):
    """The other form is answered, whatever with."""

    def __init__(self, status: int) -> None:
        self.status = status


async def find_other_form(request: Request) -> str | None:
    """Return the address with or without a slash at its end, if there is something at that one.

    It is asked for, so that an address at which there is nothing leads nowhere.
    """
    path: str = request.scope["path"]
    other = path.rstrip("/") if path.endswith("/") else f"{path}/"
    if request.method not in ("GET", "HEAD") or not other or other.startswith("//"):
        return None
    if await _status(request, other) >= 400:
        return None
    query = request.scope["query_string"].decode("latin-1")
    address = site_of(request).address(quote(other, safe=_SAFE))
    return f"{address}?{query}" if query else address


async def _status(request: Request, path: str) -> int:
    scope = {name: value for name, value in request.scope.items() if name not in _ROUTED}
    scope |= {"path": path, "raw_path": path.encode(), "method": "HEAD"}
    try:
        await request.app.router(scope, _wait, _stop)
    except HTTPException as error:
        return error.status_code
    except _Answered as answered:
        return answered.status
    return 404


async def _wait() -> Message:
    """Bring no body, and never a message that the client has left."""
    await asyncio.Event().wait()
    raise AssertionError("nothing sets it")


async def _stop(message: Message) -> None:
    """Stop at the status: no body need be made."""
    raise _Answered(message["status"])
