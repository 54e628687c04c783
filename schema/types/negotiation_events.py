"""What happens in a negotiation: responses, advice, decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, FromClause, case, func
from sqlalchemy.sql import literal

from registry import models
from registry.reading import days_between, latest_response, select_cited_advice
from registry.vocabulary import Basis, Outcome, Recommendation
from schema.bindings import (
    Route,
    ToOne,
    always,
    column,
    expression,
    interface_type,
    list_of,
    one,
    record_type,
    relation,
    to_one,
    value,
)
from schema.planner.row_context import RowContext
from schema.scalars import Date
from schema.types.interfaces import Node, Resource
from schema.types.values import Money, money_if_any

if TYPE_CHECKING:
    from schema.types.negotiations import Negotiation
    from schema.types.partners import Partner
    from schema.types.proposals import Proposal


@interface_type
class NegotiationEvent(Node):
    """Something that happened in a negotiation."""

    at: Date | None = column(models.Proposal.at)
    by: Partner = relation(models.Proposal.by)
    summary: str = value("summary", "What happened, in one sentence")


def _latest(context: RowContext, row: FromClause) -> ColumnElement[bool]:
    return row.c.reference == latest_response(context.moment.view, context.row)


@record_type(models.Request)
class Request(Resource):
    number: int = column(models.Request.number)
    text: str = column(models.Request.text)
    amount: Money | None = money_if_any(models.Request.amount)
    response: Response | None = one(
        ToOne("responses", _latest), "The latest response to it", basis=Basis.FACTS
    )


PROPOSAL = to_one(models.Response.proposal)


def _days(context: RowContext) -> ColumnElement[int]:
    proposal = PROPOSAL.join_row(context)
    return days_between(proposal.column("at"), context.column("at"))


def _response_summary(context: RowContext) -> ColumnElement[str]:
    proposal = PROPOSAL.join_row(context)
    outcome = func.lower(func.replace(context.column("outcome"), "_", " "))
    return literal("Response, ") + outcome + literal(": ") + proposal.column("title")


@record_type(models.Response)
class Response(Resource, NegotiationEvent):
    title: str = expression(_response_summary, "What it is called: its summary", basis=Basis.FACTS)
    summary: str = expression(
        _response_summary, "What happened, in one sentence", basis=Basis.FACTS
    )
    proposal: Proposal = relation(models.Response.proposal)
    request: Request | None = relation(models.Response.request)
    outcome: Outcome = column(models.Response.outcome)
    stated: str = column(models.Response.stated)
    reasons: str | None = column(models.Response.reasons)
    days: int | None = expression(
        _days, "How many days the proposal had waited for it", basis=Basis.FACTS
    )


def _advice_summary(context: RowContext) -> ColumnElement[str]:
    return literal("Advice: ") + func.lower(context.column("recommends"))


@record_type(models.Advice)
class Advice(Resource, NegotiationEvent):
    title: str = expression(_advice_summary, "What it is called: its summary", basis=Basis.FACTS)
    summary: str = expression(_advice_summary, "What happened, in one sentence", basis=Basis.FACTS)
    negotiation: Negotiation = relation(models.Advice.negotiation)
    recommends: Recommendation = column(models.Advice.recommends)
    text: str = column(models.Advice.text)
    published_on: Date = column(models.Advice.published_on)


def _decision_summary(context: RowContext) -> ColumnElement[str]:
    approved = case(
        (context.column("approves").is_(True), "Decision: approved"),
        else_="Decision: to be modified",
    )
    departs = case(
        (context.column("departs_from_advice").is_(True), ", departing from the advice"), else_=""
    )
    return approved + departs


@record_type(models.Decision)
class Decision(Resource, NegotiationEvent):
    title: str = expression(_decision_summary, "What it is called: its summary", basis=Basis.FACTS)
    summary: str = expression(
        _decision_summary, "What happened, in one sentence", basis=Basis.FACTS
    )
    negotiation: Negotiation = relation(models.Decision.negotiation)
    approves: bool = column(models.Decision.approves)
    departs_from_advice: bool = column(models.Decision.departs_from_advice)
    reasons: str = column(models.Decision.reasons)
    as_stated: bool = column(models.Decision.as_stated)
    advice: list[Advice] = list_of(
        Route(select_cited_advice, "decision", ("advice", "advice"), where=always, keep=always),
        "The published advice that it cites",
        basis=Basis.FACTS,
    )
