"""Witnesses and logs for tests: a real server for each witness, and trees that grow or fork."""

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from registry import Settings
from registry.ledger import compute_range_root, hash_leaf, list_consistency_ranges
from registry.signing import Checkpoint, Signer, Verifier, sign_checkpoint
from registry.witnessing import AddCheckpoint, Witness
from web.server import Server
from web.witness_app import make_witness_app

PATIENCE = 60.0


@dataclass
class SampleLog:
    """A log of one's own: its key, and its leaves."""

    signer: Signer
    leaves: list[bytes] = field(default_factory=list)

    @classmethod
    def of(cls, name: str, count: int) -> "SampleLog":
        """Make a log of a key of its own with so many leaves."""
        return cls(Signer.new(name), [f"{number}".encode() for number in range(count)])

    def fork(self, size: int) -> "SampleLog":
        """Return another history under the same key, which begins with the same leaves."""
        kept = self.leaves[:size]
        return SampleLog(self.signer, [*kept, *(leaf + b"!" for leaf in self.leaves[size:])])

    def root(self, start: int, end: int) -> bytes:
        known = {(n, n + 1): hash_leaf(leaf) for n, leaf in enumerate(self.leaves)}
        return compute_range_root(known, start, end)

    def checkpoint(self, size: int, *signers: Signer) -> str:
        stated = Checkpoint(self.signer.name, size, self.root(0, size))
        return sign_checkpoint(stated, *(signers or (self.signer,)))

    def request(self, old: int, size: int) -> str:
        """Return what is submitted to a witness that has the old size."""
        ranges = list_consistency_ranges(min(old, size), size)
        proof = tuple(self.root(*one) for one in ranges)
        return AddCheckpoint(old, proof, self.checkpoint(size)).format()


@dataclass(frozen=True)
class WitnessAnswered:
    """What a witness answered: status, media type and text."""

    status: int
    media_type: str
    text: str


@contextmanager
def serve_witness(settings: Settings) -> Iterator[str]:
    """Serve the witness of a data folder in a thread; give its address."""
    listening = socket.create_server(("127.0.0.1", 0))
    served = Server(make_witness_app(settings, Witness.open(settings)), settings)
    thread = Thread(target=served.run, kwargs={"sockets": [listening]}, name="witness")
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        served.should_exit = True
        thread.join(PATIENCE)
        assert not thread.is_alive()


@contextmanager
def reserve_address() -> Iterator[str]:
    """Give an address at which nobody listens, nor will meanwhile."""
    with closing(socket.socket()) as reserved:
        reserved.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{reserved.getsockname()[1]}"


def know(settings: Settings, *logs: Verifier) -> Witness:
    """Make the witness of a data folder, which knows these logs."""
    witness = Witness.open(settings, "witness.example/w1")
    with witness.state.writing() as memory:
        for log in logs:
            memory.add_key(log)
    return witness


def submit(address: str, body: str | bytes, method: str = "POST") -> WitnessAnswered:
    """Submit a request to a witness."""
    data = body.encode() if isinstance(body, str) else body
    return fetch(f"{address}/add-checkpoint", method, data)


def fetch(url: str, method: str = "GET", data: bytes | None = None) -> WitnessAnswered:
    """Send a request to a witness."""
    parts = urlsplit(url)
    with closing(HTTPConnection(parts.netloc, timeout=PATIENCE)) as connection:
        connection.request(method, parts.path, data)
        answer = connection.getresponse()
        text = answer.read().decode()
    return WitnessAnswered(answer.status, answer.getheader("Content-Type") or "", text)


def settings_in(folder: Path) -> Settings:
    return Settings(data_dir=folder, database_url=f"sqlite:///{folder / 'none.sqlite'}")
