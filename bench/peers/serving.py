"""One server a process: `python -m bench.peers.serving MODULE:APP PORT PLACE`.

All run under uvicorn with the options that `answerable serve` gives it. ``APP`` is a function that
makes the application of the address of a database or of a folder.
"""

from __future__ import annotations

import sys

import uvicorn
from uvicorn.importer import import_from_string


def main(app: str, port: str, place: str) -> None:
    """Serve until told to stop."""
    config = uvicorn.Config(
        import_from_string(app)(place),
        host="127.0.0.1",
        port=int(port),
        loop="uvloop",
        http="httptools",
        log_config=None,
        access_log=False,
    )
    uvicorn.Server(config).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
