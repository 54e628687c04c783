"""Work that is counted, not timed: it is the same on every machine, however busy that is.

Every call of a function counts, in Python and in C: a parser makes some for each token, a visitor
some for each node, a planner some for each field. What a call does within C counts as one: for that
the statements, the steps of SQLite's machine and the bytes are counted as well.
"""

import sys
import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import get_ident
from types import FrameType
from typing import Any, NamedTuple

from schema import RequestDeadline
from schema.deadline import STEPS

# SQLite asks by this, once for so many steps, whether a statement may go on.
_TICK = RequestDeadline.is_over.fget.__code__  # type: ignore[attr-defined]  # a property of the class has one


class Work(NamedTuple):
    """What somebody did, or may do at the most.

    Attributes:
        calls: the functions that were called.
        statements: the statements that were sent to the database.
        steps: the steps of SQLite's machine, rounded down to whole looks at the clock.
        room: the most bytes that were held at a time beyond those held before.
        sent: the bytes that were sent.
    """

    calls: int = 0
    statements: int = 0
    steps: int = 0
    room: int = 0
    sent: int = 0

    def most(self, other: "Work") -> "Work":
        """Return the larger of each figure."""
        return Work(*map(max, self, other))

    def exceeds(self, limit: "Work") -> dict[str, int]:
        """Return the figures that are larger than those of a limit."""
        pairs = zip(self._asdict().items(), limit, strict=True)
        return {name: figure for (name, figure), most in pairs if figure > most}


class Counter:
    """Counts the work of this thread, and of all threads that begin later."""

    def __init__(self) -> None:
        self._calls = self._statements = self._ticks = self._held = 0
        self._home = get_ident()

    @contextmanager
    def switched_on(self) -> Iterator[None]:
        """Count from now on; other profilers are switched off meanwhile."""
        before = sys.getprofile(), threading.getprofile()
        tracemalloc.start()
        threading.setprofile(self._note)
        sys.setprofile(self._note)
        try:
            yield
        finally:
            sys.setprofile(before[0])
            threading.setprofile(before[1])
            tracemalloc.stop()

    def begin(self) -> None:
        """Count from nothing."""
        self._calls = self._statements = self._ticks = 0
        tracemalloc.reset_peak()
        self._held = held_bytes()

    def work(self, sent: int = 0) -> Work:
        """Return the work since the beginning."""
        room = tracemalloc.get_traced_memory()[1] - self._held
        return Work(self._calls, self._statements, self._ticks * STEPS, room, sent)

    def _note(self, frame: FrameType, event: str, called: Any) -> None:
        if event == "call":
            self._calls += 1
            # The thread that waits for others looks at the clock too, as often as it has time to.
            if frame.f_code is _TICK and get_ident() != self._home:
                self._ticks += 1
        elif event == "c_call":
            self._calls += 1
            if called.__name__ == "execute":
                self._statements += 1


def held_bytes() -> int:
    """Return how many bytes are held, of those that were asked for since counting began."""
    return tracemalloc.get_traced_memory()[0]
