"""A file's bytes as they go by: counted, and hashed where the package states a hash."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from typing import IO

CHUNK = 1 << 16


class HashedStream(io.RawIOBase):
    """A stream that tells how many bytes were read and keeps the hash of what went by."""

    def __init__(
        self, inner: IO[bytes], algorithm: str | None, progress: Callable[[int], None]
    ) -> None:
        super().__init__()
        self._inner = inner
        self._hash = hashlib.new(algorithm, usedforsecurity=False) if algorithm else None
        self._progress = progress

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # the type Buffer is new in Python 3.12
        """Fill the buffer with the next bytes."""
        chunk = self._inner.read(len(buffer))
        buffer[: len(chunk)] = chunk
        if self._hash is not None:
            self._hash.update(chunk)
        self._progress(len(chunk))
        return len(chunk)

    def digest(self) -> str | None:
        """Return the hash, in hex, of all bytes so far."""
        return self._hash.hexdigest() if self._hash else None


def open_text(stream: HashedStream) -> io.TextIOWrapper:
    """Open the text of a stream as UTF-8 without its BOM; other bytes become lone surrogates."""
    return io.TextIOWrapper(
        io.BufferedReader(stream, CHUNK),
        encoding="utf-8-sig",
        errors="surrogateescape",
        newline="",
    )
