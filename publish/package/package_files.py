"""Write a package's files in chunks, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from opendata import WrittenFile
from publish.proof.seal import hash_file

Chunks = Iterable[tuple[bytes, int]]
"""A file's bytes, some at a time, each with the number of rows that they are."""


def write_file(path: Path, chunks: Chunks) -> WrittenFile:
    """Write a file, and count and hash it on the way."""
    digest, size, rows = sha256(), 0, 0
    with path.open("wb") as file:
        for chunk, count in chunks:
            digest.update(chunk)
            file.write(chunk)
            size += len(chunk)
            rows += count
    return WrittenFile(path.name, size, digest.hexdigest(), rows if path.suffix == ".csv" else None)


def write_text(path: Path, text: str) -> WrittenFile:
    """Write a small file as UTF-8."""
    return write_file(path, [(text.encode(), 0)])


def measure_file(path: Path) -> WrittenFile:
    """Count and hash a file that lies there already."""
    return WrittenFile(path.name, path.stat().st_size, hash_file(path))
