"""Acts about Local Area Agreements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from registry.acts.base import SourcedAct
from registry.acts.days import Between, On
from registry.acts.fields import Day, To
from registry.vocabulary import AgreementStatus


@dataclass(frozen=True, kw_only=True)
class AgreementMade(SourcedAct):
    """An agreement was begun for an area."""

    KIND = "agreements"
    ABOUT = ("agreements", "reference")
    HAPPENED = Between("from_", "until")

    title: str
    area: Annotated[str, To("areas")]
    round: str | None = None
    stage: AgreementStatus = AgreementStatus.UNSTATED
    single_pot: bool | None = None
    broker: Annotated[str, To("partners")] | None = None
    accountable_body: Annotated[str, To("partners")] | None = None
    from_: Day | None = None
    until: Day | None = None


@dataclass(frozen=True, kw_only=True)
class BlockNamed(SourcedAct):
    """A block of an agreement was named."""

    KIND = "agreement_blocks"
    ABOUT = ("agreements", "agreement")
    KEY = ("agreement", "title")
    HAPPENED = On("agreement")

    agreement: Annotated[str, To("agreements")]
    title: str


@dataclass(frozen=True, kw_only=True)
class AgreementSigned(SourcedAct):
    """A partner signed an agreement."""

    KIND = "agreement_signatures"
    ABOUT = ("agreements", "agreement")
    KEY = ("agreement", "partner")
    HAPPENED = On("signed_on")

    agreement: Annotated[str, To("agreements")]
    partner: Annotated[str, To("partners")]
    role: str | None = None
    signed_on: Day | None = None


@dataclass(frozen=True, kw_only=True)
class AgreementRevised(SourcedAct):
    """An agreement was revised."""

    KIND = "revisions"
    ABOUT = ("agreements", "agreement")
    HAPPENED = On("on")

    agreement: Annotated[str, To("agreements")]
    title: str
    on: Day


@dataclass(frozen=True, kw_only=True)
class RevisionConsented(SourcedAct):
    """A body consented to a revision."""

    KIND = "revision_consents"
    ABOUT = ("revisions", "revision")
    KEY = ("revision", "partner")
    HAPPENED = On("on", "revision")

    revision: Annotated[str, To("revisions")]
    partner: Annotated[str, To("partners")]
    on: Day | None = None
