"""Turns in threads: a limited number at a time, and first whoever has worked least of late."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

# Pieces of work of one client under way at a time.
_EACH = 2
# So much of a second a client may work for good: what it works beyond that has to drain away. It is
# what the points of a minute are worth.
_SHARE = 1 / 6
# Beyond so many seconds of work that did not drain away yet, a client is busy: one slow piece is
# enough. Nobody is in debt for longer than a minute.
_BUSY, _MOST = 0.025, 10.0
# Debts are looked through for those that have drained away when there are so many.
_DEBTS = 1_000


class Turns:
    """A limited number of turns, given first to whoever has worked least of late.

    Whoever has two pieces of work under way is passed over. Busy clients have turns of their own,
    for as long as their work lasts, so that all others find a turn and a thread.

    Args:
        count: turns at a time of clients that are not busy.
        busy: turns at a time of those that are.
    """

    def __init__(self, count: int, busy: int, clock: Callable[[], float] = monotonic) -> None:
        self._free = count
        self._free_for_busy = busy
        self._waiting: dict[asyncio.Future[None], str | None] = {}
        self._begun: dict[asyncio.Future[None], _Begun] = {}
        self._askers: Counter[str] = Counter()
        self._debts = Debts(clock)
        self._clock = clock

    def take(self, asker: str | None = None) -> asyncio.Future[None]:
        """Return a future that is done when the turn begins; give it back and end it in any case.

        A turn lasts while work is young, and ends when the work does.
        """
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[turn] = asker
        self._begin_next()
        return turn

    def give_back(self, turn: asyncio.Future[None]) -> None:
        """Let another work begin, or stop waiting."""
        begun = self._begun.get(turn)
        if begun is None:
            self._waiting.pop(turn, None)
            return
        self._note_work(begun)
        self._free += not begun.busy
        begun.young = False
        self._forget_if_over(turn, begun)
        self._begin_next()

    def end(self, turn: asyncio.Future[None]) -> None:
        """Count the work of a turn no longer."""
        begun = self._begun.get(turn)
        if begun is None:
            return
        self._note_work(begun)
        self._free_for_busy += begun.busy
        if begun.asker is not None:
            self._askers[begun.asker] -= 1
            if not self._askers[begun.asker]:
                del self._askers[begun.asker]
        begun.over = True
        self._forget_if_over(turn, begun)
        self._begin_next()

    def _forget_if_over(self, turn: asyncio.Future[None], begun: _Begun) -> None:
        """Forget a turn that was given back and ended, whichever came first."""
        if begun.over and not begun.young:
            del self._begun[turn]

    def _note_work(self, begun: _Begun) -> None:
        """Add to its client's debt what a turn has worked since that was last noted."""
        now = self._clock()
        if begun.asker is not None and not begun.over:
            self._debts.add(begun.asker, now - begun.noted)
        begun.noted = now

    def _begin_next(self) -> None:
        while (turn := self._choose()) is not None:
            asker = self._waiting.pop(turn)
            busy = self._is_busy(asker)
            self._begun[turn] = _Begun(asker, busy, self._clock())
            if busy:
                self._free_for_busy -= 1
            else:
                self._free -= 1
            if asker is not None:
                self._askers[asker] += 1
            turn.set_result(None)

    def _choose(self) -> asyncio.Future[None] | None:
        """Return the next turn to begin: of who has nothing under way, then of who worked least."""
        chosen, least = None, (_EACH, 0.0)
        for turn, asker in self._waiting.items():
            free = self._free_for_busy if self._is_busy(asker) else self._free
            rank = (0, 0.0) if asker is None else (self._askers[asker], self._debts.of(asker))
            if free and rank < least:
                chosen, least = turn, rank
        return chosen

    def _is_busy(self, asker: str | None) -> bool:
        return asker is not None and self._debts.of(asker) > _BUSY


@dataclass(slots=True)
class _Begun:
    """A turn that has begun: whose, and since when its work is not yet noted."""

    asker: str | None
    busy: bool
    noted: float
    young: bool = True
    over: bool = False


class Debts:
    """The seconds that clients have worked beyond their share, which drain away."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._debts: dict[str, tuple[float, float]] = {}

    def __len__(self) -> int:
        return len(self._debts)

    def of(self, asker: str) -> float:
        """Return the debt of a client."""
        debt, since = self._debts.get(asker, (0.0, 0.0))
        return max(0.0, debt - (self._clock() - since) * _SHARE) if debt else 0.0

    def add(self, asker: str, seconds: float) -> None:
        """Add what a client has worked."""
        self._debts[asker] = (min(_MOST, self.of(asker) + seconds), self._clock())
        if len(self._debts) >= _DEBTS:
            self._debts = {each: debt for each, debt in self._debts.items() if self.of(each)}
