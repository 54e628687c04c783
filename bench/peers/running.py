"""Servers that run while they are measured, each on the one core that is theirs."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.peers.building import Built
from bench.peers.peers import ROOT, Peer, environment
from bench.peers.ports import free_port
from bench.peers.processes import Cores
from bench.peers.questions import Question

PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """A peer that runs: its process and where it listens."""

    peer: Peer
    process: int
    port: int

    def url(self, question: Question) -> str:
        """Where a question is asked."""
        return f"http://127.0.0.1:{self.port}{self.peer.path.format(question=question.value)}"


@contextmanager
def running(peers: list[Peer], built: Built, folder: Path, cores: Cores) -> Iterator[list[Server]]:
    """Start servers, wait until all listen, and stop them at the end."""
    with ExitStack() as stack:
        yield [stack.enter_context(_running(peer, built, folder, cores)) for peer in peers]


@contextmanager
def _running(peer: Peer, built: Built, folder: Path, cores: Cores) -> Iterator[Server]:
    port = free_port()
    own = folder / peer.key
    own.mkdir(exist_ok=True)
    command = ["taskset", "-c", cores.server, *peer.command(built, own, port)]
    log = folder / f"{peer.key}.log"
    with log.open("w") as told:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(peer, built, own),
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=told,
            start_new_session=True,
        )
    try:
        _await(process, port, peer, log)
        yield Server(peer, process.pid, port)
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop a server with all that it started: Node may stand behind a script that starts it."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)


def _await(process: subprocess.Popen[bytes], port: int, peer: Peer, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit(f"{peer.title} did not start:\n{log.read_text()}")
