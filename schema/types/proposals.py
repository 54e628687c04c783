"""What councils ask for."""

from __future__ import annotations

import strawberry
from sqlalchemy import ColumnElement
from sqlalchemy.sql import literal

from registry import models
from registry.reading import days_waiting, proposal_status
from registry.vocabulary import ProposalStatus, ProposalSubject
from schema.bindings import column, expressed, many, related
from schema.planner.row_context import Place
from schema.types.interfaces import Resource
from schema.types.negotiation_events import NegotiationEvent, Request, Response
from schema.types.refs import NegotiationRef, PartnerRef, PoolRef, ProposalRef, TargetRef


def _proposed(place: Place) -> ColumnElement[str]:
    return literal("Proposal: ") + place.column("title")


@strawberry.type(
    description="What a council asks for in a negotiation, for itself and its partners"
)
class Proposal(Resource, NegotiationEvent):
    """What a council asks for in a negotiation, for itself and its partners."""

    KIND = "proposals"
    summary: str = expressed(_proposed, "What happened, in one sentence")
    negotiation: NegotiationRef = related(models.Proposal.negotiation)
    at_stated: str | None = column(models.Proposal.at_stated)
    jointly_with: list[PartnerRef] = many(
        models.ProposalPartner.proposal,
        "The further bodies that make it jointly",
        to=models.ProposalPartner.partner,
    )
    title: str = column(models.Proposal.title)
    text: str = column(models.Proposal.text)
    subject: ProposalSubject = column(models.Proposal.subject)
    theme: str | None = column(models.Proposal.theme)
    target: TargetRef | None = related(models.Proposal.target)
    pool: PoolRef | None = related(models.Proposal.pool)
    supersedes: ProposalRef | None = related(models.Proposal.supersedes)
    status: ProposalStatus = expressed(
        lambda place: proposal_status(place.moment.view, place.row),
        "Whether it has been answered by the day",
    )
    days_waiting: int | None = expressed(
        lambda place: days_waiting(place.moment.view, place.row),
        "Days from the proposal to its first response, or to the day; empty where unsaid",
    )
    requests: list[Request] = many(
        models.Request.proposal, "The separate requests that it holds", order=("number",)
    )
    responses: list[Response] = many(
        models.Response.proposal, "What was answered to it and to its requests", order=("at",)
    )
