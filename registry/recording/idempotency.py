"""Keys that callers give with acts: each belongs to its author and stands for one act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from registry.errors import Refusal, RefusalCode
from registry.ledger import Draft
from registry.models import REDACTED_FINGERPRINT, IdempotencyKey
from registry.vocabulary import Author


@dataclass(frozen=True, slots=True)
class FirstUse:
    """What a key was first given with: the entry, and the fingerprint of the act.

    Once words were taken off the act, the fingerprint is ``REDACTED_FINGERPRINT``.
    """

    entry: int
    fingerprint: str


class IdempotencyKeys:
    """The keys of one author, as far as a batch of drafts concerns them."""

    def __init__(self, connection: Connection, author: Author, drafts: Sequence[Draft]) -> None:
        self._connection = connection
        self._owner = {"partner": author.partner or "", "role": author.role.value}
        self._used = self._read_keys([d.idempotency_key for d in drafts if d.idempotency_key])
        self._new: list[dict[str, Any]] = []

    def entry_of(self, draft: Draft) -> int | None:
        """Return the entry that a draft's key stands for; None before its first use."""
        used = self._used.get(draft.idempotency_key or "")
        return used.entry if used else None

    def refusal_of(self, draft: Draft, redacted: int | None) -> Refusal | None:
        """Return why a key cannot stand for this draft: it was given with another act before.

        ``redacted``: the redacted entry of which the draft says all that remains, if any.
        """
        used = self._used.get(draft.idempotency_key or "")
        if used is None or used.fingerprint == draft.fingerprint:
            return None
        if used.fingerprint == REDACTED_FINGERPRINT and used.entry == redacted:
            return None
        return Refusal(
            RefusalCode.DUPLICATE,
            f"the key {draft.idempotency_key} stands for entry {used.entry}, which says otherwise",
            "Send the act of that entry again, or give this one a key of its own",
            field="key",
            value=draft.idempotency_key,
        )

    def use(self, draft: Draft, entry: int, redacted: int | None) -> None:
        """Let a draft's key, if it has one, stand for an entry from now on."""
        if draft.idempotency_key and draft.idempotency_key not in self._used:
            fingerprint = draft.fingerprint if redacted is None else REDACTED_FINGERPRINT
            self._used[draft.idempotency_key] = FirstUse(entry, fingerprint)
            row = {"key": draft.idempotency_key, "entry": entry, "fingerprint": fingerprint}
            self._new.append({**self._owner, **row})

    def write(self) -> None:
        """Write the keys that were used for the first time."""
        if self._new:
            self._connection.execute(insert(IdempotencyKey), self._new)

    def _read_keys(self, keys: Sequence[str]) -> dict[str, FirstUse]:
        if not keys:
            return {}
        statement = select(IdempotencyKey.__table__).where(
            IdempotencyKey.partner == self._owner["partner"],
            IdempotencyKey.role == self._owner["role"],
            IdempotencyKey.key.in_(keys),
        )
        rows = self._connection.execute(statement)
        return {row.key: FirstUse(row.entry, row.fingerprint) for row in rows}
