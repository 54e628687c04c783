"""One server a process: `BENCH_PLACE=... python -m bench.peers.serving MODULE:APP PORT`.

Ours is started as `answerable serve` starts it; all others run under uvicorn with the same options,
and their garbage is collected as seldom. ``APP`` is a function that makes the application of a
place: the address of a database, or a folder.
"""

from __future__ import annotations

import os
import sys
from socket import create_server

import uvicorn
from starlette.types import ASGIApp
from uvicorn.importer import import_from_string

from web.application import App
from web.server import Server, prepare_process


def main(app: str, port: str) -> None:
    """Serve until told to stop."""
    made = import_from_string(app)(os.environ["BENCH_PLACE"])
    prepare_process()
    _server(made).run(sockets=[create_server(("127.0.0.1", int(port)))])


def _server(made: ASGIApp) -> uvicorn.Server:
    if isinstance(made, App):
        return Server(made, made.state.site.settings)
    return uvicorn.Server(
        uvicorn.Config(made, loop="uvloop", http="httptools", log_config=None, access_log=False)
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
