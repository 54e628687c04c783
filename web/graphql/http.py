"""``/graphql``: questions in, answers out, on bare ASGI."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import blake2b

import orjson
from graphql import GraphQLError
from starlette.types import Receive, Scope, Send

from registry import Registry, Unavailable
from registry.vocabulary import today
from schema import Answer, Charge, Quick, Stop, software_version
from web.graphql.content_negotiation import JSON
from web.graphql.errors import Unreadable, Why
from web.graphql.etags import etag_of, names
from web.graphql.executor import Threads
from web.graphql.operation_name import operation_of
from web.graphql.persisted_queries import Documents, document_hash
from web.graphql.readers import Quickly
from web.graphql.readers.heads import State
from web.graphql.readers.shared_heads import heads_of
from web.graphql.request_body import read_body
from web.graphql.request_headers import Told, told_by
from web.graphql.request_parsing import Question, from_address, from_json
from web.graphql.response_cache import Shelf
from web.graphql.responses import PREFLIGHT, Reply, answered, refused, unchanged
from web.middleware.request_log import Account, Outcome, account_of
from web.site.context import Site

LOG = logging.getLogger("answerable.web")
READING = ("GET", "HEAD")
_THREADS = 8
_QUESTIONS_KEPT = 8_000_000
_DOCUMENTS_KNOWN = 2_000_000
_ANSWERS_KEPT = 64_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was understood, and a digest of all that its answer depends on but time."""

    question: Question
    digest: bytes
    document: str
    operation: str | None

    @property
    def lasts(self) -> bool:
        """Whether asking again would tell the same: a question that may write is asked each time.

        A document without the word can hold no mutation; one with it may be a query all the same.
        """
        return "mutation" not in self.question.query


@dataclass(slots=True)
class Kept:
    """An answer that holds on one day as long as the ledger stands where it stood."""

    state: State
    etag: str
    answer: Answer
    body: bytes
    media: str
    replies: dict[bool, Reply] = field(default_factory=dict)

    def reply(self, *, gzip: bool) -> Reply:
        """The answer, compressed once if that is wanted."""
        if gzip not in self.replies:
            self.replies[gzip] = answered(self.answer, self.body, self.media, self.etag, gzip=gzip)
        return self.replies[gzip]


class Endpoint:
    """Answers one question a request; what was answered before is not asked again."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._limits = site.settings.limits
        self._told_by = [site.settings.base_url, software_version()]
        self._heads = heads_of(site.registry)
        self._documents = Documents.of(site.settings.trusted_documents)
        at_a_time = _at_a_time(site.registry)
        self._threads = Threads(_THREADS, at_a_time)
        self._quickly = Quickly(site, min(at_a_time, _THREADS))
        self._telling: Shelf[str, bool] = Shelf(_DOCUMENTS_KNOWN)
        self._asked: Shelf[tuple[bool, str, bytes], Asked] = Shelf(_QUESTIONS_KEPT)
        self._kept: Shelf[tuple[bytes, str], Kept] = Shelf(_ANSWERS_KEPT)

    @property
    def at_work(self) -> int:
        """How many questions are being answered, or wait for their turn."""
        return self._threads.busy + self._quickly.busy

    async def entries(self) -> int | None:
        """The number of the ledger's newest entry; None where it cannot be told."""
        state = await self._heads.now()
        return None if state is None else state.number

    def close(self) -> None:
        """Let go of threads and connection."""
        self._threads.close()
        self._quickly.close()
        self._heads.close()

    async def __call__(
        self, scope: Scope, receive: Receive, send: Send, told: Told | None = None
    ) -> None:
        """Answer a request; whoever has looked at its headers may say what they tell."""
        account = account_of(scope)
        told = told or told_by(scope)
        media = told.media
        try:
            reply = await self._reply(account, scope, receive, told)
        except Unreadable as error:
            account.refused(error.why.name)
            reply = refused(error, media or JSON)
        except Unavailable:
            account.refused(Why.UNAVAILABLE.name)
            reply = refused(Unreadable(Why.UNAVAILABLE), media or JSON)
        except Exception:  # whatever goes wrong inside: the answer is JSON and says nothing of it
            LOG.exception("the request %s could not be answered", account.request)
            account.refused(Why.INTERNAL.name)
            reply = refused(Unreadable(Why.INTERNAL), media or JSON)
        if reply is not None:
            await reply.send(send)

    async def _reply(
        self, account: Account, scope: Scope, receive: Receive, told: Told
    ) -> Reply | None:
        if scope["method"] == "OPTIONS":
            return PREFLIGHT
        if told.media is None:
            raise Unreadable(Why.ACCEPT)
        asked = await self._understood(scope, receive, told)
        account.operation, account.document = asked.operation, asked.document
        media, gzip, reading = told.media, told.gzip, scope["method"] in READING
        known = told.headers.get("if-none-match", "") if reading else ""
        kept = self._kept.get((asked.digest, media))
        before = None
        if kept is not None or known or not self._telling.get(asked.document):
            before = await self._heads.now()
        if kept is not None and kept.state != before:
            kept = None
        if known and before is not None:
            etag = etag_of(asked.digest, media, before) if kept is None else kept.etag
            if names(known, etag):
                account.outcome = Outcome.UNCHANGED
                return unchanged(etag)
        if kept is not None:
            account.outcome = Outcome.KEPT
            return kept.reply(gzip=gzip)
        return await self._answered(
            account, asked, media, before, receive, gzip=gzip, reading=reading
        )

    async def _understood(self, scope: Scope, receive: Receive, told: Told) -> Asked:
        """The question of a request.

        Raises:
            Unreadable: there is none.
        """
        if scope["method"] in READING:
            return self._read(scope["query_string"], "", posted=False)
        if scope["method"] != "POST":
            raise Unreadable(Why.METHOD)
        body = await read_body(receive, told, self._limits)
        return self._read(body, told.headers.get("content-type", ""), posted=True)

    async def _answered(
        self,
        account: Account,
        asked: Asked,
        media: str,
        before: State | None,
        receive: Receive,
        *,
        gzip: bool,
        reading: bool,
    ) -> Reply | None:
        day = today()
        quick, outcome = self._quick(account, asked), None
        if quick is not None:
            outcome = await self._quickly.answer(quick, asked.document, self._limits)
        if outcome is None:
            # What was begun above is paid for.
            charge = account.charge if quick is None else None
            stop = Stop(self._limits.seconds)
            work = partial(self._ask, asked.question, stop, charge, only_queries=reading)
            outcome = await self._threads.run(work, stop, receive)
        if outcome is None:
            account.outcome = Outcome.LEFT
            return None
        answer, body = outcome
        account.answered(answer)
        state = await self._state_of(answer, asked, before, day)
        if state is None:
            return answered(answer, body, media, None, gzip=gzip)
        # Its bytes are kept, not the objects that they were made of: these take ten times the room.
        told = replace(answer, data={})
        kept = Kept(state, etag_of(asked.digest, media, state), told, body, media)
        reply = kept.reply(gzip=gzip)
        self._kept.put((asked.digest, media), kept, 2 * len(body))
        return reply

    def _quick(self, account: Account, asked: Asked) -> Quick | None:
        """The question, charged, where it can be answered without a thread."""
        if account.charge_waits or not asked.lasts:
            return None
        try:
            quick = self._quickly.find(asked.question, asked.document)
            if quick is not None and account.charge is not None:
                account.charge(quick.cost)
        except GraphQLError:  # the thread that comes upon it tells why
            return None
        return quick

    async def _state_of(
        self, answer: Answer, asked: Asked, before: State | None, day: str
    ) -> State | None:
        """The state in which an answer holds; None where it is not to be kept."""
        if answer.errors or not asked.lasts:
            return None
        if self._telling.get(asked.document) is not False:
            # One that once did not tell its head may do so again, with other variables.
            self._telling.put(asked.document, answer.head is not None, len(asked.document))
        if answer.head is not None:
            # Its snapshot told: nothing that is read before or after could tell more.
            return State(*answer.head, day) if day == today() else None
        # An entry that was made meanwhile may or may not be in the answer: that is not kept.
        return before if before is not None and before == await self._heads.now() else None

    def _ask(
        self, question: Question, stop: Stop, charge: Charge | None, *, only_queries: bool
    ) -> tuple[Answer, bytes]:
        answer = self._site.ask(question, stop=stop, charge=charge, only_queries=only_queries)
        return answer.within(self._limits)

    def _read(self, raw: bytes, content_type: str, *, posted: bool) -> Asked:
        """The question in a request; one that came before is not read again."""
        key = (posted, content_type, raw)
        asked = self._asked.get(key)
        if asked is None:
            told = (
                from_json(raw, content_type, self._limits)
                if posted
                else from_address(raw, self._limits)
            )
            question = self._documents.completed(told)
            called = document_hash(question), operation_of(question)
            asked = Asked(question, self._digest(question), *called)
            self._asked.put(key, asked, 2 * len(raw) + len(question.query))
        return asked

    def _digest(self, question: Question) -> bytes:
        parts = [question.query, question.operation, question.variables]
        words = orjson.dumps([*self._told_by, *parts], option=orjson.OPT_SORT_KEYS)
        return blake2b(words, digest_size=16).digest()


def _at_a_time(registry: Registry) -> int:
    """How many questions to work on at a time, as long as they are young.

    Two for each core where a database elsewhere is waited for. SQLite works in this process: two
    threads that read from it fight over the interpreter at each row.
    """
    if registry.dialect == "sqlite":
        return 1
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # only Linux tells which cores are ours
        cores = os.cpu_count() or 1
    return 2 * cores
