"""The HTTP and WebSocket server: uvicorn as this app needs it."""

from __future__ import annotations

import gc
from socket import socket

import uvicorn

import schema
from registry import Settings
from web.application import App

# Containers made and not let go of, after which Python looks for circles among them. An answer
# makes thousands, none of them in a circle, and lets go of all of them.
_CONTAINERS = 5_000


def prepare_process() -> None:
    """Prepare a process for answering requests.

    Nobody has to wait for the contract to be made. What is there for good is not looked through for
    garbage again and again, a quarter of a second each time, nor is what answers are made of.
    """
    schema.build()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_CONTAINERS, *gc.get_threshold()[1:])


class Server(uvicorn.Server):
    """Ends subscriptions at shutdown before it waits for requests."""

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
        """Close subscriptions, then wait for requests."""
        await self._app.subscriptions.close()
        await super().shutdown(sockets)
