"""Acts that are ready for the ledger, and the keys under which each is recorded once."""

from __future__ import annotations

from dataclasses import dataclass, replace

from registry.acts import Act, Redacted
from registry.ledger.canonical import compute_key, to_canonical_json
from registry.vocabulary import Author


@dataclass(frozen=True, slots=True)
class Draft:
    """An act that is ready for the ledger.

    Attributes:
        payload: the act as canonical JSON.
        key: the key under which the ledger holds it once: of its words, or of the caller's key.
        fingerprint: what tells the act, as it was given, from any other.
        idempotency_key: the key that the caller gave with it.
    """

    act: Act
    payload: str
    key: str
    fingerprint: str
    idempotency_key: str | None

    @classmethod
    def of(cls, act: Act, author: Author, idempotency_key: str | None = None) -> Draft:
        """Make the draft of an act; without a key the same words are the same act."""
        payload = cells = to_canonical_json(act.cells())
        # What a redaction is said to leave may hold its very words; the record works it out itself.
        if isinstance(act, Redacted) and act.remains is not None:
            cells = to_canonical_json(replace(act, remains=None).cells())
        fingerprint = compute_key(type(act).__name__, cells)
        key = fingerprint
        if idempotency_key is not None:
            key = compute_key(f"{author.role} {author.partner or ''}", idempotency_key)
        return cls(act, payload, key, fingerprint, idempotency_key)

    def with_act(self, act: Act) -> Draft:
        """Return the draft with what only the record itself could add to the act."""
        return replace(self, act=act, payload=to_canonical_json(act.cells()))
