"""The one service that answers requests: over HTTP, over subscriptions, for the form and pages.

Whoever asks, the cache, the turns, the limits, the charge and the log are the same.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from typing import Any, TypeVar

import orjson
import strawberry
from graphql import GraphQLError
from starlette.types import Receive

from registry import Registry, Settings, Unavailable
from registry.vocabulary import today
from schema import (
    Answer,
    CachedQuery,
    Charge,
    GraphQLRequest,
    RequestDeadline,
    execute,
    find_cached_query,
    software_version,
)
from schema.lru_cache import LruCache
from web.errors import ErrorReason, RequestError
from web.graphql.executor import ThreadExecutor
from web.graphql.inline import InlineExecutor
from web.graphql.operation_name import find_operation_name
from web.graphql.persisted_queries import PersistedDocuments, hash_document
from web.graphql.readers import LedgerState, PostgresReader, Reader, SqliteReader
from web.graphql.redaction_watch import RedactionWatch
from web.graphql.responses import RawResponse
from web.middleware.request_log import Outcome, RequestLog

LOG = logging.getLogger("answerable.web")
T = TypeVar("T")
_THREADS = 12
# Threads for those who have worked much of late, if there are no more cores than that.
_BUSY = 2
_ANSWER_BYTES = 64_000_000
# What the headers of a response take beside its body.
_HEADERS_BYTES = 1_300
_DOCUMENT_BYTES = 2_000_000


@dataclass(frozen=True, slots=True)
class PreparedRequest:
    """A request that can be answered, and a digest of all that its answer depends on but time."""

    request: GraphQLRequest
    digest: bytes
    document: str
    operation: str | None

    @property
    def may_write(self) -> bool:
        """Whether it is executed each time: one without the word can hold no mutation."""
        return "mutation" in self.request.query


@dataclass(slots=True)
class ServedAnswer:
    """An answer, and the state for which it holds; None where it is not to be cached.

    Attributes:
        forms: what a transport makes of it, such as a response with headers; kept with it.
    """

    answer: Answer
    state: LedgerState | None
    forms: dict[Any, Any] = field(default_factory=dict)


class AnsweringService:
    """Answers the requests of one process.

    Args:
        registry: what is asked.
        settings: the limits and the documents that are trusted.
        contract: the schema, where it is another than that of this software.

    Attributes:
        reader: what reads the registry on the event loop.
        answers: the answers that are cached, each under the digest of its request.
        redactions: drops them once words were taken off the record.
    """

    def __init__(
        self, registry: Registry, settings: Settings, contract: strawberry.Schema | None = None
    ) -> None:
        self._registry = registry
        self._settings = settings
        self._contract = contract
        self._base = [settings.base_url, settings.archive_url, software_version()]
        self._documents = PersistedDocuments.of(settings.trusted_documents)
        count = _at_a_time(registry)
        self.reader: Reader = (
            SqliteReader(registry)
            if registry.dialect == "sqlite"
            else PostgresReader(registry, min(count, _THREADS))
        )
        self._threads = ThreadExecutor(_THREADS, count, busy=max(_BUSY, count))
        self._inline = InlineExecutor(self.reader)
        self.answers: LruCache[bytes, ServedAnswer] = LruCache.of_bytes(_ANSWER_BYTES)
        # Whether answers to a document say which state they were read from.
        self._says_head: LruCache[str, bool] = LruCache.of_bytes(_DOCUMENT_BYTES)
        self.redactions = RedactionWatch(registry, self.reader)
        self.redactions.add(self.answers, self._documents.sent)

    @property
    def busy(self) -> int:
        """How many requests are being answered, or wait for their turn."""
        return self._threads.busy + self._inline.busy

    def close(self) -> None:
        """End the threads and close every connection."""
        self._threads.close()
        self.reader.close()

    def prepare(self, request: GraphQLRequest) -> PreparedRequest:
        """Complete a request by the document that its hash stands for, and digest it.

        Raises:
            RequestError: the hash is not known, or not that of the document beside it.
        """
        request = self._documents.complete(request)
        parts = [request.query, request.operation, request.variables]
        digested = orjson.dumps([*self._base, *parts], option=orjson.OPT_SORT_KEYS)
        digest = blake2b(digested, digest_size=16).digest()
        return PreparedRequest(
            request, digest, hash_document(request), find_operation_name(request)
        )

    async def answer(
        self,
        prepared: PreparedRequest,
        log: RequestLog,
        *,
        only_queries: bool = False,
        receive: Receive | None = None,
        has_current: Callable[[LedgerState], bool] | None = None,
    ) -> ServedAnswer | None:
        """Answer a request from the cache, on the event loop or in a thread.

        Args:
            prepared: the request.
            log: of whom asks; it is charged and noted there.
            only_queries: whether a mutation is refused.
            receive: tells when the client is gone; without it, the caller cancels.
            has_current: whether the client has the answer of a state already.

        Returns:
            The answer; None where the client has it, or is gone, which ``log.outcome`` tells.

        Raises:
            RequestError: the database cannot be read, or something went wrong inside.
        """
        log.operation, log.document = prepared.operation, prepared.document
        try:
            cached, before = await self._look_up(prepared, has_current)
            if has_current is not None and before is not None and has_current(before):
                log.outcome = Outcome.UNCHANGED
                return None
            if cached is not None:
                log.outcome = Outcome.KEPT
                return cached
            return await self._execute(prepared, log, before, receive, only_queries=only_queries)
        except Unavailable as error:
            raise RequestError(ErrorReason.UNAVAILABLE) from error
        except Exception as error:  # whatever goes wrong inside: it is noted, and not told
            LOG.exception("the request %s could not be answered", log.request)
            raise RequestError(ErrorReason.INTERNAL) from error

    def keep_form(
        self, prepared: PreparedRequest, served: ServedAnswer, key: Any, form: RawResponse
    ) -> None:
        """Keep what a transport made of an answer with it, and count its bytes."""
        served.forms[key] = form
        if served.state is not None:
            sizes = (each.size + _HEADERS_BYTES for each in list(served.forms.values()))
            weight = len(served.answer.body) + sum(sizes)
            self.answers.put(prepared.digest, served, weight)

    async def run(
        self,
        work: Callable[[RequestDeadline], T],
        asker: str | None = None,
        receive: Receive | None = None,
    ) -> T | None:
        """Return what some other work on the registry returns, in a thread, in its turn.

        Args:
            work: gets what ends it when its time is up.
            asker: under what the client is counted, which has two at a time at the most.
            receive: tells when the client is gone; without it, the caller cancels.

        Returns:
            What the work returns; None where the client is gone.
        """
        stop = RequestDeadline(self._settings.limits.seconds)
        return await self._threads.run(lambda: work(stop), stop, receive, asker)

    async def _look_up(
        self, prepared: PreparedRequest, has_current: Callable[[LedgerState], bool] | None
    ) -> tuple[ServedAnswer | None, LedgerState | None]:
        """Return what is cached for the state of now, and that state where it was read."""
        if prepared.may_write:
            return None, None
        cached = self.answers.get(prepared.digest)
        if cached is None and has_current is None and self._says_head.get(prepared.document):
            return None, None
        state = await self.reader.state()
        return (cached if cached is not None and cached.state == state else None), state

    async def _execute(
        self,
        prepared: PreparedRequest,
        log: RequestLog,
        before: LedgerState | None,
        receive: Receive | None,
        *,
        only_queries: bool,
    ) -> ServedAnswer | None:
        day, limits = today(), self._settings.limits
        query, answer = self._find_plan(prepared, log), None
        if query is not None:
            answer = await self._inline.run(query, prepared.document, self._settings)
            if answer is not None:
                log.settle(answer)
        if answer is None:
            # What was begun above is paid for.
            charge = log.charge if query is None else None
            stop = RequestDeadline(limits.seconds)
            work = partial(
                self._run, prepared.request, stop, charge, log.settle, only_queries=only_queries
            )
            answer = await self._threads.run(work, stop, receive, log.counted_name)
        if answer is None:
            log.outcome = Outcome.LEFT
            return None
        log.note_answer(answer)
        state = await self._state_of(answer, prepared, before, day)
        if state is None:
            return ServedAnswer(answer, None)
        answered = ServedAnswer(answer.without_data(), state)
        self.answers.put(prepared.digest, answered, 2 * len(answer.body))
        self.redactions.note(state.number)
        return answered

    def _find_plan(self, prepared: PreparedRequest, log: RequestLog) -> CachedQuery | None:
        """Return the query, charged, where it can be tried on the event loop."""
        if log.charge_waits or prepared.may_write or not self._inline.takes(prepared.document):
            return None
        try:
            query = find_cached_query(
                self._registry, self._settings, prepared.request, self._contract
            )
            if query is not None and log.charge is not None:
                log.charge(query.cost)
        except GraphQLError:  # the thread that meets it says why
            return None
        return query

    def _run(
        self,
        request: GraphQLRequest,
        stop: RequestDeadline,
        charge: Charge | None,
        settle: Callable[[Answer], None],
        *,
        only_queries: bool,
    ) -> Answer:
        answer = execute(
            self._registry,
            self._settings,
            request,
            only_queries=only_queries,
            stop=stop,
            charge=charge,
            contract=self._contract,
        )
        # Also where nobody waits for the answer any more: the work was done.
        settle(answer)
        return answer

    async def _state_of(
        self, answer: Answer, prepared: PreparedRequest, before: LedgerState | None, day: str
    ) -> LedgerState | None:
        """Return the state for which an answer holds; None where it is not to be cached."""
        if answer.errors or prepared.may_write:
            return None
        if self._says_head.get(prepared.document) is not False:
            # One that once did not say its head may do so again, with other variables.
            size = len(prepared.document)
            self._says_head.put(prepared.document, answer.head is not None, size)
        if answer.head is not None:
            # Its snapshot said: nothing that is read before or after could say more.
            return LedgerState(*answer.head, day) if day == today() else None
        # An entry that was made meanwhile may or may not be in the answer: that is not cached.
        return before if before is not None and before == await self.reader.state() else None


def _at_a_time(registry: Registry) -> int:
    """Return how many requests to execute at a time, as long as they are young.

    Two for each core where a database elsewhere is waited for. SQLite works in this process: two
    threads that read from it compete for the interpreter at each row.
    """
    if registry.dialect == "sqlite":
        return 1
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # only Linux tells which cores are ours
        cores = os.cpu_count() or 1
    return 2 * cores
