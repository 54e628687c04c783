"""Things kept by their keys in bounded room, for all threads of a process."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Kept(Generic[T]):
    """Things by key, the least lately asked for forgotten first.

    There are at most ``size`` of them, and their weights together are at most ``room``, unless a
    single one weighs more.
    """

    size: int = 512
    room: int | None = None
    things: OrderedDict[object, T] = field(default_factory=OrderedDict)
    weights: dict[object, int] = field(default_factory=dict)
    used: int = 0
    lock: Lock = field(default_factory=Lock)

    def get(self, key: object) -> T | None:
        """What is kept under a key."""
        with self.lock:
            found = self.things.get(key)
            if found is not None:
                self.things.move_to_end(key)
            return found

    def put(self, key: object, thing: T, weight: int = 0) -> None:
        """Keep a thing."""
        with self.lock:
            self.things[key] = thing
            if self.room is not None:
                self.used += weight - self.weights.get(key, 0)
                self.weights[key] = weight
            while len(self.things) > self.size or self._is_full:
                gone, _ = self.things.popitem(last=False)
                self.used -= self.weights.pop(gone, 0)

    @property
    def _is_full(self) -> bool:
        return self.room is not None and self.used > self.room and len(self.things) > 1
