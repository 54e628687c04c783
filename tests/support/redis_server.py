"""A Redis that the tests start themselves, where the machine has one; it never outlives them."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import pytest
from redis import Redis, RedisError

PATIENCE = 30.0  # seconds that a busy machine may take to start a server
PASSWORD = "secret"
PROGRAM = "redis-server"


@dataclass
class Server:
    """A Redis on a port of its own, which can go away and come back."""

    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Return its address in the form that ANSWERABLE_RATE_STORE takes."""
        return f"redis://:{PASSWORD}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Let it come, with nothing in it."""
        options = {"bind": "127.0.0.1", "save": "", "appendonly": "no", "requirepass": PASSWORD}
        command = [PROGRAM, "--port", str(self.port)]
        command += [part for name, value in options.items() for part in (f"--{name}", value)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with suppress(RedisError), self.client() as client:
                client.ping()
                return
            time.sleep(0.02)
        raise RuntimeError(f"{PROGRAM} did not start")

    def stop(self) -> None:
        """Let it go."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def client(self) -> Redis:
        """Open a connection to it."""
        return Redis.from_url(self.url)

    def connected(self) -> int:
        """Count the connections besides the one that asks."""
        with self.client() as client:
            return len(client.client_list()) - 1


@contextmanager
def run_server() -> Iterator[Server]:
    """Start a Redis and stop it at the end, or skip the test where the machine has none."""
    if shutil.which(PROGRAM) is None:
        pytest.skip(f"{PROGRAM} is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Server(port)
    server.start()
    try:
        yield server
    finally:
        server.stop()
