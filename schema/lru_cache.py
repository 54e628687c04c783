"""The one cache class: values by key within a room, shared by all threads of a process."""

from __future__ import annotations

from operator import itemgetter
from threading import Lock
from typing import Generic, TypeVar

from cachetools import LRUCache

K = TypeVar("K")
V = TypeVar("V")
# What an entry takes in memory beside its bytes: objects, keys, headers.
_ENTRY_BYTES = 1_000


class LruCache(Generic[K, V]):
    """Values by key; where their weights exceed the room, the least recently used are dropped.

    Args:
        room: the sum of all weights at the most.
        largest: what one value may weigh; a heavier one is not cached.
        overhead: what is added to the weight of each value.
    """

    def __init__(self, room: int, largest: int | None = None, overhead: int = 0) -> None:
        self._lock = Lock()
        self._largest = room if largest is None else largest
        self._overhead = overhead
        self._cache: LRUCache[K, tuple[V, int]] = LRUCache(room, getsizeof=itemgetter(1))

    @classmethod
    def of_bytes(cls, room: int) -> LruCache[K, V]:
        """Return a cache whose weights are bytes; one value takes at most a tenth of the room."""
        return cls(room, room // 10, _ENTRY_BYTES)

    def __len__(self) -> int:
        return len(self._cache)

    @property
    def weight(self) -> int:
        """The sum of the weights of what is cached."""
        return int(self._cache.currsize)

    def get(self, key: K) -> V | None:
        """Return the value under a key, which makes it the most recently used."""
        with self._lock:
            entry = self._cache.get(key)
            return None if entry is None else entry[0]

    def clear(self) -> None:
        """Drop everything."""
        with self._lock:
            self._cache.clear()

    def put(self, key: K, value: V, weight: int = 1) -> None:
        """Cache a value in the place of what was under its key."""
        weight += self._overhead
        with self._lock:
            if weight > self._largest:
                self._cache.pop(key, None)
            else:
                self._cache[key] = (value, weight)
