"""`answerable serve` as a process of its own, of which tests see the memory and the log."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

PATIENCE = 120
# Memory that is freed is overwritten at once, so that what is found there is still in use.
OVERWRITE_FREED_MEMORY = {
    "PYTHONMALLOC": "malloc",
    "GLIBC_TUNABLES": "glibc.malloc.perturb=165:glibc.malloc.tcache_count=0",
}


@dataclass(frozen=True)
class ServerProcess:
    """A running server."""

    pid: int
    port: int
    log: Path

    def get(self, path: str) -> bytes:
        """Return what an address gives."""
        with urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=PATIENCE) as response:
            body: bytes = response.read()
            return body

    def ask(self, query: str) -> Any:
        """Return the data of an answer."""
        request = Request(
            f"http://127.0.0.1:{self.port}/graphql",
            data=json.dumps({"query": query}).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urlopen(request, timeout=PATIENCE) as response:
            return json.loads(response.read())["data"]

    def count_in_memory(self, words: bytes) -> int:
        """Count how often words stand in the memory that the process can write to."""
        maps = Path(f"/proc/{self.pid}/maps").read_text()
        found = 0
        with Path(f"/proc/{self.pid}/mem").open("rb", buffering=0) as memory:
            for start, end in re.findall(r"^([0-9a-f]+)-([0-9a-f]+) rw", maps, re.M):
                try:
                    memory.seek(int(start, 16))
                    found += memory.read(int(end, 16) - int(start, 16)).count(words)
                except OSError:
                    # Some mappings of devices cannot be read, or were let go of meanwhile.
                    continue
        return found

    def await_forgetting(self, words: bytes) -> int:
        """Wait until words are out of memory; return how often they still stand there."""
        end = time.monotonic() + PATIENCE
        while (found := self.count_in_memory(words)) and time.monotonic() < end:
            time.sleep(0.5)
        return found


@contextmanager
def run_server(variables: dict[str, str], log: Path) -> Iterator[ServerProcess]:
    """Start a server, wait until it is up, and end it as Ctrl-C does."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with (
        log.open("ab") as said,
        subprocess.Popen(
            [sys.executable, "-c", "import cli; cli.main()", "serve"],
            env={**os.environ, **variables, "ANSWERABLE_PORT": str(port)},
            stdout=said,
            stderr=said,
        ) as process,
    ):
        try:
            server = ServerProcess(process.pid, port, log)
            _wait(process, server)
            yield server
            process.send_signal(signal.SIGINT)
            process.wait(PATIENCE)
        finally:
            process.kill()


def _wait(process: subprocess.Popen[bytes], server: ServerProcess) -> None:
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            server.get("/-/health")
        except (URLError, ConnectionError):
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"the server did not come up: {server.log.read_text()}")
