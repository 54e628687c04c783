"""Acts of a negotiation: what is asked, answered, advised and decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from registry.acts.base import SourcedAct
from registry.acts.days import Between, On
from registry.acts.fields import Day, To
from registry.acts.ties import Tie
from registry.vocabulary import Outcome, Pence, ProposalSubject, Recommendation


@dataclass(frozen=True, kw_only=True)
class NegotiationOpened(SourcedAct):
    """The negotiation of an agreement was opened."""

    KIND = "negotiations"
    ABOUT = ("negotiations", "reference")
    HAPPENED = Between("from_", "until")
    TIES = (Tie("revision", "agreement"),)
    PART_OF = "agreement"

    title: str
    agreement: Annotated[str, To("agreements")] | None = None
    revision: Annotated[str, To("revisions")] | None = None
    broker: Annotated[str, To("partners")] | None = None
    from_: Day | None = None
    until: Day | None = None


@dataclass(frozen=True, kw_only=True)
class RoundSet(SourcedAct):
    """A round of a negotiation was set."""

    KIND = "rounds"
    ABOUT = ("negotiations", "negotiation")
    KEY = ("negotiation", "number")
    HAPPENED = Between("from_", "until")

    negotiation: Annotated[str, To("negotiations")]
    number: int
    title: str
    from_: Day | None = None
    until: Day | None = None
    stated: str | None = None


@dataclass(frozen=True, kw_only=True)
class DeadlineSet(SourcedAct):
    """A day of a negotiation was set."""

    KIND = "deadlines"
    ABOUT = ("negotiations", "negotiation")
    KEY = ("negotiation", "title")
    HAPPENED = On("negotiation")
    TIES = (Tie("round", "negotiation"),)

    negotiation: Annotated[str, To("negotiations")]
    round: Annotated[str, To("rounds")] | None = None
    title: str
    on: Day | None = None
    stated: str | None = None


@dataclass(frozen=True, kw_only=True)
class ConstraintPublished(SourcedAct):
    """A side of a negotiation published what binds it."""

    KIND = "constraints"
    ABOUT = ("negotiations", "negotiation")
    HAPPENED = On("published_on")
    SETTING = True  # it is published before the negotiation starts

    negotiation: Annotated[str, To("negotiations")]
    by: Annotated[str, To("partners")]
    text: str
    published_on: Day | None = None


@dataclass(frozen=True, kw_only=True)
class ProposalMade(SourcedAct):
    """A proposal was made."""

    KIND = "proposals"
    ABOUT = ("proposals", "reference")
    HAPPENED = On("at")
    TIES = (Tie("supersedes", "negotiation"),)
    PART_OF = "negotiation"

    negotiation: Annotated[str, To("negotiations")]
    by: Annotated[str, To("partners")]
    at: Day | None = None
    at_stated: str | None = None
    title: str
    text: str
    subject: ProposalSubject
    theme: str | None = None
    target: Annotated[str, To("targets")] | None = None
    pool: Annotated[str, To("pools")] | None = None
    supersedes: Annotated[str, To("proposals")] | None = None


@dataclass(frozen=True, kw_only=True)
class ProposalJoined(SourcedAct):
    """A further body joined in a proposal."""

    KIND = "proposal_partners"
    ABOUT = ("proposals", "proposal")
    KEY = ("proposal", "partner")
    HAPPENED = On("proposal")

    proposal: Annotated[str, To("proposals")]
    partner: Annotated[str, To("partners")]


@dataclass(frozen=True, kw_only=True)
class RequestMade(SourcedAct):
    """A proposal asked for one thing."""

    KIND = "requests"
    ABOUT = ("proposals", "proposal")
    KEY = ("proposal", "number")
    HAPPENED = On("proposal")

    proposal: Annotated[str, To("proposals")]
    number: int
    text: str
    amount: Pence | None = None
    stated: str | None = None


@dataclass(frozen=True, kw_only=True)
class ResponseGiven(SourcedAct):
    """A proposal, or one of its requests, was answered."""

    KIND = "responses"
    ABOUT = ("proposals", "proposal")
    KEY = ("proposal", "request", "by", "at")
    HAPPENED = On("at", "proposal")
    TIES = (Tie("request", "proposal"),)

    proposal: Annotated[str, To("proposals")]
    request: Annotated[str, To("requests")] | None = None
    by: Annotated[str, To("partners")]
    at: Day | None = None
    at_stated: str | None = None
    outcome: Outcome
    stated: str
    reasons: str | None = None


@dataclass(frozen=True, kw_only=True)
class AdvicePublished(SourcedAct):
    """A third party published its advice."""

    KIND = "advice"
    ABOUT = ("negotiations", "negotiation")
    HAPPENED = On("at", "published_on")

    negotiation: Annotated[str, To("negotiations")]
    by: Annotated[str, To("partners")]
    at: Day | None = None
    published_on: Day
    recommends: Recommendation
    text: str


@dataclass(frozen=True, kw_only=True)
class DecisionMade(SourcedAct):
    """A minister decided."""

    KIND = "decisions"
    ABOUT = ("negotiations", "negotiation")
    HAPPENED = On("at")
    TIES = (Tie("advice", "negotiation"),)

    negotiation: Annotated[str, To("negotiations")]
    by: Annotated[str, To("partners")]
    at: Day | None = None
    approves: bool
    departs_from_advice: bool = False
    advice: Annotated[str, To("advice")] | None = None
    reasons: str
    as_stated: bool = False


@dataclass(frozen=True, kw_only=True)
class AdviceCited(SourcedAct):
    """A decision cited further advice."""

    KIND = "citations"
    ABOUT = ("decisions", "decision")
    KEY = ("decision", "advice")
    HAPPENED = On("decision")
    TIES = (Tie("advice", "negotiation", other="decision"),)

    decision: Annotated[str, To("decisions")]
    advice: Annotated[str, To("advice")]
