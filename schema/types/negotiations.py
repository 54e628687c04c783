"""Negotiations: rounds, constraints, proposals, advice, decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, FromClause

from registry import models
from registry.reading import latest_decision, negotiation_status, select_timeline
from registry.vocabulary import Basis, NegotiationStatus
from schema.bindings import (
    QueryFields,
    Route,
    ToOne,
    always,
    column,
    connection,
    events,
    look_up,
    many,
    one,
    reach_field,
    record_type,
    relation,
    route_of,
    status_field,
    status_sentence,
)
from schema.inputs.lookups import lookup_input
from schema.planner.row_context import RowContext
from schema.scalars import Date
from schema.types.connections import Connection
from schema.types.interfaces import Resource
from schema.types.proposals import ProposalFilter, ProposalOrder

if TYPE_CHECKING:
    from schema.types.agreements import Agreement
    from schema.types.negotiation_events import Advice, Decision, NegotiationEvent
    from schema.types.partners import Partner
    from schema.types.proposals import Proposal
    from schema.types.revisions import Revision

NegotiationBy = lookup_input("Negotiation", "A negotiation")


@record_type(models.Round)
class Round(Resource):
    number: int = column(models.Round.number)
    title: str = column(models.Round.title)
    from_: Date | None = column(models.Round.from_, name="from")
    until: Date | None = column(models.Round.until)
    stated: str | None = column(models.Round.stated)


@record_type(models.Deadline)
class Deadline(Resource):
    round: Round | None = relation(models.Deadline.round)
    title: str = column(models.Deadline.title)
    on: Date | None = column(models.Deadline.on)
    stated: str | None = column(models.Deadline.stated)


@record_type(models.Constraint)
class Constraint(Resource):
    by: Partner = relation(models.Constraint.by)
    text: str = column(models.Constraint.text)
    published_on: Date | None = column(models.Constraint.published_on)


def _latest(context: RowContext, row: FromClause) -> ColumnElement[bool]:
    return row.c.reference == latest_decision(context.moment.view, context.row)


@record_type(models.Negotiation)
class Negotiation(Resource):
    title: str = column(models.Negotiation.title)
    agreement: Agreement | None = relation(models.Negotiation.agreement)
    revision: Revision | None = relation(models.Negotiation.revision)
    broker: Partner | None = relation(models.Negotiation.broker)
    status: NegotiationStatus = status_field(negotiation_status, "How far it has come on the day")
    status_says: str = status_sentence("negotiations", NegotiationStatus, negotiation_status)
    sources_reach: Date | None = reach_field("negotiations")
    from_: Date | None = column(models.Negotiation.from_, name="from")
    until: Date | None = column(models.Negotiation.until)
    rounds: list[Round] = many(
        models.Round.negotiation, "Its rounds", where=always, order=("number",)
    )
    deadlines: list[Deadline] = many(
        models.Deadline.negotiation, "Its days, as set beforehand", where=always, order=("on",)
    )
    constraints: list[Constraint] = many(
        models.Constraint.negotiation, "What each side published as binding it"
    )
    proposals: Connection[Proposal] = connection(
        route_of(models.Proposal.negotiation),
        "What was asked for in it",
        filters=ProposalFilter,
        orders=ProposalOrder,
    )
    advice: list[Advice] = many(
        models.Advice.negotiation, "What third parties advised in public", order=("published_on",)
    )
    decisions: list[Decision] = many(
        models.Decision.negotiation, "All that was decided, the first first", order=("at",)
    )
    decision: Decision | None = one(
        ToOne("decisions", _latest), "What was decided last", basis=Basis.FACTS
    )
    timeline: Connection[NegotiationEvent] = events(
        Route(select_timeline, "negotiation"),
        "What happened in it, in order; what has no day comes first",
    )


class NegotiationQueries(QueryFields):
    """Root fields for negotiations."""

    negotiation: Negotiation | None = look_up("negotiations", NegotiationBy, "A negotiation")
