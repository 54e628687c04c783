"""A zip file whose bytes depend on nothing but its content, deflated by ISA-L while it is made.

The standard library's writer cannot be given another compressor; the parts of the format that a
package needs are few.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import BinaryIO, Self

from isal import isal_zlib

LIMIT = 0xFFFF_FFFF
"""The bytes that a file may hold, packed or not, before the format needs its 64-bit extension."""
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _UNIX = 20, 3 << 8
_NAMES_IN_UTF8, _DEFLATED = 0x800, 8
_MIDNIGHT, _NEW_YEAR_1980 = 0, 0x21
_READABLE = 0o100644 << 16
# What deflate makes of bytes depends on how many it is given at once.
_BLOCK = 1 << 17


class ZipMember:
    """One file of the zip while it is written; how its bytes are divided makes no difference."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.name = name.encode()
        self.start = file.tell()
        self.crc = self.size = self.packed = 0
        self._file = file
        self._waiting = bytearray()
        self._deflate = isal_zlib.compressobj(wbits=-isal_zlib.MAX_WBITS)
        file.write(self._make_header())

    def write(self, data: bytes) -> None:
        """Add some of the file's bytes."""
        self.crc = isal_zlib.crc32(data, self.crc)
        self.size += len(data)
        self._waiting += data
        while len(self._waiting) >= _BLOCK:
            self._write_packed(self._deflate.compress(bytes(self._waiting[:_BLOCK])))
            del self._waiting[:_BLOCK]

    def finish(self) -> None:
        """Close the file and say before it what came of it.

        Raises:
            ValueError: it is too large for a plain zip.
        """
        self._write_packed(self._deflate.compress(bytes(self._waiting)))
        self._write_packed(self._deflate.flush())
        end = self._file.tell()
        if max(self.size, end) > LIMIT:
            raise ValueError(f"{self.name.decode()} is too large for a zip file")
        self._file.seek(self.start)
        self._file.write(self._make_header())
        self._file.seek(end)

    def make_central_record(self) -> bytes:
        """Return the file's record in the zip's central directory."""
        return (
            _CENTRAL.pack(
                *(
                    b"PK\1\2",
                    _UNIX | _VERSION,
                    *self._make_fields(),
                    0,
                    0,
                    0,
                    0,
                    _READABLE,
                    self.start,
                )
            )
            + self.name
        )

    def _write_packed(self, packed: bytes) -> None:
        self.packed += len(packed)
        self._file.write(packed)

    def _make_header(self) -> bytes:
        return _LOCAL.pack(b"PK\3\4", *self._make_fields(), 0) + self.name

    def _make_fields(self) -> tuple[int, ...]:
        return (
            *(_VERSION, _NAMES_IN_UTF8, _DEFLATED, _MIDNIGHT, _NEW_YEAR_1980),
            *(self.crc, self.packed, self.size, len(self.name)),
        )


class ZipWriter:
    """Writes files one after the other; left without an error the zip is whole."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._members: list[ZipMember] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        if error is None:
            self._write_directory()

    def add_file(self, name: str, chunks: Iterable[bytes]) -> None:
        """Add a whole file."""
        member = self.begin_member(name)
        for chunk in chunks:
            member.write(chunk)
        member.finish()

    def begin_member(self, name: str) -> ZipMember:
        """Begin a file; it must be finished before the next one begins."""
        self._members.append(ZipMember(self._file, name))
        return self._members[-1]

    def _write_directory(self) -> None:
        start = self._file.tell()
        table = b"".join(member.make_central_record() for member in self._members)
        count = len(self._members)
        self._file.write(table)
        self._file.write(_END.pack(b"PK\5\6", 0, 0, count, count, len(table), start, 0))
