"""Send statements to PostgreSQL together: one round trip, and one transaction.

By libpq itself, as psycopg hands it on (``psycopg.pq``): a cursor of psycopg's for each statement
costs more than most of these statements do.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, NamedTuple, TypeAlias

from psycopg import Connection, OperationalError
from psycopg.abc import PQGen
from psycopg.abc import Transformer as Loaders
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import PipelineAborted, error_from_result
from psycopg.generators import fetch_many, send
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGresult

# So many statements a connection knows; the server keeps the plan of each.
_KNOWN = 200
_DONE = (ExecStatus.TUPLES_OK, ExecStatus.COMMAND_OK)
_PLACEHOLDER = re.compile("%[s%]")

Text: TypeAlias = "tuple[str, Sequence[Any]]"
Key: TypeAlias = "tuple[str, Sequence[int]]"
Rows: TypeAlias = "list[tuple[Any, ...]]"


@dataclass(slots=True)
class _PreparedStatement:
    """A statement that was sent before: from the second time on, it has a name and a plan."""

    text: bytes
    name: bytes | None = None
    loaders: Loaders | None = None


class SentMessage(NamedTuple):
    """A message of a pipeline: a statement that is run, or one that is given a name."""

    key: Key | None
    named: bytes | None = None


class PgPipeline:
    """One connection to PostgreSQL, and the statements that it has prepared.

    Where no transaction was begun, a pipeline is one: the server ends it when it is told that no
    more comes (PostgreSQL's manual, 54.2.3), and isolates it as the session says.
    """

    def __init__(self, driver: Connection[Any]) -> None:
        self._driver = driver
        self._link = driver.pgconn
        self._values = Transformer(driver)
        self._known: OrderedDict[Key, _PreparedStatement] = OrderedDict()
        self._names = count(1)
        self._gone: list[bytes] = []

    def fetch(self, asked: Sequence[Text]) -> list[Rows]:
        """Send all statements, then wait for the rows of each.

        Raises:
            psycopg.Error: one of them failed; then none after it was run.
        """
        try:
            self._link.enter_pipeline_mode()
            sent = self.send(asked)
            self._link.pipeline_sync()
            answers = self._driver.wait(self._receive_results(len(sent)))
        # Whatever broke it off: what is still to come would be taken for the next one's answers.
        except BaseException:
            self._driver.close()
            raise
        self._link.exit_pipeline_mode()
        return self.read_rows(sent, answers)

    def send(self, asked: Sequence[Text]) -> Sequence[SentMessage]:
        """Queue statements for the pipeline; return the messages sent, one result each.

        The connection has to be in libpq's pipeline mode, and a sync to follow.
        """
        return [*self._deallocate(), *(each for text in asked for each in self._send(*text))]

    def read_rows(self, sent: Sequence[SentMessage], answers: Sequence[PGresult]) -> list[Rows]:
        """Return the rows of the statements among the messages sent.

        Raises:
            psycopg.errors.PipelineAborted: one that was sent before them failed.
            psycopg.Error: one of them failed; then none after it was run.
        """
        rows = [self._check_result(*each) for each in zip(sent, answers, strict=True)]
        while len(self._known) > _KNOWN:
            self._forget(next(iter(self._known)))
        return [found for found in rows if found is not None]

    def _send(self, text: str, values: Sequence[Any]) -> Sequence[SentMessage]:
        told = self._values.dump_sequence(values, [PyFormat.AUTO] * len(values))
        types, formats = self._values.types or (), self._values.formats
        key, link = (text, types), self._link
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = _PreparedStatement(number_placeholders(text))
            link.send_query_params(known.text, told, types, formats)
            return (SentMessage(key),)
        self._known.move_to_end(key)
        if known.name is not None:
            link.send_query_prepared(known.name, told, formats)
            return (SentMessage(key),)
        name = f"statement_{next(self._names)}".encode()
        link.send_prepare(name, known.text, types)
        link.send_query_prepared(name, told, formats)
        return (SentMessage(key, name), SentMessage(key))

    def _deallocate(self) -> Sequence[SentMessage]:
        names, self._gone = self._gone, []
        for name in names:
            self._link.send_query_params(b"DEALLOCATE " + name, None)
        return [SentMessage(None)] * len(names)

    def _receive_results(self, number: int) -> PQGen[list[PGresult]]:
        """Receive one result per message, in order."""
        yield from send(self._link)
        answers = []
        for _ in range(number + 1):  # the last one says that there are no more
            answers += yield from fetch_many(self._link)
        if len(answers) <= number:
            raise OperationalError("the server closed the connection unexpectedly")
        return answers[:number]

    def _check_result(self, sent: SentMessage, answer: PGresult) -> Rows | None:
        if answer.status == ExecStatus.PIPELINE_ABORTED:
            raise PipelineAborted("another statement failed before this one")
        if answer.status not in _DONE:
            if sent.key is not None:
                self._forget(sent.key)
            raise error_from_result(answer, encoding=self._values.encoding)
        if sent.key is None:
            return None
        known = self._known[sent.key]
        if sent.named is not None:
            if known.name is not None:  # one pipeline can hold the same statement several times
                self._gone.append(known.name)
            known.name = sent.named
            return None
        return self._load_rows(known, answer)

    def _load_rows(self, known: _PreparedStatement, answer: PGresult) -> Rows:
        loaders = known.loaders
        if loaders is None:
            loaders = known.loaders = Transformer(self._driver)
            loaders.set_pgresult(answer)
        else:
            loaders.set_pgresult(answer, set_loaders=False)
        rows = loaders.load_rows(0, answer.ntuples, tuple)
        loaders.set_pgresult(None, set_loaders=False)  # it need not be kept with the statement
        return rows

    def _forget(self, key: Key) -> None:
        known = self._known.pop(key, None)
        if known is not None and known.name is not None:
            self._gone.append(known.name)


def number_placeholders(text: str) -> bytes:
    """Return a statement with ``$1``, ``$2`` where psycopg's style has ``%s``."""
    numbers = count(1)
    told = _PLACEHOLDER.sub(lambda at: "%" if at[0] == "%%" else f"${next(numbers)}", text)
    return told.encode()
