"""Raw HTTP over connections whose own address is chosen: each address of loopback is a client."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass

# A name that is not the machine's own: who asks for it is counted as any stranger.
HOST = "register.example"
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server listens, and until when it is asked, by the loop's clock."""

    port: int
    until: float

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return asyncio.get_running_loop().time() >= self.until

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return max(0.0, self.until - asyncio.get_running_loop().time())


@dataclass(frozen=True, slots=True)
class Reply:
    """What a request got: its status, 0 without one; when to come again; the bytes of the body."""

    status: int
    after: float
    size: int


async def connect(place: Place, address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Open a connection from an address of loopback."""
    return await asyncio.open_connection("127.0.0.1", place.port, local_addr=(address, 0))


def request(method: str, path: str, body: bytes = b"", **headers: str) -> bytes:
    """Return a request as bytes; the connection ends with its answer."""
    named = {"host": HOST, "connection": "close", **headers}
    if body:
        named["content-length"] = str(len(body))
    lines = [f"{method} {path} HTTP/1.1"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in named.items()]
    return "\r\n".join((*lines, "", "")).encode() + body


async def ask(place: Place, address: str, sent: bytes) -> Reply:
    """Send a request and read its answer to the end, or until the time is up."""
    head, size = b"", 0
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(place.left + 5):
            reader, writer = await connect(place, address)
            try:
                writer.write(sent)
                head = await reader.read(_CHUNK)
                size = len(head)
                while more := await reader.read(_CHUNK):
                    size += len(more)
                    if place.over:
                        break
            finally:
                writer.close()
    return Reply(_status(head), _after(head), size)


def _status(head: bytes) -> int:
    return int(head[9:12]) if head.startswith(b"HTTP/1.1 ") else 0


def _after(head: bytes) -> float:
    named = head.partition(b"retry-after: ")[2]
    return float(named.partition(b"\r\n")[0] or 0)
