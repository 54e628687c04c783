"""The web application as tests use it: served on a port of its own, or behind a test client."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import cast

from starlette.applications import Starlette
from starlette.testclient import TestClient

import web
from registry import Registry, Settings
from web.connections import ConnectionLimits
from web.middleware.access import Note
from web.server import Server
from web.site.context import Site

PATIENCE = 60.0


@contextmanager
def serve(
    settings: Settings, connections: ConnectionLimits | None = None, note: Note | None = None
) -> Iterator[tuple[Server, str]]:
    """Serve in a thread until the end; give the server and its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    served = Server(web.app(settings, note, connections=connections), settings)
    thread = Thread(target=served.run, kwargs={"sockets": [listening]}, name="server")
    thread.start()
    try:
        yield served, f"127.0.0.1:{listening.getsockname()[1]}"
    finally:
        served.should_exit = True
        thread.join(PATIENCE)
        assert not thread.is_alive()


def registry_of(client: TestClient) -> Registry:
    """Return the registry that the application behind a client reads."""
    site: Site = cast(Starlette, client.app).state.site
    return site.registry
