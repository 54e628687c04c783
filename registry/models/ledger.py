"""Tables of the ledger: what happened, once, in order, for good."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from registry.models.base import (
    STRICT,
    WHOLE,
    WORDS,
    Base,
    code_column,
    integer_column,
    text_column,
)
from registry.vocabulary import Role

# What a redacted entry has for a key, before its number: nothing that follows from its words.
REDACTED_KEY = "redacted "


class Entry(Base):
    """One act on the ledger, never changed but for words that a redaction takes off."""

    __tablename__ = "entries"
    __table_args__ = (Index(None, "about_kind", "about"), STRICT)
    number: Mapped[int] = mapped_column(
        WHOLE,
        primary_key=True,
        autoincrement=False,
        comment="The entry's place in the ledger, from 1",
    )
    recorded_at: Mapped[str] = text_column(
        "The instant at which the act was recorded, in UTC", index=True
    )
    actor: Mapped[str | None] = text_column(
        "The partner that recorded the act; empty for the registry's keeper"
    )
    role: Mapped[str | None] = code_column(
        Role,
        "role",
        "The role in which the partner recorded the act; empty for the registry's keeper",
    )
    act: Mapped[str] = text_column("What happened, in the past tense")
    about_kind: Mapped[str] = text_column(
        "The kind of the thing that the act is about, such as targets"
    )
    about: Mapped[str] = text_column("The reference of the thing that the act is about")
    payload: Mapped[str | None] = text_column("The act as canonical JSON; empty once redacted")
    salt: Mapped[str | None] = text_column(
        "The random salt of the digest, in hex; empty once redacted"
    )
    digest: Mapped[str] = text_column("SHA-256 of salt and payload, in hex")
    hash: Mapped[str] = text_column("The entry's leaf hash in the Merkle tree (RFC 6962), in hex")
    leaf_version: Mapped[int] = integer_column("Which version of leaf the hash is of")
    key: Mapped[str] = text_column(
        "The key under which the act is recorded once only; its number alone once redacted",
        unique=True,
    )
    redacted_by: Mapped[int | None] = integer_column(
        "The number of the entry that redacted this one"
    )


class Node(Base):
    """A complete inner node of the ledger's Merkle tree (RFC 6962); the leaves are the entries."""

    __tablename__ = "nodes"
    __table_args__ = STRICT
    level: Mapped[int] = mapped_column(
        WHOLE, primary_key=True, comment="The node's height above the leaves"
    )
    index: Mapped[int] = mapped_column(
        "index", WHOLE, primary_key=True, comment="The node's place in its level, from 0"
    )
    hash: Mapped[str] = text_column("The node's hash, in hex")


class Head(Base):
    """The one row that writers take turns at, so that numbers have no gaps."""

    __tablename__ = "head"
    __table_args__ = STRICT
    id: Mapped[int] = mapped_column(
        WHOLE, primary_key=True, autoincrement=False, comment="Always 1"
    )
    number: Mapped[int] = integer_column("The number of the newest entry; 0 before the first")
    recorded_at: Mapped[str] = text_column("The instant of the newest entry, in UTC")


class SearchText(Base):
    """The words by which a record is found."""

    __tablename__ = "search_texts"
    __table_args__ = STRICT
    number: Mapped[int] = mapped_column(
        WHOLE,
        primary_key=True,
        autoincrement=False,
        comment="The entry that first recorded the words",
    )
    id: Mapped[str] = text_column("The opaque id of the record", index=True)
    kind: Mapped[str] = text_column("The kind of record, such as targets")
    reference: Mapped[str] = text_column("The record's reference")
    title: Mapped[str] = text_column("What the record is called")
    body: Mapped[str] = mapped_column(WORDS, comment="Its further words")
    words: Mapped[str] = text_column("The stems of all its words, each once, by which it is found")
