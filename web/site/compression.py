"""Compress what pages and other addresses are answered with, where the client takes gzip.

``/graphql`` compresses its answers itself, and keeps them; assets are compressed at set-up.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipResponder
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.graphql.content_negotiation import takes_encoding

# Below this a compressed answer is hardly smaller, and fits into one packet anyhow.
_FROM = 1_000
_LEVEL = 4
_BINARY = (*DEFAULT_EXCLUDED_CONTENT_TYPES, "application/octet-stream")


class CompressionMiddleware:
    """ASGI middleware that compresses whole answers of text, and says ``Vary``."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and compress its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        takes = takes_encoding(Headers(scope=scope).get("accept-encoding", ""), "gzip")
        await _Responder(self._app, takes=takes)(scope, receive, send)


class _Responder(GZipResponder):
    """Leaves alone what can be asked for in parts: those are parts of what is not compressed."""

    def __init__(self, app: ASGIApp, *, takes: bool) -> None:
        super().__init__(app, _FROM, _LEVEL, exclude_content_types=_BINARY)
        self._takes = takes
        self._plain = False

    async def send_with_compression(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            whole = "accept-ranges" not in headers
            self._plain = not (self._takes and whole)
            long = int(headers.get("content-length", _FROM)) >= _FROM
            # A 304 says what the answer would; what is compressed is given it with its encoding.
            if whole and (message["status"] == 304 or (self._plain and long)):
                _add_vary(headers)
            if not self._plain and headers.get("etag", "").startswith('"'):
                # The same answer is sent compressed and plain.
                headers["etag"] = f"W/{headers['etag']}"
        if self._plain:
            await self.send(message)
        else:
            await super().send_with_compression(message)


def _add_vary(headers: MutableHeaders) -> None:
    if "accept-encoding" not in headers.get("vary", "").lower():
        headers.add_vary_header("Accept-Encoding")
