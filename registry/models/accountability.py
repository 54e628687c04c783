"""Tables of who answers for a target, and under which protocol."""

from __future__ import annotations

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped

from registry.models.base import (
    STRICT,
    Base,
    Sourced,
    code_column,
    day_column,
    integer_column,
    reference_column,
    text_column,
)
from registry.vocabulary import AccountabilityRole, ClauseKind, Duty, LeadState, StatedLeadState

UNUSUAL = text(f"state <> '{LeadState.SINGLE.value}'")


class Accountability(Sourced, Base):
    """That a partner leads a target, or is accountable for it, for a time.

    A joint lead is one row for each organisation that the stated wording resolves to, all with
    the same wording and the same first day; a lead that resolves to none has no partner.
    """

    __tablename__ = "accountability"
    # Whether anybody leads, or is accountable, is told by the one without reading the term; leads
    # that are anything but one known partner are few, and found by the other.
    __table_args__ = (
        Index(None, "target", "role", "state", "from", "until", "partner"),
        Index(None, "state", "target", postgresql_where=UNUSUAL, sqlite_where=UNUSUAL),
        STRICT,
    )
    TYPE = "Accountability"
    COUNTED = "Leads and accountable partners"
    target: Mapped[str] = reference_column(
        "targets", "The target that is answered for", index=False
    )
    role: Mapped[str] = code_column(
        AccountabilityRole, "role", "Whether the partner leads or is accountable"
    )
    partner: Mapped[str | None] = reference_column(
        "partners", "The partner, where the wording resolves to one"
    )
    state: Mapped[str] = code_column(
        StatedLeadState,
        "state",
        "What is known of the lead: single, joint, unresolved, missing",
    )
    stated: Mapped[str | None] = text_column("Who answers, as the source words it")
    from_: Mapped[str | None] = day_column("The first day of the term", "from")
    until: Mapped[str | None] = day_column("The day from which the term held no more")


class Protocol(Sourced, Base):
    """A protocol for accountability, responsibility and probity."""

    __tablename__ = "protocols"
    __table_args__ = STRICT
    TYPE = "Protocol"
    COUNTED = "Protocols"
    SEARCHED = ("title",)
    title: Mapped[str] = text_column("What the protocol is called")
    agreement: Mapped[str] = reference_column(
        "agreements", "The agreement that the protocol belongs to"
    )
    target: Mapped[str | None] = reference_column(
        "targets", "The one target it is for; empty for the whole agreement"
    )
    version: Mapped[int] = integer_column("The protocol's version, from 1")
    supersedes: Mapped[str | None] = reference_column(
        "protocols", "The protocol that it took the place of"
    )
    complaints: Mapped[str | None] = text_column("How a citizen complains when things go wrong")
    council_role: Mapped[str | None] = text_column("What part the elected council has")
    audit: Mapped[str | None] = text_column("How the accounts are audited")
    conflicts: Mapped[str | None] = text_column("How conflicts of interest are dealt with")
    from_: Mapped[str | None] = day_column("The day on which the protocol was adopted", "from")
    until: Mapped[str | None] = day_column("The day from which the protocol was in force no more")


class Clause(Sourced, Base):
    """A clause of a protocol."""

    __tablename__ = "clauses"
    __table_args__ = STRICT
    TYPE = "Clause"
    protocol: Mapped[str] = reference_column("protocols", "The protocol that holds the clause")
    number: Mapped[str] = text_column("The clause's number in the protocol")
    kind: Mapped[str] = code_column(ClauseKind, "kind", "Accountability, responsibility or probity")
    text: Mapped[str] = text_column("What the clause says")


class ProtocolSignature(Sourced, Base):
    """That a partner signed a protocol."""

    __tablename__ = "protocol_signatures"
    __table_args__ = STRICT
    TYPE = "ProtocolSignature"
    protocol: Mapped[str] = reference_column("protocols", "The protocol that was signed")
    partner: Mapped[str] = reference_column("partners", "The partner that signed")
    role: Mapped[str | None] = text_column("In which role the partner signed")
    signed_on: Mapped[str | None] = day_column("The day on which the partner signed")


class AnswerStep(Sourced, Base):
    """One step of who answers if things go wrong, as a protocol agrees it."""

    __tablename__ = "answer_steps"
    __table_args__ = STRICT
    TYPE = "AnswerStep"
    protocol: Mapped[str] = reference_column("protocols", "The protocol that says so")
    order: Mapped[int] = integer_column(
        "The step's place, the nearest to the citizen first, from 1"
    )
    partner: Mapped[str | None] = reference_column(
        "partners", "The body that answers; empty for whoever leads the target"
    )
    duty: Mapped[str] = code_column(Duty, "duty", "What the body has to do")
    within_days: Mapped[int | None] = integer_column("Within how many days it has to answer")
    clause: Mapped[str | None] = reference_column("clauses", "The clause that says so")
