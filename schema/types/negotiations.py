"""Negotiations: rounds, constraints, proposals, advice, decisions."""

from __future__ import annotations

import strawberry
from sqlalchemy import ColumnElement, FromClause

from registry import models
from registry.reading import negotiation_status
from registry.vocabulary import NegotiationStatus
from schema.bindings import (
    Route,
    To,
    always,
    cited,
    column,
    connection,
    events,
    expressed,
    many,
    one,
    related,
    route_of,
)
from schema.derived_rows import latest_decision, timeline
from schema.inputs.filters import ProposalFilter
from schema.inputs.orders import ProposalOrder
from schema.planner.row_context import Place
from schema.scalars import Date
from schema.types.connections import Connection
from schema.types.interfaces import Resource
from schema.types.negotiation_events import Advice, Decision, NegotiationEvent
from schema.types.refs import AgreementRef, PartnerRef, ProposalRef, RevisionRef
from schema.types.values import Source


@strawberry.type(description="A round or stage of a negotiation")
class Round:
    """A round or stage of a negotiation."""

    number: int = column(models.Round.number)
    title: str = column(models.Round.title)
    from_: Date | None = column(models.Round.from_, name="from")
    until: Date | None = column(models.Round.until)
    stated: str | None = column(models.Round.stated)


@strawberry.type(description="A day by which something is due, or on which something is to happen")
class Deadline:
    """A day by which something is due, or on which something is to happen."""

    round: Round | None = related(models.Deadline.round)
    title: str = column(models.Deadline.title)
    on: Date | None = column(models.Deadline.on)
    stated: str | None = column(models.Deadline.stated)
    source: Source | None = cited(models.Deadline.source)


@strawberry.type(description="A constraint that one side publishes before a negotiation starts")
class Constraint:
    """A constraint that one side publishes before a negotiation starts."""

    by: PartnerRef = related(models.Constraint.by)
    text: str = column(models.Constraint.text)
    published_on: Date | None = column(models.Constraint.published_on)
    source: Source | None = cited(models.Constraint.source)


def _latest(place: Place, row: FromClause) -> ColumnElement[bool]:
    return row.c.reference == latest_decision(place.moment, place.row)


@strawberry.type(
    description="The negotiation of an agreement, of its refresh, or of requests outside any"
)
class Negotiation(Resource):
    """The negotiation of an agreement, of its refresh, or of requests outside any."""

    KIND = "negotiations"
    title: str = column(models.Negotiation.title)
    agreement: AgreementRef | None = related(models.Negotiation.agreement)
    revision: RevisionRef | None = related(models.Negotiation.revision)
    broker: PartnerRef | None = related(models.Negotiation.broker)
    status: NegotiationStatus = expressed(
        lambda place: negotiation_status(place.moment.view, place.row),
        "How far it has come on the day",
    )
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
    proposals: Connection[ProposalRef] = connection(
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
    decision: Decision | None = one(To("decisions", _latest), "What was decided last")
    timeline: Connection[NegotiationEvent] = events(
        Route(timeline, "negotiation"), "What happened in it, in order; what has no day comes first"
    )
