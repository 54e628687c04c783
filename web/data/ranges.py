"""Files of which a part can be asked for (RFC 9110, section 14)."""

from __future__ import annotations

from collections.abc import Awaitable

from starlette.datastructures import Headers
from starlette.responses import FileResponse
from starlette.types import Message, Receive, Scope, Send

from web.errors import ErrorReason, RequestError

_REFUSED = {400: ErrorReason.RANGE, 416: ErrorReason.RANGE_OUTSIDE}


class RangedFile(FileResponse):
    """A file; ranges that cannot be served are refused as everything else is."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file, or the part of it that is asked for.

        Raises:
            RequestError: there is no such part.
        """

        def sending(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start" and message["status"] in _REFUSED:
                raise _refusal(message)
            return send(message)

        await super().__call__(_without_foreign_ranges(scope), receive, sending)


def _refusal(message: Message) -> RequestError:
    headers = Headers(raw=message["headers"])
    kept = {name: value for name, value in headers.items() if name == "content-range"}
    return RequestError(_REFUSED[message["status"]], headers=kept)


def _without_foreign_ranges(scope: Scope) -> Scope:
    """Leave out ranges that are to be ignored: of HEAD, and in other units than bytes."""
    wanted = Headers(scope=scope).get("range", "bytes=").lower()
    if scope["method"] == "GET" and wanted.startswith("bytes="):
        return scope
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] != b"range"]}
