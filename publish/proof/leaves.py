"""What the entries of a package commit to, in a scratch file: memory does not grow with them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from struct import Struct
from tempfile import TemporaryFile
from typing import NamedTuple, Self

_LEAF = Struct("<QI32s")
_BUFFER = 1 << 16


class Leaves:
    """Number, act and digest of each entry, in 44 bytes on the disk; and roots.

    Attributes:
        roots: by size the root of the tree over so many entries.
        redacted: the numbers of entries that were redacted.
    """

    def __init__(self) -> None:
        self.roots: dict[int, bytes] = {}
        self.redacted: set[int] = set()
        self._file = TemporaryFile(prefix="answerable-verify-", buffering=_BUFFER)  # noqa: SIM115 - __exit__ closes it
        self._names: dict[str, int] = {}
        self._counts: Counter[str] = Counter()
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        return self._count

    def add(self, number: int, act: str, digest: bytes) -> None:
        """Take in an entry that comes after all before it."""
        self._file.write(_LEAF.pack(number, self._names.setdefault(act, len(self._names)), digest))
        self._counts[act] += 1
        self._count += 1

    def finish(self) -> None:
        """Let what was taken in be found."""
        self._file.flush()

    def find_digest(self, number: int, act: str) -> bytes | None:
        """Return the digest of an entry; None where no entry recorded this act there."""
        found = self._find(number)
        return found.digest if found and found.act == self._names.get(act) else None

    def find_act(self, number: int) -> str | None:
        """Return the act that an entry recorded; None where there is no such entry."""
        found = self._find(number)
        return list(self._names)[found.act] if found else None

    def find_place(self, number: int) -> int | None:
        """Return how many entries come before an entry; None where there is no such entry."""
        found = self._find(number)
        return found.place if found else None

    def __contains__(self, number: int) -> bool:
        return self._find(number) is not None

    def count_acts(self) -> Counter[str]:
        """Count the entries by act."""
        return self._counts

    def find_numbers(self, act: str) -> Iterator[int]:
        """Return the numbers of the entries that recorded an act."""
        code = self._names.get(act)
        self._file.seek(0)
        while data := self._file.read(_LEAF.size * 1_000):
            yield from (number for number, name, _ in _LEAF.iter_unpack(data) if name == code)

    def _find(self, number: int) -> _Leaf | None:
        """Find an entry: at its own place where all entries are there, or by halving."""
        low, high = 0, min(number, self._count)
        if high == number and number and (found := self._read(number - 1)).number == number:
            return found
        while low < high:
            middle = (low + high) // 2
            found = self._read(middle)
            if found.number == number:
                return found
            low, high = (middle + 1, high) if found.number < number else (low, middle)
        return None

    def _read(self, place: int) -> _Leaf:
        data = os.pread(self._file.fileno(), _LEAF.size, place * _LEAF.size)
        return _Leaf(place, *_LEAF.unpack(data))


class _Leaf(NamedTuple):
    """An entry as it lies in the file: its act is a code."""

    place: int
    number: int
    act: int
    digest: bytes
