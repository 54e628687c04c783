"""The HTTP and WebSocket server: uvicorn, told of what it cannot know."""

from __future__ import annotations

from socket import socket

import uvicorn

from registry import Settings
from web.application import App


class Server(uvicorn.Server):
    """A server that ends what would go on for ever before it waits for what is under way."""

    def __init__(self, app: App, settings: Settings) -> None:
        self._app = app
        super().__init__(
            uvicorn.Config(
                app,
                loop="uvloop",
                http="httptools",
                ws="websockets-sansio",
                ws_max_size=settings.limits.body_bytes,
                # Compression keeps buffers for each connection, and most of them are idle.
                ws_per_message_deflate=False,
                log_config=None,
                access_log=False,
                # Anybody can write X-Forwarded-For: only those whom the settings name are believed.
                proxy_headers=bool(settings.trusted_proxies),
                forwarded_allow_ips=list(settings.trusted_proxies),
            )
        )

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """Send followers home, then wait for everybody else."""
        await self._app.subscriptions.close()
        await super().shutdown(sockets)
