"""Queries answered on the event loop: handing a quick one to a thread costs more than it does."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, thread_time
from typing import NamedTuple

from graphql import GraphQLError

from registry import Settings
from schema import Answer, CachedQuery, NeedsTransaction, Steps
from schema.lru_cache import LruCache
from web.graphql.readers import NotInline, Reader
from web.graphql.readers.reader import Data

# Seconds of the event loop's time that an answer may take, lest all others wait for it.
_LONG = 0.05
# A document that was slow twice within so many seconds is left to threads for so many. Once may be
# the fault of the machine.
_TWICE, _PAUSE = 10.0, 1.0
_SLOW_BYTES = 1_000_000


class InlineExecutor:
    """Executes queries whose plan is cached and which took no long time so far.

    Args:
        reader: runs their statements.
        clock: tells the seconds by which a pause is over.

    Attributes:
        busy: how many are under way.
    """

    def __init__(self, reader: Reader, clock: Callable[[], float] = monotonic) -> None:
        self._reader = reader
        self._clock = clock
        self._slow: LruCache[str, _Slow] = LruCache.of_bytes(_SLOW_BYTES)
        self.busy = 0

    def takes(self, document: str) -> bool:
        """Return whether queries of a document, by its hash, may be tried on the event loop."""
        slow = self._slow.get(document)
        return slow is None or self._clock() >= slow.until

    async def run(self, query: CachedQuery, document: str, settings: Settings) -> Answer | None:
        """Return the answer; None where the query has to be run in a thread."""
        timed = _Timed()
        self.busy += 1
        try:
            data, head = await self._reader.read(timed.run(query.steps), timed.add)
            begun = thread_time()

            def seconds() -> float:
                return timed.spent + timed.database + thread_time() - begun

            answer = Answer(data, cost=query.cost, head=head)
            answer = answer.with_seconds(seconds, settings.rates.second).within(settings.limits)
            timed.spent += thread_time() - begun
        except GraphQLError:  # of a kind of record that was not planned before; the thread says it
            return None
        except (NotInline, NeedsTransaction) as error:
            if isinstance(error, NeedsTransaction) or error.slow:
                self._note_slow(document)
            return None
        finally:
            self.busy -= 1
        if timed.spent > _LONG:
            self._note_slow(document)
        return answer

    def _note_slow(self, document: str) -> None:
        now, before = self._clock(), self._slow.get(document)
        again = before is not None and now - before.last < _TWICE
        self._slow.put(document, _Slow(now, now + _PAUSE if again else now), len(document))


class _Slow(NamedTuple):
    """When a document was slow for the last time, and until when it is left to threads."""

    last: float
    until: float


class _Timed:
    """Steps whose time is measured.

    Attributes:
        spent: the seconds of their own.
        database: the seconds of the database.
    """

    def __init__(self) -> None:
        self.spent = self.database = 0.0

    def add(self, seconds: float) -> None:
        """Add what the database worked for them."""
        self.database += seconds

    def run(self, steps: Steps[Data]) -> Steps[Data]:
        """Yield the same steps."""
        begun = thread_time()
        try:
            statements = next(steps)
            while True:
                self.spent += thread_time() - begun
                rows = yield statements
                begun = thread_time()
                statements = steps.send(rows)
        except StopIteration as done:
            self.spent += thread_time() - begun
            data: Data = done.value
            return data
