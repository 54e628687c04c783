"""The whole server, on a port of its own, in a thread of the test."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import web
from registry import Settings
from web.server import Server

PATIENCE = 60.0


@contextmanager
def server(settings: Settings) -> Iterator[tuple[Server, str]]:
    """Serve until the end; gives the server and where it listens."""
    listening = socket.create_server(("127.0.0.1", 0))
    served = Server(web.app(settings), settings)
    thread = Thread(target=served.run, kwargs={"sockets": [listening]}, name="server")
    thread.start()
    try:
        yield served, f"127.0.0.1:{listening.getsockname()[1]}"
    finally:
        served.should_exit = True
        thread.join(PATIENCE)
        assert not thread.is_alive()
