"""``record``: the only way in. Rules are asked, the ledger is appended, the read model follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sqlalchemy import insert

from registry.acts import Act, Corrected, Redacted
from registry.database import WriteSession
from registry.errors import Refusal, RefusalCode, Refused
from registry.ledger import (
    Draft,
    Position,
    append_entries,
    blank_entry,
    find_recorded_keys,
    read_position,
)
from registry.models import EntryAccount
from registry.projection import (
    Change,
    apply,
    changes_of,
    drop_bookkeeping,
    forget_old_words,
    row_of,
)
from registry.recording.checks import find_refusals, list_lookups
from registry.recording.clock import check_clock
from registry.recording.facts import Facts
from registry.recording.idempotency import IdempotencyKeys
from registry.recording.redacted_acts import find_redacted_entry, list_redaction_lookups
from registry.recording.redactions import find_superseded_redactions, make_redaction, redact_fields
from registry.rules.characters import check_characters
from registry.vocabulary import Author


@dataclass(frozen=True, slots=True)
class RecordResult:
    """Each act's entry number, in order, and how many acts were on record already.

    ``redacted``: those of the latter from whose entry words were taken off; what such an act says
    in their place was not recorded.
    """

    entries: tuple[int, ...]
    repeated: int
    redacted: int = 0


def record(
    session: WriteSession,
    acts: Iterable[Act],
    *,
    author: Author,
    keys: Sequence[str | None] | None = None,
    account: str | None = None,
) -> RecordResult:
    """Record acts in their order, all or none, and give each its place in the ledger.

    An act that is on record already keeps its first entry. ``author`` is a partner in one of its
    roles, or the ``REGISTRAR``. ``keys`` are the author's idempotency keys, one per act: each
    stands for the act with which it was first given; an act without one is known by its words.
    ``account`` hands the acts in; it is kept beside the ledger, never in it.

    Raises:
        Refused: with every refusal of every act; nothing was written.
        Unavailable: the machine's clock cannot be right; nothing was written.
    """
    batch = list(acts)
    given = keys or [None] * len(batch)
    drafts = [Draft.of(act, author, key) for act, key in zip(batch, given, strict=True)]
    if not any(isinstance(draft.act, Redacted) for draft in drafts):
        return _Batch(session, author, account).record(drafts)
    with session.connection.begin_nested():
        done = [_record_alone(session, author, account, *one) for one in enumerate(drafts)]
    return RecordResult(
        tuple(number for one in done for number in one.entries),
        sum(one.repeated for one in done),
        sum(one.redacted for one in done),
    )


def _record_alone(
    session: WriteSession, author: Author, account: str | None, index: int, draft: Draft
) -> RecordResult:
    """Record one act amid redactions, after which nothing that was read before may be used."""
    done = _Batch(session, author, account).record([draft], index)
    act = draft.act
    if isinstance(act, Redacted):
        # An earlier redaction of the same entry tells what it left, these words among it.
        for number in find_superseded_redactions(session.connection, act.redacts):
            further = make_redaction(
                session.connection, number, fields="remains", reason=act.reason, source=act.source
            )
            _record_alone(session, author, account, index, Draft.of(further, author))
    return done


class _Batch:
    """One batch on its way to the ledger."""

    def __init__(self, session: WriteSession, author: Author, account: str | None) -> None:
        self.connection = session.connection
        self.start = read_position(self.connection)
        # Instants never run backwards on the ledger, whatever the machine's clock does.
        now = session.clock()
        self.recorded_at = max(now, self.start.recorded_at)
        self.check_clock = partial(
            check_clock, now, self.start.recorded_at, checked=session.clock_checked
        )
        self.author = author
        self.account = account
        self.facts = Facts(self.connection)
        self.fresh: list[Draft] = []
        self.changes: list[Change] = []
        self.refusals: list[Refusal] = []

    def record(self, drafts: Sequence[Draft], first: int = 0) -> RecordResult:
        """Record drafts, the first of which is act ``first`` of what the caller gave."""
        known = find_recorded_keys(self.connection, [draft.key for draft in drafts])
        keys = IdempotencyKeys(self.connection, self.author, drafts)
        self._prefetch([draft.act for draft in drafts if draft.key not in known])
        self._check_author()
        numbers: list[int] = []
        found_redacted = 0
        for index, draft in enumerate(drafts, first):
            there = known.get(draft.key)
            redacted = find_redacted_entry(draft.act, self.facts) if there is None else None
            if (refusal := keys.refusal_of(draft, redacted)) is not None:
                self._refuse([refusal], index)
                continue
            number = keys.entry_of(draft) or there or redacted or self._check_draft(draft, index)
            known[draft.key] = number
            if number:
                keys.use(draft, number, redacted)
                found_redacted += number == redacted
            numbers.append(number)
        if self.refusals:
            raise Refused(self.refusals)
        # What is on record already moves nothing, not even the instant of the newest entry.
        if self.fresh:
            self.check_clock()
            self._write()
        keys.write()
        return RecordResult(tuple(numbers), len(drafts) - len(self.fresh), found_redacted)

    def _prefetch(self, acts: Sequence[Act]) -> None:
        self.facts.prefetch(
            lookup for act in acts for lookup in (*list_lookups(act), *list_redaction_lookups(act))
        )

    def _check_author(self) -> None:
        partner = self.author.partner
        if partner is not None and self.facts.get("partners", partner) is None:
            raise Refused([_refuse_unknown_partner(partner)])

    def _refuse(self, refusals: Iterable[Refusal], index: int) -> None:
        self.refusals.extend(replace(refusal, index=index) for refusal in refusals)

    def _check_draft(self, draft: Draft, index: int) -> int:
        """Ask the rules about one act; returns the number that its entry gets, or has."""
        there = self.facts.get(draft.act.KIND, draft.act.reference)
        if there is not None and drop_bookkeeping(there) == drop_bookkeeping(
            row_of(draft.act, 0, "")
        ):
            return int(there["entry"])
        refusals = [
            *check_characters(draft.act),
            *find_refusals(draft.act, self.facts, self.author),
        ]
        if there is not None:
            refusals = [_refuse_taken_reference(draft.act, there)]
        if refusals:
            self._refuse(refusals, index)
            return 0
        return self._append_draft(self._complete_draft(draft))

    def _complete_draft(self, draft: Draft) -> Draft:
        """Add to a draft what only the record itself can tell: the entry that is corrected."""
        act = draft.act
        if isinstance(act, Corrected) and act.corrects is None:
            row = self.facts.get(act.kind, act.record)
            corrects = row["entry"] if row else 0
            return draft.with_act(replace(act, corrects=corrects, reference=_given_reference(act)))
        if isinstance(act, Redacted):
            told = self.facts.read_act_of_entry(act.redacts)
            remains = redact_fields(told, act.fields) if told else None
            return draft.with_act(replace(act, remains=remains))
        return draft

    def _append_draft(self, draft: Draft) -> int:
        self.fresh.append(draft)
        number = self.start.number + len(self.fresh)
        changes = changes_of(draft.act, self.facts, number, self.recorded_at)
        self.facts.follow(changes)
        self.changes.extend(changes)
        return number

    def _write(self) -> None:
        append_entries(
            self.connection,
            self.fresh,
            start=Position(self.start.number, self.start.recorded_at),
            recorded_at=self.recorded_at,
            author=self.author,
        )
        self._write_account()
        apply(self.connection, self.changes)
        for number, draft in enumerate(self.fresh, self.start.number + 1):
            if isinstance(draft.act, Redacted):
                blank_entry(self.connection, draft.act.redacts, number)
                forget_old_words(self.connection)

    def _write_account(self) -> None:
        if self.account is not None:
            numbers = range(self.start.number + 1, self.start.number + len(self.fresh) + 1)
            rows = [{"entry": number, "account": self.account} for number in numbers]
            self.connection.execute(insert(EntryAccount), rows)


def _given_reference(act: Act) -> str:
    """Return a reference that was given; none where it was derived, to be derived again."""
    derived = replace(act, reference="").reference
    return "" if act.reference == derived else act.reference


def _refuse_taken_reference(act: Act, row: dict[str, object]) -> Refusal:
    new = drop_bookkeeping(row_of(act, 0, ""))
    differing = ", ".join(
        name for name, value in drop_bookkeeping(row).items() if value != new[name]
    )
    return Refusal(
        RefusalCode.DUPLICATE,
        f"{act.KIND} {act.reference} is on record already and says otherwise in: {differing}",
        "Give the record a reference of its own, or correct the one on record (kind corrections)",
        field="reference",
        value=act.reference,
    )


def _refuse_unknown_partner(partner: str) -> Refusal:
    return Refusal(
        RefusalCode.NOT_FOUND,
        f"the actor {partner} is not among the partners on record",
        "Record the partner first, or leave the actor out",
        field="actor",
        value=partner,
    )
