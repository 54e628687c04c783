"""Tables beside the ledger: who handed in an entry, and under which key.

They are no part of the record. No replay makes them, no history keeps them, no package, page,
search or log shows them, and their rows may be deleted.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import STRICT, WHOLE, WORDS, Base, text_column

# What stands in the place of a fingerprint once words that it was made of were redacted.
REDACTED_FINGERPRINT = "redacted"


class EntryAccount(Base):
    """Which account handed in an entry; never part of the ledger."""

    __tablename__ = "entry_accounts"
    __table_args__ = STRICT
    entry: Mapped[int] = mapped_column(
        WHOLE,
        ForeignKey("entries.number"),
        primary_key=True,
        autoincrement=False,
        comment="The number of the entry",
    )
    account: Mapped[str] = text_column("The id of the account that handed it in", index=True)


class IdempotencyKey(Base):
    """A key that an author gave with an act, so that sending it again records nothing twice."""

    __tablename__ = "idempotency_keys"
    __table_args__ = STRICT
    partner: Mapped[str] = mapped_column(
        WORDS, primary_key=True, comment="The author's partner; empty for the registrar"
    )
    role: Mapped[str] = mapped_column(WORDS, primary_key=True, comment="The author's role")
    key: Mapped[str] = mapped_column(WORDS, primary_key=True, comment="The key as it was given")
    entry: Mapped[int] = mapped_column(
        WHOLE, ForeignKey("entries.number"), comment="The number of the entry that it stands for"
    )
    fingerprint: Mapped[str] = text_column(
        "SHA-256 of the act as it was given, in hex; redacted once words were taken off it"
    )


BESIDE_LEDGER = (EntryAccount.__tablename__, IdempotencyKey.__tablename__)
"""The tables beside the ledger."""
