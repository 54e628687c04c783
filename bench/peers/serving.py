"""One server a process: `BENCH_PLACE=... python -m bench.peers.serving MODULE:APP PORT`.

All run under uvicorn with the options that `answerable serve` gives it. ``APP`` is a function that
makes the application of a place: the address of a database, or a folder.
"""

from __future__ import annotations

import os
import sys

import uvicorn
from uvicorn.importer import import_from_string


def main(app: str, port: str) -> None:
    """Serve until told to stop."""
    config = uvicorn.Config(
        import_from_string(app)(os.environ["BENCH_PLACE"]),
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
