"""The HTTP and WebSocket server: uvicorn as this app needs it."""

from __future__ import annotations

import asyncio
import gc
import sys
from contextlib import suppress
from socket import socket
from typing import Protocol

import uvicorn
from starlette.types import Receive, Scope, Send

import schema
from registry import Settings
from web.connections import BoundedHttp, BoundedWebSocket, ConnectionGuard, GuardedConfig

# Containers made and not let go of, after which Python looks for circles among them. An answer
# makes thousands, none of them in a circle, and lets go of all of them.
_CONTAINERS = 5_000
# Seconds after which a thread that computes lets another one compute. The event loop asks for the
# interpreter again at each of its turns, and would wait the usual 5 ms for each thread at work.
_SWITCH = 0.0005
# Seconds between two looks at connections whose time may be over.
_SWEEP = 0.5


def prepare_process() -> None:
    """Prepare a process for answering requests.

    Nobody has to wait for the contract to be made. What is there for good is not looked through for
    garbage again and again, a quarter of a second each time, nor is what answers are made of.
    """
    schema.build()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_CONTAINERS, *gc.get_threshold()[1:])
    sys.setswitchinterval(_SWITCH)


class ServedApp(Protocol):
    """An app that the server can serve: the registry's, or that of a witness."""

    guard: ConnectionGuard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Respond to a request."""

    async def end_streams(self) -> None:
        """End what would never end by itself."""


class Server(uvicorn.Server):
    """Ends connections whose time is over; ends subscriptions before it waits for requests."""

    def __init__(self, app: ServedApp, settings: Settings) -> None:
        self._app = app
        self._sweeping: asyncio.Task[None] | None = None
        config = GuardedConfig(
            app,
            loop="uvloop",
            http=BoundedHttp,
            ws=BoundedWebSocket,
            ws_max_size=settings.limits.body_bytes,
            # Compression keeps buffers for each connection, and most of them are idle.
            ws_per_message_deflate=False,
            log_config=None,
            # Below that it logs addresses and query strings of WebSockets.
            log_level="warning",
            access_log=False,
            # Anybody can write X-Forwarded-For: only those whom the settings name are believed.
            proxy_headers=bool(settings.trusted_proxies),
            forwarded_allow_ips=list(settings.trusted_proxies),
        )
        config.guard = app.guard
        super().__init__(config)

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """Begin to listen, and to end connections whose time is over."""
        await super().startup(sockets)
        self._sweeping = asyncio.create_task(self._sweep_forever())

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """Close subscriptions, then wait for requests."""
        await self._app.end_streams()
        await super().shutdown(sockets)
        if self._sweeping is not None:
            self._sweeping.cancel()
            with suppress(asyncio.CancelledError):
                await self._sweeping

    async def _sweep_forever(self) -> None:
        """One timer for all: a timer per request would cost more than all other bounds."""
        loop = asyncio.get_running_loop()
        while True:
            now = loop.time()
            for connection in list(self.server_state.connections):
                if isinstance(connection, BoundedHttp) and connection.ends <= now:
                    connection.expire()
            self._app.guard.log()
            await asyncio.sleep(_SWEEP)
