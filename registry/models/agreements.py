"""Tables of Local Area Agreements: who signed them, how they changed, and who consented."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from registry.models.base import (
    STRICT,
    Base,
    Sourced,
    boolean_column,
    code_column,
    day_column,
    reference_column,
    text_column,
)
from registry.vocabulary import AgreementStatus


class Agreement(Sourced, Base):
    """A Local Area Agreement (LAA) or local Public Service Agreement of one area."""

    __tablename__ = "agreements"
    __table_args__ = STRICT
    TYPE = "Agreement"
    COUNTED = "Agreements"
    SEARCHED = ("title",)
    title: Mapped[str] = text_column("What the agreement is called")
    area: Mapped[str] = reference_column("areas", "The area that the agreement is for")
    round: Mapped[str | None] = text_column("The round in which it was made, such as pilot 2005")
    stage: Mapped[str] = code_column(
        AgreementStatus, "stage", "How far the source says the agreement had come"
    )
    single_pot: Mapped[bool | None] = boolean_column(
        "Whether all its money is one pot instead of blocks"
    )
    broker: Mapped[str | None] = reference_column(
        "partners", "The Government Office that brokers it"
    )
    accountable_body: Mapped[str | None] = reference_column(
        "partners", "The body that answers for the agreement's money"
    )
    from_: Mapped[str | None] = day_column("The first day of the agreement's term", "from")
    until: Mapped[str | None] = day_column("The day from which the agreement held no more")


class AgreementBlock(Sourced, Base):
    """A block of an agreement, such as safer and stronger communities."""

    __tablename__ = "agreement_blocks"
    __table_args__ = STRICT
    TYPE = "AgreementBlock"
    agreement: Mapped[str] = reference_column("agreements", "The agreement that has the block")
    title: Mapped[str] = text_column("What the block is called")


class AgreementSignature(Sourced, Base):
    """That a partner signed an agreement."""

    __tablename__ = "agreement_signatures"
    __table_args__ = STRICT
    TYPE = "AgreementSignature"
    agreement: Mapped[str] = reference_column("agreements", "The agreement that was signed")
    partner: Mapped[str] = reference_column("partners", "The partner that signed")
    role: Mapped[str | None] = text_column("In which role the partner signed")
    signed_on: Mapped[str | None] = day_column("The day on which the partner signed")


class Revision(Sourced, Base):
    """A later revision of an agreement, often called its refresh."""

    __tablename__ = "revisions"
    __table_args__ = STRICT
    TYPE = "Revision"
    agreement: Mapped[str] = reference_column("agreements", "The agreement that was revised")
    title: Mapped[str] = text_column("What the revision is called")
    on: Mapped[str] = day_column("The day from which the revision holds")


class RevisionConsent(Sourced, Base):
    """That a body consented to a revision."""

    __tablename__ = "revision_consents"
    __table_args__ = STRICT
    TYPE = "RevisionConsent"
    revision: Mapped[str] = reference_column("revisions", "The revision that was consented to")
    partner: Mapped[str] = reference_column("partners", "The body that consented")
    on: Mapped[str | None] = day_column("The day on which it consented")
