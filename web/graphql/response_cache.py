"""What is kept in memory, the least lately used given away when there is no room."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")
# What keeping one thing costs beside its bytes: objects, keys, headers.
_EACH = 1_000


class Shelf(Generic[K, V]):
    """Things by their keys, of a limited size in bytes together."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self.used = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: K) -> V | None:
        """What is kept under a key."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: K, thing: V, size: int) -> None:
        """Keep a thing of so many bytes, unless it would take more than a tenth of the room."""
        self.drop(key)
        size += _EACH
        if size > self._size // 10:
            return
        self._kept[key] = (thing, size)
        self.used += size
        while self.used > self._size:
            _, (_, freed) = self._kept.popitem(last=False)
            self.used -= freed

    def drop(self, key: K) -> None:
        """Forget what is kept under a key."""
        found = self._kept.pop(key, None)
        if found is not None:
            self.used -= found[1]
