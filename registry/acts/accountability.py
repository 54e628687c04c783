"""Acts about who answers for a target, and under which protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from registry.acts.base import SourcedAct
from registry.acts.days import Between, On
from registry.acts.fields import Day, To
from registry.acts.ties import Tie
from registry.vocabulary import AccountabilityRole, ClauseKind, Duty, LeadState


@dataclass(frozen=True, kw_only=True)
class AccountabilityTaken(SourcedAct):
    """A partner took the lead of a target, or accountability for it; an earlier lead ended."""

    KIND = "accountability"
    ABOUT = ("targets", "target")
    KEY = ("target", "role", "partner", "from_")
    HAPPENED = Between("from_", "until")

    target: Annotated[str, To("targets")]
    role: AccountabilityRole
    partner: Annotated[str, To("partners")] | None = None
    state: LeadState = LeadState.SINGLE
    stated: str | None = None
    from_: Day | None = None
    until: Day | None = None


@dataclass(frozen=True, kw_only=True)
class ProtocolAdopted(SourcedAct):
    """A protocol was adopted; the one that it supersedes ended."""

    KIND = "protocols"
    ABOUT = ("protocols", "reference")
    HAPPENED = Between("from_", "until")
    TIES = (Tie("target", "agreement"), Tie("supersedes", "agreement"))
    PART_OF = "agreement"

    title: str
    agreement: Annotated[str, To("agreements")]
    target: Annotated[str, To("targets")] | None = None
    version: int
    supersedes: Annotated[str, To("protocols")] | None = None
    complaints: str | None = None
    council_role: str | None = None
    audit: str | None = None
    conflicts: str | None = None
    from_: Day | None = None
    until: Day | None = None


@dataclass(frozen=True, kw_only=True)
class ClauseAgreed(SourcedAct):
    """A clause of a protocol was agreed."""

    KIND = "clauses"
    ABOUT = ("protocols", "protocol")
    KEY = ("protocol", "number")
    HAPPENED = On("protocol")

    protocol: Annotated[str, To("protocols")]
    number: str
    kind: ClauseKind
    text: str


@dataclass(frozen=True, kw_only=True)
class ProtocolSigned(SourcedAct):
    """A partner signed a protocol."""

    KIND = "protocol_signatures"
    ABOUT = ("protocols", "protocol")
    KEY = ("protocol", "partner")
    HAPPENED = On("signed_on")

    protocol: Annotated[str, To("protocols")]
    partner: Annotated[str, To("partners")]
    role: str | None = None
    signed_on: Day | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerStepAgreed(SourcedAct):
    """It was agreed who answers if things go wrong."""

    KIND = "answer_steps"
    ABOUT = ("protocols", "protocol")
    KEY = ("protocol", "order")
    HAPPENED = On("protocol")
    TIES = (Tie("clause", "protocol"),)

    protocol: Annotated[str, To("protocols")]
    order: int
    partner: Annotated[str, To("partners")] | None = None
    duty: Duty
    within_days: int | None = None
    clause: Annotated[str, To("clauses")] | None = None
