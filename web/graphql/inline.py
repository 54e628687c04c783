"""Which questions are quick, and what they are answered."""

from __future__ import annotations

from time import monotonic, thread_time
from typing import NamedTuple

from registry import Limits
from schema import Answer, Quick, Steps, Unheld, asked_before
from web.graphql.readers.postgres import SharedReader
from web.graphql.readers.reader import Data, NotSoon, Reader
from web.graphql.readers.sqlite import EmbeddedReader
from web.graphql.request_parsing import Question
from web.graphql.response_cache import Shelf
from web.site.context import Site

# Seconds of the event loop's time that an answer may take, lest all others wait for it.
_LONG = 0.05
# A document that was slow twice within so many seconds is left to threads for so many. Once may be
# the fault of the machine.
_TWICE, _PAUSE = 10.0, 1.0
_SLOW_ONES = 1_000_000


class Quickly:
    """Answers questions that were asked before and took no long time then.

    Args:
        site: whose questions they are.
        lines: how many connections to PostgreSQL are used at a time.
    """

    def __init__(self, site: Site, lines: int) -> None:
        self._site = site
        registry = site.registry
        self._reader: Reader = (
            EmbeddedReader(registry)
            if registry.dialect == "sqlite"
            else SharedReader(registry, lines)
        )
        self._slow: Shelf[str, _Slow] = Shelf(_SLOW_ONES)
        self.busy = 0

    def find(self, question: Question, document: str) -> Quick | None:
        """A question that may be quick, by the hash of its document.

        Raises:
            GraphQLError: a value that was given is refused.
        """
        slow = self._slow.get(document)
        if slow is not None and monotonic() < slow.until:
            return None
        site = self._site
        return asked_before(
            site.registry, site.settings, question.query, question.variables, question.operation
        )

    async def answer(
        self, quick: Quick, document: str, limits: Limits
    ) -> tuple[Answer, bytes] | None:
        """The answer and its JSON; None where it has to be asked for in a thread."""
        work = _Timed()
        self.busy += 1
        try:
            data, head = await self._reader.read(work.over(quick.steps))
            begun = thread_time()
            answered = Answer(data, cost=quick.cost, head=head).within(limits)
            work.spent += thread_time() - begun
        except (NotSoon, Unheld) as error:
            if isinstance(error, Unheld) or error.slow:
                self._was_slow(document)
            return None
        finally:
            self.busy -= 1
        if work.spent > _LONG:
            self._was_slow(document)
        return answered

    def close(self) -> None:
        """Let go of every connection."""
        self._reader.close()

    def _was_slow(self, document: str) -> None:
        now, before = monotonic(), self._slow.get(document)
        again = before is not None and now - before.last < _TWICE
        self._slow.put(document, _Slow(now, now + _PAUSE if again else now), len(document))


class _Slow(NamedTuple):
    """When a document was slow for the last time, and until when it is left to threads."""

    last: float
    until: float


class _Timed:
    """Work whose own time is taken, without that of the database.

    Attributes:
        spent: seconds.
    """

    def __init__(self) -> None:
        self.spent = 0.0

    def over(self, steps: Steps[Data]) -> Steps[Data]:
        """The same steps."""
        begun = thread_time()
        try:
            asked = next(steps)
            while True:
                self.spent += thread_time() - begun
                rows = yield asked
                begun = thread_time()
                asked = steps.send(rows)
        except StopIteration as done:
            self.spent += thread_time() - begun
            data: Data = done.value
            return data
