"""Journeys of quick questions over one line to PostgreSQL, those that are sent together as one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeAlias

from psycopg import Error, OperationalError
from psycopg.errors import PipelineAborted
from psycopg.pq.abc import PGresult

from schema import HEAD, Asked, Head, Journeys, Rows
from web.graphql.readers.connection import Line
from web.graphql.readers.reader import NotSoon

# A server that is gone without a word answers no more.
_PATIENCE = 2.0

Told: TypeAlias = "asyncio.Future[tuple[Sequence[Rows], Head]]"


@dataclass(slots=True, eq=False)
class Journey:
    """Statements of one question, and whoever waits for their rows and for the head."""

    asked: Sequence[Asked]
    told: Told

    def tell(self, rows: Sequence[Rows], head: Head) -> None:
        """Tell whoever waits, if somebody does."""
        if not self.told.done():
            self.told.set_result((rows, head))

    def fail(self, *, slow: bool) -> None:
        """Tell whoever waits that there is nothing."""
        if not self.told.done():
            self.told.set_exception(NotSoon(slow=slow))


class Talk:
    """A line, and the journeys that are under way on it.

    Args:
        line: to PostgreSQL.
        journeys: what it knows of the statements that were sent over it.
        ended: told when it is free again, or lost.
    """

    def __init__(self, line: Line, journeys: Journeys, ended: Callable[[Talk], None]) -> None:
        self.line = line
        self._journeys = journeys
        self._ended = ended

    def begin(self, together: Sequence[Journey]) -> None:
        """Send some journeys: one transaction sees the same record for them all."""
        journeys = self._journeys
        try:
            sent = [journeys.send([HEAD])] + [journeys.send(each.asked) for each in together]
            self.line.connection.pgconn.pipeline_sync()
        except Error as error:
            self.line.lose(error)
            sent = []
        answers = self.line.answers()
        gone = OperationalError("the server does not answer")
        patience = asyncio.get_running_loop().call_later(_PATIENCE, self.line.lose, gone)

        def answered(answers: asyncio.Future[list[PGresult]]) -> None:
            patience.cancel()
            self._hand_out(together, sent, answers)
            self._ended(self)

        answers.add_done_callback(answered)

    def _hand_out(
        self,
        together: Sequence[Journey],
        sent: Sequence[Sequence[Any]],
        answers: asyncio.Future[list[PGresult]],
    ) -> None:
        """Tell each journey its rows; those after one that failed were never begun."""
        if answers.cancelled() or answers.exception() is not None:
            for journey in together:
                journey.fail(slow=False)
            return
        told = iter(answers.result())
        ours, *theirs = [(said, list(islice(told, len(said)))) for said in sent]
        try:
            ((head,),) = self._journeys.rows(*ours)
        except Error:  # then nothing that was sent after it was run
            head = (0, "")
        for journey, said in zip(together, theirs, strict=True):
            try:
                journey.tell(self._journeys.rows(*said), head)
            except PipelineAborted:
                journey.fail(slow=False)
            except Error:
                journey.fail(slow=True)
