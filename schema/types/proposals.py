"""What councils ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement
from sqlalchemy.sql import literal

from registry import models
from registry.reading import days_waiting, proposal_status
from registry.vocabulary import Basis, Outcome, ProposalStatus, ProposalSubject
from schema.bindings import (
    QueryFields,
    column,
    expression,
    look_up,
    many,
    page_of,
    reach_field,
    record_type,
    relation,
    status_field,
    status_sentence,
)
from schema.inputs.filter_conditions import (
    agreement_of_negotiation,
    is_among_waiting_from,
    is_among_waiting_until,
    made_from,
    made_until,
    waiting_from,
    waiting_until,
)
from schema.inputs.filter_fields import (
    column_among,
    expression_among,
    filter_field,
    has_words,
    linked_among,
)
from schema.inputs.filters import filter_type
from schema.inputs.group_conditions import in_group, in_groups_by
from schema.inputs.lookups import lookup_input
from schema.inputs.orders import order_input
from schema.planner.row_context import RowContext
from schema.scalars import Date
from schema.types.connections import Connection
from schema.types.interfaces import Resource
from schema.types.negotiation_events import NegotiationEvent
from schema.types.proposal_groups import ProposalGroupKey

if TYPE_CHECKING:
    from schema.types.negotiation_events import Request, Response
    from schema.types.negotiations import Negotiation
    from schema.types.partners import Partner
    from schema.types.pools import Pool
    from schema.types.targets import Target


@filter_type
class ProposalFilter:
    """Which proposals."""

    negotiation: list[str] | None = filter_field(
        column_among(models.Proposal.negotiation), "Made in one of these negotiations, by reference"
    )
    agreement: list[str] | None = filter_field(
        agreement_of_negotiation, "About one of these agreements, by reference"
    )
    by: list[str] | None = filter_field(
        column_among(models.Proposal.by), "Made by one of these bodies, by reference"
    )
    area: list[str] | None = filter_field(
        in_groups_by("AREA"), "Of agreements of one of these areas, by reference"
    )
    broker: list[str] | None = filter_field(
        in_groups_by("BROKER"), "In negotiations that one of these bodies brokers, by reference"
    )
    respondent: list[str] | None = filter_field(
        in_groups_by("RESPONDENT"), "Answered by one of these bodies by the day, by reference"
    )
    department: list[str] | None = filter_field(
        linked_among(models.Response.proposal, models.Response.by),
        "Answered by one of these bodies, by reference, as `respondent`; statistics' DEPARTMENT is"
        " `goalDepartment`",
    )
    goal: list[str] | None = filter_field(
        in_groups_by("GOAL"), "About a target derived from one of these goals, by reference"
    )
    goal_department: list[str] | None = filter_field(
        in_groups_by("DEPARTMENT"),
        "About a target derived from a goal that one of these departments leads, by reference",
    )
    group: list[ProposalGroupKey] | None = filter_field(
        in_group, "In the group of statistics that has all of these keys", chooses=True
    )
    outcome: list[Outcome] | None = filter_field(
        linked_among(models.Response.proposal, models.Response.outcome),
        "With a response of this outcome",
    )
    status: list[ProposalStatus] | None = filter_field(
        expression_among(lambda context: proposal_status(context.moment.view, context.row)),
        "Answered, or not, by the day",
    )
    subject: list[ProposalSubject] | None = filter_field(
        column_among(models.Proposal.subject), "About one of these subjects"
    )
    theme: list[str] | None = filter_field(
        column_among(models.Proposal.theme), "Listed under one of these themes"
    )
    target: list[str] | None = filter_field(
        column_among(models.Proposal.target), "About one of these targets, by reference"
    )
    made_from: Date | None = filter_field(made_from, "Made on this day or later")
    made_until: Date | None = filter_field(made_until, "Made before this day")
    days_waiting_from: int | None = filter_field(
        waiting_from,
        "Having waited for so many days or more (`daysWaiting`)",
        among_many=is_among_waiting_from,
    )
    days_waiting_until: int | None = filter_field(
        waiting_until,
        "Having waited for fewer days (`daysWaiting`)",
        among_many=is_among_waiting_until,
    )
    text: str | None = filter_field(
        has_words(models.Proposal),
        "With all these words in its title, text or reference, as search finds them",
    )


ProposalOrder = order_input(
    "Proposal",
    "proposals",
    (models.Proposal.title, "By title"),
    (models.Proposal.at, "By the day on which it was made; what has none first"),
    (models.Proposal.subject, "By subject, as its word is spelt"),
    (models.Proposal.theme, "By the theme under which the source lists it"),
    computed={
        "days_waiting": (
            lambda item: days_waiting(item.moment.view, item.row),
            "By the days that it waited; what is in no wait first, and last if descending",
        )
    },
)

ProposalBy = lookup_input("Proposal", "A proposal")


def _proposal_summary(context: RowContext) -> ColumnElement[str]:
    return literal("Proposal: ") + context.column("title")


@record_type(models.Proposal)
class Proposal(Resource, NegotiationEvent):
    summary: str = expression(
        _proposal_summary, "What happened, in one sentence", basis=Basis.FACTS
    )
    negotiation: Negotiation = relation(models.Proposal.negotiation)
    at_stated: str | None = column(models.Proposal.at_stated)
    jointly_with: list[Partner] = many(
        models.ProposalPartner.proposal,
        "The further bodies that make it jointly",
        to=models.ProposalPartner.partner,
    )
    title: str = column(models.Proposal.title)
    text: str = column(models.Proposal.text)
    subject: ProposalSubject = column(models.Proposal.subject)
    theme: str | None = column(models.Proposal.theme)
    target: Target | None = relation(models.Proposal.target)
    pool: Pool | None = relation(models.Proposal.pool)
    supersedes: Proposal | None = relation(models.Proposal.supersedes)
    status: ProposalStatus = status_field(
        proposal_status, "Whether it has been answered by the day"
    )
    status_says: str = status_sentence("proposals", ProposalStatus, proposal_status)
    sources_reach: Date | None = reach_field("proposals")
    days_waiting: int | None = expression(
        lambda context: days_waiting(context.moment.view, context.row),
        "Days from the proposal to its first response, or as far as the sources about it reach;"
        " empty where unsaid",
        basis=Basis.ABSENCE,
        said_by="statusSays",
    )
    requests: list[Request] = many(
        models.Request.proposal, "The separate requests that it holds", order=("number",)
    )
    responses: list[Response] = many(
        models.Response.proposal, "What was answered to it and to its requests", order=("at",)
    )


class ProposalQueries(QueryFields):
    """Root fields for proposals."""

    proposal: Proposal | None = look_up("proposals", ProposalBy, "A proposal")
    proposals: Connection[Proposal] = page_of(
        "proposals", ProposalFilter, ProposalOrder, "Proposals"
    )
