"""uvicorn's HTTP protocol with bounds: bytes, lines and seconds of what comes before an answer.

uvicorn and httptools bound neither. httptools joins the pieces of a value as they come, which takes
time that grows with the square of the value.
"""

from __future__ import annotations

import asyncio
import re
from http import HTTPStatus
from math import inf
from typing import Any, cast

import httptools
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from web.connections.guard import ConnectionGuard
from web.connections.limits import End

# A name, an IPv4 address or one of IPv6 in brackets, and perhaps a port (RFC 9110, section 7.2).
_HOST = re.compile(rb"(?:\[[0-9A-Za-z:.%~_-]+\]|[0-9A-Za-z._~!$&'()*+,;=%-]*)(?::[0-9]*)?")


class GuardedConfig(uvicorn.Config):
    """uvicorn's settings, and the guard of the connections made under them."""

    guard: ConnectionGuard


class _Refused(Exception):
    """The head of a request is beyond a limit; the parser passes it on as an error of its own."""

    def __init__(self, end: End) -> None:
        super().__init__(end.label)
        self.end = end


class BoundedHttp(HttpToolsProtocol):
    """A connection of HTTP/1.1.

    Attributes:
        ends: when the connection is ended unless it goes on; never while the server is at work.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        assert isinstance(config, GuardedConfig)
        self._guard = config.guard
        self._limits = config.guard.limits
        self._admitted = False
        self._refused = False
        self._in_head = False
        # Bytes that came since the last request, head or piece of a body ended; those of lines.
        self._unread = self._head = 0
        self.ends = inf

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Admit a connection, or end it at once."""
        super().connection_made(cast(asyncio.Transport, transport))
        self._admitted = self._guard.admit(self._host)
        if not self._admitted:
            self.transport.abort()
        self.ends = self.loop.time() + self._limits.idle_seconds

    def connection_lost(self, exc: Exception | None) -> None:
        """Count the connection no longer."""
        self._leave()
        super().connection_lost(exc)

    def handle_websocket_upgrade(self) -> None:
        """Hand the connection over: its WebSocket is counted from here."""
        self._leave()
        super().handle_websocket_upgrade()

    def data_received(self, data: bytes) -> None:
        """Parse what came, within the limits."""
        if self._refused:
            return
        self._unset_keepalive_if_required()
        self._unread += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            if self._should_upgrade():
                self.handle_websocket_upgrade()
            return
        except httptools.HttpParserError as error:
            cause = error.__context__
            self._refuse(cause.end if isinstance(cause, _Refused) else End.MALFORMED)
            return
        if self._unread > self._limits.head_bytes:
            self._refuse(End.HEAD_BYTES)

    def on_message_begin(self) -> None:
        """Begin to count a head."""
        super().on_message_begin()
        self._head = 0
        self._in_head = True
        self.ends = min(self.ends, self.loop.time() + self._limits.head_seconds)

    def on_url(self, url: bytes) -> None:
        """Count a piece of the address."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count a line, also of the trailers of a body."""
        self._count(len(name) + len(value) + 4)
        if len(self.headers) >= self._limits.head_lines:
            raise _Refused(End.HEAD_LINES)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Wait for the body of a request that says which host it means."""
        if not self._names_host():
            raise _Refused(End.MALFORMED)
        self._in_head = False
        self._unread = 0
        self.ends = self.loop.time() + self._limits.body_seconds
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Count what comes between the pieces of a body anew."""
        self._unread = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Stop the clock: it is our turn."""
        self._unread = 0
        # A WebSocket has none.
        answered = self._cycle is not None and self._cycle.response_complete
        self.ends = self.loop.time() + self._limits.idle_seconds if answered else inf
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        if self.ends == inf and self.cycle.response_complete:
            self.ends = self.loop.time() + self._limits.idle_seconds

    def expire(self) -> None:
        """End the connection: its time is over."""
        cycle = self._cycle
        if self._refused:
            self.transport.abort()
        elif cycle is not None and not cycle.response_complete:
            if cycle.more_body:
                self._refuse(End.BODY_SECONDS)
            else:
                # The next request of a client that does not wait for its answers.
                self.ends = self.loop.time() + self._limits.head_seconds
        elif self._in_head:
            self._refuse(End.HEAD_SECONDS)
        else:
            self._guard.note(End.IDLE)
            self._refused = True
            self.transport.close()

    def _names_host(self) -> bool:
        """Return whether there is one well-formed ``Host`` (RFC 9112, section 3.2)."""
        hosts = [value for name, value in self.headers if name == b"host"]
        if not hosts:
            return bool(self.parser.get_http_version() == "1.0")
        return len(hosts) == 1 and _HOST.fullmatch(hosts[0]) is not None

    @property
    def _cycle(self) -> RequestResponseCycle | None:
        """The newest request and its response, which uvicorn declares as if it always was there."""
        return self.cycle

    @property
    def _host(self) -> str | None:
        return self.client[0] if self.client else None

    def _count(self, size: int) -> None:
        self._head += size
        if self._head > self._limits.head_bytes:
            raise _Refused(End.HEAD_BYTES)

    def _leave(self) -> None:
        if self._admitted:
            self._admitted = False
            self._guard.leave(self._host)

    def _refuse(self, end: End) -> None:
        """Tell the client why, unless an answer has begun, and take nothing more from it.

        A connection that is closed while its client sends is reset, and nobody reads why.
        """
        self._guard.note(end)
        self._refused = True
        self.ends = self.loop.time() + self._limits.lingering
        cycle, silent = self._cycle, self.transport.is_closing()
        if cycle is not None and not cycle.response_complete:
            silent = silent or cycle.response_started or not cycle.more_body
            cycle.disconnected = True
            cycle.message_event.set()
        if silent:
            self.transport.close()
            return
        self.transport.write(_response(end))
        if self.transport.can_write_eof():
            self.transport.write_eof()


def _response(end: End) -> bytes:
    status = HTTPStatus(end.status or HTTPStatus.BAD_REQUEST)
    body = f"{status.phrase}\n".encode()
    return (
        b"HTTP/1.1 %d %s\r\ncontent-type: text/plain; charset=utf-8\r\n"
        b"x-content-type-options: nosniff\r\ncontent-length: %d\r\nconnection: close\r\n\r\n%s"
    ) % (status, status.phrase.encode(), len(body), body)
