"""Tables of what was asked, answered, advised and decided before an agreement was made."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from registry.models.base import (
    STRICT,
    Base,
    Sourced,
    boolean_column,
    code_column,
    day_column,
    integer_column,
    pence_column,
    reference_column,
    text_column,
)
from registry.vocabulary import Outcome, ProposalSubject, Recommendation


class Negotiation(Sourced, Base):
    """The negotiation of an agreement, of its refresh, or of requests outside any agreement."""

    __tablename__ = "negotiations"
    __table_args__ = STRICT
    TYPE = "Negotiation"
    COUNTED = "Negotiations"
    SEARCHED = ("title",)
    title: Mapped[str] = text_column("What the negotiation is called")
    agreement: Mapped[str | None] = reference_column(
        "agreements", "The agreement that is negotiated, where it is one"
    )
    revision: Mapped[str | None] = reference_column("revisions", "The refresh that is negotiated")
    broker: Mapped[str | None] = reference_column(
        "partners", "The Government Office that brokers it"
    )
    from_: Mapped[str | None] = day_column("The day on which it began", "from")
    until: Mapped[str | None] = day_column("The day from which it went on no more")


class Round(Sourced, Base):
    """A round or stage of a negotiation."""

    __tablename__ = "rounds"
    __table_args__ = STRICT
    TYPE = "Round"
    negotiation: Mapped[str] = reference_column("negotiations", "The negotiation")
    number: Mapped[int] = integer_column("The round's number, from 1")
    title: Mapped[str] = text_column("What the round is called")
    from_: Mapped[str | None] = day_column("The day on which it begins", "from")
    until: Mapped[str | None] = day_column("The day from which it goes on no more")
    stated: Mapped[str | None] = text_column("When it runs, as the source words it")


class Deadline(Sourced, Base):
    """A day by which something is due, or on which something is to happen, in a negotiation."""

    __tablename__ = "deadlines"
    __table_args__ = STRICT
    TYPE = "Deadline"
    negotiation: Mapped[str] = reference_column("negotiations", "The negotiation")
    round: Mapped[str | None] = reference_column("rounds", "The round to which it belongs")
    title: Mapped[str] = text_column("What is due or is to happen")
    on: Mapped[str | None] = day_column("The day")
    stated: Mapped[str | None] = text_column("The day as the source words it")


class Constraint(Sourced, Base):
    """A constraint that one side publishes before a negotiation starts."""

    __tablename__ = "constraints"
    __table_args__ = STRICT
    TYPE = "Constraint"
    SEARCHED = ("text",)
    negotiation: Mapped[str] = reference_column("negotiations", "The negotiation")
    by: Mapped[str] = reference_column("partners", "The body that is bound by it")
    text: Mapped[str] = text_column("What binds it")
    published_on: Mapped[str | None] = day_column("The day on which it was published")


class Proposal(Sourced, Base):
    """What a council asks for in a negotiation, for itself and its partners."""

    __tablename__ = "proposals"
    __table_args__ = STRICT
    TYPE = "Proposal"
    COUNTED = "Proposals"
    SEARCHED = ("title", "text")
    negotiation: Mapped[str] = reference_column(
        "negotiations", "The negotiation in which it is made"
    )
    by: Mapped[str] = reference_column("partners", "The body that makes it")
    at: Mapped[str | None] = day_column("The day on which it was made, where the source says")
    at_stated: Mapped[str | None] = text_column("When it was made, as the source words it")
    title: Mapped[str] = text_column("What is proposed, in a few words")
    text: Mapped[str] = text_column("What is proposed")
    subject: Mapped[str] = code_column(
        ProposalSubject, "subject", "Whether it is about a target, a freedom, a pool or a reward"
    )
    theme: Mapped[str | None] = text_column("The theme or board under which the source lists it")
    target: Mapped[str | None] = reference_column("targets", "The target that it is about")
    pool: Mapped[str | None] = reference_column("pools", "The pool that it is about")
    supersedes: Mapped[str | None] = reference_column(
        "proposals", "The earlier proposal that it takes the place of"
    )


class ProposalPartner(Sourced, Base):
    """That a further body makes a proposal jointly with the first."""

    __tablename__ = "proposal_partners"
    __table_args__ = STRICT
    TYPE = "ProposalPartner"
    proposal: Mapped[str] = reference_column("proposals", "The proposal")
    partner: Mapped[str] = reference_column("partners", "The further body that makes it")


class Request(Sourced, Base):
    """One of the separate requests that a proposal can hold."""

    __tablename__ = "requests"
    __table_args__ = STRICT
    TYPE = "Request"
    proposal: Mapped[str] = reference_column("proposals", "The proposal that holds the request")
    number: Mapped[int] = integer_column("The request's number in the proposal, from 1")
    text: Mapped[str] = text_column("What is asked for")
    amount: Mapped[int | None] = pence_column("The money that is asked for")
    stated: Mapped[str | None] = text_column("The money as the source words it")


class Response(Sourced, Base):
    """What a department or Government Office answers to a proposal, or to one of its requests."""

    __tablename__ = "responses"
    # Proposals are filtered by the first two: the proposal stands beside them in the index. Whether
    # and when one was answered is told by the third.
    __table_args__ = (
        Index(None, "by", "proposal"),
        Index(None, "outcome", "proposal"),
        Index(None, "proposal", "at", "request"),
        STRICT,
    )
    TYPE = "Response"
    COUNTED = "Responses"
    SEARCHED = ("stated", "reasons")
    proposal: Mapped[str] = reference_column(
        "proposals", "The proposal that is answered", index=False
    )
    request: Mapped[str | None] = reference_column(
        "requests", "The one request that is answered; empty for the whole proposal"
    )
    by: Mapped[str] = reference_column("partners", "The body that answers", index=False)
    at: Mapped[str | None] = day_column("The day on which it answered, where the source says")
    at_stated: Mapped[str | None] = text_column("When it answered, as the source words it")
    outcome: Mapped[str] = code_column(Outcome, "outcome", "What the answer comes to")
    stated: Mapped[str] = text_column("What the answer says")
    reasons: Mapped[str | None] = text_column("The reasons that are given")


class Advice(Sourced, Base):
    """What a third party advises in public before a decision."""

    __tablename__ = "advice"
    __table_args__ = STRICT
    TYPE = "Advice"
    SEARCHED = ("text",)
    negotiation: Mapped[str] = reference_column(
        "negotiations", "The negotiation that it advises on"
    )
    by: Mapped[str] = reference_column("partners", "The third party that advises")
    at: Mapped[str | None] = day_column("The day on which the advice was given")
    published_on: Mapped[str] = day_column("The day on which the advice was published")
    recommends: Mapped[str] = code_column(
        Recommendation, "recommends", "To approve, to modify or to reject"
    )
    text: Mapped[str] = text_column("What the advice says")


class Decision(Sourced, Base):
    """What a minister decides on an agreement, on published advice."""

    __tablename__ = "decisions"
    __table_args__ = STRICT
    TYPE = "Decision"
    COUNTED = "Decisions"
    SEARCHED = ("reasons",)
    negotiation: Mapped[str] = reference_column("negotiations", "The negotiation that it decides")
    by: Mapped[str] = reference_column("partners", "The department whose minister decides")
    at: Mapped[str | None] = day_column("The day of the decision")
    approves: Mapped[bool] = boolean_column(
        "Whether the agreement is approved; otherwise it must be modified"
    )
    departs_from_advice: Mapped[bool] = boolean_column(
        "Whether the decision departs from the advice"
    )
    advice: Mapped[str | None] = reference_column(
        "advice", "The published advice that the decision cites first"
    )
    reasons: Mapped[str] = text_column("The reasons that are given")
    as_stated: Mapped[bool] = boolean_column(
        "Whether it is kept because the source says so though no advice is cited"
    )


class Citation(Sourced, Base):
    """That a decision cites a piece of advice."""

    __tablename__ = "citations"
    __table_args__ = STRICT
    TYPE = "Citation"
    decision: Mapped[str] = reference_column("decisions", "The decision that cites")
    advice: Mapped[str] = reference_column("advice", "The advice that is cited")
