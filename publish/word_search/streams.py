"""Search files of any size: bytes first, then what is packed in them."""

from __future__ import annotations

import bz2
import codecs
import gzip
import lzma
import sqlite3
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile, SpooledTemporaryFile
from typing import IO, cast

import pyarrow
import pyarrow.parquet

from publish.word_search.findings import Findings
from publish.word_search.phrases import Counts, Phrases
from publish.word_search.rows import count_sqlite_rows

_CHUNK = 1 << 20
_IN_MEMORY = 16 << 20
_DEEPEST = 4
_ROWS = 4_096
_HEAD = 512
# What a damaged or hostile file makes its reader raise.
_UNREADABLE = (
    *(OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile),
    *(zlib.error, lzma.LZMAError, tarfile.TarError, sqlite3.Error, pyarrow.ArrowException),
)

Opener = Callable[[IO[bytes]], IO[bytes]]


def _open_xz(stream: IO[bytes]) -> IO[bytes]:
    return cast(IO[bytes], lzma.LZMAFile(stream))


def _open_zstd(stream: IO[bytes]) -> IO[bytes]:
    return cast(IO[bytes], pyarrow.CompressedInputStream(pyarrow.PythonFile(stream, "r"), "zstd"))


# The first bytes of compressed files, and what reads them.
_COMPRESSED: tuple[tuple[bytes, Opener], ...] = (
    (b"\x1f\x8b", lambda stream: cast(IO[bytes], gzip.GzipFile(fileobj=stream))),
    (b"BZh", lambda stream: cast(IO[bytes], bz2.BZ2File(stream))),
    (b"\xfd7zXZ\x00", _open_xz),
    (b"\x28\xb5\x2f\xfd", _open_zstd),
)
_ZIP, _PARQUET, _SQLITE = b"PK\x03\x04", b"PAR1", b"SQLite format 3\x00"


def count_in_stream(stream: IO[bytes], phrases: Phrases) -> Counts:
    """Count the phrases in a stream of any length, also where they lie across two readings."""
    counts, buffer, longest = Counts(), b"", phrases.longest
    while chunk := stream.read(_CHUNK):
        buffer += chunk
        limit = max(0, len(buffer) - longest)
        counts += phrases.count(buffer, limit)
        buffer = buffer[limit:]
    return counts + phrases.count(buffer)


@dataclass(frozen=True, slots=True)
class FileSearch:
    """Searches files: their bytes, and what is packed in them.

    Attributes:
        scratch: a folder for what can be read from a disk only; whoever made it removes it.
    """

    findings: Findings
    scratch: Path

    def search_file(self, place: str, path: Path, remedy: str) -> None:
        """Search a file on this machine; one that is gone meanwhile holds nothing."""
        self.findings.add(
            f"the name of {place}", self.findings.phrases.count(place.encode()), remedy
        )
        try:
            with path.open("rb") as stream:
                self.search_stream(place, stream, remedy, path)
        except FileNotFoundError:
            return
        except OSError as error:
            self.findings.skip(place, error.strerror or str(error))

    def search_stream(
        self, place: str, stream: IO[bytes], remedy: str, path: Path | None = None, depth: int = 0
    ) -> None:
        """Search a stream that can be wound back; ``path`` is where it lies, if on this machine."""
        self.findings.begin(place)
        phrases = self.findings.phrases
        counts = count_in_stream(stream, phrases)
        stream.seek(0)
        head = stream.read(_HEAD)
        stream.seek(0)
        try:
            counts |= self._count_tables(head, stream, path)
            for name, member in self._open_members(head, stream):
                self._search_member(f"{place}: {name}", member, remedy, depth + 1)
        except _UNREADABLE as error:
            self.findings.skip(place, f"it cannot be read to its end: {_first_line(error)}")
        self.findings.add(place, counts, remedy)

    def _count_tables(self, head: bytes, stream: IO[bytes], path: Path | None) -> Counts:
        if head.startswith(_PARQUET):
            return _count_parquet(stream, self.findings.phrases)
        if not head.startswith(_SQLITE):
            return Counts()
        if path is not None:
            return _count_sqlite(path, self.findings.phrases)
        with NamedTemporaryFile(dir=self.scratch) as copy:
            while chunk := stream.read(_CHUNK):
                copy.write(chunk)
            copy.flush()
            return _count_sqlite(Path(copy.name), self.findings.phrases)

    def _open_members(self, head: bytes, stream: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
        if head.startswith(_ZIP):
            with zipfile.ZipFile(stream) as archive:
                for info in archive.infolist():
                    with archive.open(info) as member:
                        yield info.filename, member
        elif head[257:262] == b"ustar":
            with tarfile.open(fileobj=stream, mode="r:") as archive:
                for each in archive:
                    if (packed := archive.extractfile(each)) is not None:
                        yield each.name, packed
        for magic, opener in _COMPRESSED:
            if head.startswith(magic):
                with closing(opener(stream)) as unpacked:
                    yield "unpacked", unpacked
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            yield "read as UTF-16", cast(IO[bytes], codecs.EncodedFile(stream, "utf-8", "utf-16"))

    def _search_member(self, place: str, member: IO[bytes], remedy: str, depth: int) -> None:
        if depth > _DEEPEST:
            self.findings.skip(place, f"it is packed more than {_DEEPEST} times")
            return
        with SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(self.scratch)) as copy:
            while chunk := member.read(_CHUNK):
                copy.write(chunk)
            copy.seek(0)
            self.search_stream(place, cast(IO[bytes], copy), remedy, depth=depth)


def _count_parquet(stream: IO[bytes], phrases: Phrases) -> Counts:
    counts = Counts()
    with pyarrow.parquet.ParquetFile(stream) as file:
        for batch in file.iter_batches(batch_size=_ROWS):
            for column in batch.columns:
                cells = "\0".join(str(cell) for cell in column.to_pylist() if cell is not None)
                counts += phrases.count(cells.encode("utf-8", "replace"))
    return counts


def _count_sqlite(path: Path, phrases: Phrases) -> Counts:
    # Nothing is written beside it, and nothing waits for those who use it.
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        return count_sqlite_rows(connection, phrases)


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0] or type(error).__name__
