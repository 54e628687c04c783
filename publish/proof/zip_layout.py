"""Check that a zip is exactly its files, one after the other, before anything reads it.

Whoever reads a zip by its directory does not see what lies before, between or behind its files;
whoever reads it from the start does. So nothing may lie there, and both have to read the same.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from registry import Damaged

MEMBERS = 2_000
"""The most files that a release has; a package has about a hundred."""
_DIRECTORY_BYTES = 1 << 20
_RATIO, _ALWAYS = 200, 64 << 20
_LOCAL, _CENTRAL = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_STORED, _DEFLATED, _ENCRYPTED_OR_STREAMED = 0, 8, 0x0009
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class _Member:
    """A file as the directory has it: ``fields`` are those that its own header repeats."""

    name: bytes
    fields: tuple[int, ...]
    start: int

    @property
    def packed_size(self) -> int:
        """How many bytes it has in the zip."""
        return self.fields[6]

    @property
    def size(self) -> int:
        """How many bytes it has unpacked."""
        return self.fields[7]


def check_layout(path: Path) -> None:
    """Check that the zip is its files in order, then their directory, then its end.

    Raises:
        Damaged: something lies before, between or behind them, or they are more or larger than
            those of any release.
    """
    with path.open("rb") as file:
        members, directory = _read_directory(file, path.name)
        at, unpacked = 0, 0
        for member in members:
            place = member.name.decode(errors="replace")
            unpacked += member.size
            if unpacked > max(_ALWAYS, _RATIO * path.stat().st_size):
                raise Damaged(place, f"it unpacks to more than {_RATIO} times the zip's size")
            if member.start != at:
                raise Damaged(place, "something in the zip lies before it that belongs to no file")
            at = _check_member(file, member, place)
        if at != directory:
            raise Damaged(path.name, "something lies between its files and its directory")


def _read_directory(file: BinaryIO, name: str) -> tuple[list[_Member], int]:
    size = file.seek(0, 2)
    file.seek(max(0, size - _END.size))
    tail = file.read()
    if len(tail) < _END.size or tail[:4] != b"PK\5\6":
        raise Damaged(name, "it is no zip, or something lies behind its end")
    _, disk, first, here, count, length, start, comment = _END.unpack(tail)
    if (disk, first, comment) != (0, 0, 0) or here != count:
        raise Damaged(name, "it has a comment, or parts elsewhere")
    if count > MEMBERS or length > _DIRECTORY_BYTES:
        raise Damaged(name, f"it has {count:,} files: no release has more than {MEMBERS:,}")
    if start + length + _END.size != size:
        raise Damaged(name, "something lies before its end that belongs to no file")
    file.seek(start)
    members = list(_split_directory(file.read(length), name))
    if len(members) != count or len({member.name for member in members}) != count:
        raise Damaged(name, "its directory lists a file twice, or another number than it says")
    return members, start


def _split_directory(data: bytes, name: str) -> Iterator[_Member]:
    at = 0
    while at < len(data):
        if len(data) - at < _CENTRAL.size:
            raise Damaged(name, "its directory cannot be read")
        mark, _, *fields, extra, comment, disk, _, _, start = _CENTRAL.unpack_from(data, at)
        at += _CENTRAL.size
        length = fields[8]
        if mark != b"PK\1\2" or extra or comment or disk:
            raise Damaged(name, "its directory has more in it than names and sizes")
        yield _Member(data[at : at + length], tuple(fields), start)
        at += length


def _check_member(file: BinaryIO, member: _Member, place: str) -> int:
    """Check a file's own header and that its bytes are all of it; return where it ends."""
    file.seek(member.start)
    header = file.read(_LOCAL.size)
    if len(header) < _LOCAL.size:
        raise Damaged(place, "it is cut off")
    mark, *fields, extra = _LOCAL.unpack(header)
    if mark != b"PK\3\4" or extra or tuple(fields) != member.fields:
        raise Damaged(place, "its header and the zip's directory tell it differently")
    if file.read(len(member.name)) != member.name:
        raise Damaged(place, "its header has another name than the zip's directory")
    flags, method = fields[1], fields[2]
    if flags & _ENCRYPTED_OR_STREAMED or method not in (_STORED, _DEFLATED):
        raise Damaged(place, "it is packed in a way that no release is")
    whole = member.packed_size == member.size if method == _STORED else _is_whole(file, member)
    if not whole:
        raise Damaged(place, "its packed bytes are not those of one file of its size")
    return member.start + _LOCAL.size + len(member.name) + member.packed_size


def _is_whole(file: BinaryIO, member: _Member) -> bool:
    """Return whether the packed bytes unpack to the stated size, and none is left over."""
    try:
        return _unpacks_to_its_size(file, member)
    except zlib.error:
        return False


def _unpacks_to_its_size(file: BinaryIO, member: _Member) -> bool:
    inflate = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    left, size = member.packed_size, 0
    while left and not inflate.eof:
        data = file.read(min(_CHUNK, left))
        if not data:
            return False
        left -= len(data)
        while data and not inflate.eof:
            size += len(inflate.decompress(data, _CHUNK))
            data = inflate.unconsumed_tail
            if size > member.size:
                return False
    while not inflate.eof and (more := inflate.decompress(b"", _CHUNK)):
        size += len(more)
    return bool(inflate.eof and not inflate.unused_data and not left and size == member.size)
