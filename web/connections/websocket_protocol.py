"""uvicorn's WebSocket protocol with bounds: frames that never reach the app are counted here."""

from __future__ import annotations

from asyncio import BaseTransport
from typing import Any

import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState
from websockets.frames import Frame

from web.connections.guard import ConnectionGuard
from web.connections.http_protocol import GuardedConfig
from web.connections.limits import End

_MINUTE = 60.0


class BoundedWebSocket(WebSocketsSansIOProtocol):
    """A WebSocket, counted with the connections of its address."""

    def __init__(
        self, config: uvicorn.Config, server_state: ServerState, app_state: dict[str, Any]
    ) -> None:
        super().__init__(config, server_state, app_state)
        assert isinstance(config, GuardedConfig)
        self._guard: ConnectionGuard = config.guard
        self._frames = 0
        self._since = 0.0

    def connection_made(self, transport: BaseTransport) -> None:
        """Take the connection over from HTTP."""
        super().connection_made(transport)
        self._admitted = self._guard.admit(self._host)

    def connection_lost(self, exc: Exception | None) -> None:
        """Count the connection no longer."""
        if self._admitted:
            self._guard.leave(self._host)
        super().connection_lost(exc)

    def handle_ping(self) -> None:
        """Respond to a ping, unless there are too many."""
        if self._count_frame():
            super().handle_ping()

    def handle_pong(self, event: Frame) -> None:
        """Take the answer to a ping of ours, or one that nobody asked for."""
        if self._count_frame():
            super().handle_pong(event)

    def handle_cont(self, event: Frame) -> None:
        """Take a piece of a message, unless there are too many."""
        if self._count_frame():
            super().handle_cont(event)

    @property
    def _host(self) -> str | None:
        return self.client[0] if self.client else None

    def _count_frame(self) -> bool:
        """Return whether a frame is within the limit of this minute; end the connection if not."""
        now = self.loop.time()
        if now - self._since > _MINUTE:
            self._since, self._frames = now, 0
        self._frames += 1
        if self._frames <= self._guard.limits.frames:
            return True
        if not self.transport.is_closing():
            self._guard.note(End.FRAMES)
            self.transport.abort()
        return False
