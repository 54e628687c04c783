"""Protocols for accountability, responsibility and probity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, FromClause

from registry import models
from registry.reading import protocol_of, protocol_status
from registry.vocabulary import ClauseKind, Duty, ProtocolStatus
from schema.bindings import (
    ToOne,
    argument,
    column,
    many,
    object_type,
    reach_field,
    record_type,
    relation,
    status_field,
    status_sentence,
)
from schema.planner.row_context import RowContext
from schema.scalars import Date
from schema.types.interfaces import Resource
from schema.types.values import Signature

if TYPE_CHECKING:
    from schema.types.agreements import Agreement
    from schema.types.partners import Partner
    from schema.types.targets import Target


@record_type(models.Clause)
class Clause(Resource):
    number: str = column(models.Clause.number)
    kind: ClauseKind = column(models.Clause.kind)
    text: str = column(models.Clause.text)


@record_type(models.AnswerStep)
class ProtocolStep(Resource):
    order: int = column(models.AnswerStep.order)
    partner: Partner | None = relation(models.AnswerStep.partner)
    duty: Duty = column(models.AnswerStep.duty)
    within_days: int | None = column(models.AnswerStep.within_days)
    basis: Clause | None = relation(models.AnswerStep.clause)


@object_type
class AnswerStep:
    """One step of who answers for a target if things go wrong."""

    order: int = column(models.AnswerStep.order)
    partner: Partner = relation(models.AnswerStep.partner)
    duty: Duty = column(models.AnswerStep.duty)
    within_days: int | None = column(models.AnswerStep.within_days)
    basis: Clause | None = relation(models.AnswerStep.clause)


@record_type(models.Protocol)
class Protocol(Resource):
    title: str = column(models.Protocol.title)
    agreement: Agreement = relation(models.Protocol.agreement)
    target: Target | None = relation(models.Protocol.target)
    version: int = column(models.Protocol.version)
    status: ProtocolStatus = status_field(
        protocol_status, "Whether the protocol is in force on the day"
    )
    status_says: str = status_sentence("protocols", ProtocolStatus, protocol_status)
    sources_reach: Date | None = reach_field("protocols")
    from_: Date | None = column(models.Protocol.from_, name="from")
    until: Date | None = column(models.Protocol.until)
    supersedes: Protocol | None = relation(models.Protocol.supersedes)
    clauses: list[Clause] = many(
        models.Clause.protocol,
        "What it says, clause by clause",
        narrow=argument("kind", ClauseKind | None, "Only clauses of this kind"),
        order=("number",),
    )
    signatures: list[Signature] = many(
        models.ProtocolSignature.protocol, "Who signed it", order=("signed_on",)
    )
    answer_steps: list[ProtocolStep] = many(
        models.AnswerStep.protocol,
        "Who answers if things go wrong, nearest first",
        order=("order",),
    )
    complaints: str | None = column(models.Protocol.complaints)
    council_role: str | None = column(models.Protocol.council_role)
    audit: str | None = column(models.Protocol.audit)
    conflicts: str | None = column(models.Protocol.conflicts)


def _in_force(context: RowContext, row: FromClause) -> ColumnElement[bool]:
    return row.c.reference == protocol_of(context.moment.view, context.row)


PROTOCOL_IN_FORCE = ToOne("protocols", _in_force)
