"""Things kept by their keys in bounded room, for all threads of a process."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Kept(Generic[T]):
    """Things by key, the least lately asked for forgotten first."""

    size: int = 512
    things: OrderedDict[object, T] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def get(self, key: object) -> T | None:
        """What is kept under a key."""
        with self.lock:
            found = self.things.get(key)
            if found is not None:
                self.things.move_to_end(key)
            return found

    def put(self, key: object, thing: T) -> None:
        """Keep a thing."""
        with self.lock:
            self.things[key] = thing
            while len(self.things) > self.size:
                self.things.popitem(last=False)
