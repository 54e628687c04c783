"""The answer to "who answers for this", with the words that make it so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry import models
from registry.reading import select_answers
from registry.vocabulary import Basis
from schema.bindings import (
    QueryFields,
    Route,
    always,
    day_field,
    instant_field,
    list_of,
    look_up,
    many,
    object_type,
    one,
    reach_field,
    row_column,
    same_row,
)
from schema.bindings.findings.by_target import target_findings_field
from schema.scalars import Date, DateTime
from schema.types.leads import LEAD_OF_THE_DAY
from schema.types.protocols import PROTOCOL_IN_FORCE
from schema.types.targets import ACCOUNTABLE, TargetBy

if TYPE_CHECKING:
    from schema.types.findings import Finding
    from schema.types.leads import Lead
    from schema.types.partners import Partner
    from schema.types.pools import Allocation
    from schema.types.protocols import AnswerStep, Protocol
    from schema.types.targets import Target


@object_type
class Responsibility:
    """Who answers for a target, with the words that make it so."""

    target: Target = same_row("The target")
    lead: Lead = one(LEAD_OF_THE_DAY, "Who leads it", basis=Basis.FACTS)
    accountable: list[Partner] = list_of(
        ACCOUNTABLE,
        "Every partner that took the goal on, leads first",
        order=("rank",),
        basis=Basis.FACTS,
    )
    answers_to: list[AnswerStep] = list_of(
        Route(select_answers, "target", where=always),
        "Who answers if it goes wrong, who scrutinises, who may inspect; nearest first",
        order=("order",),
        basis=Basis.FACTS,
    )
    complaints: str | None = row_column(PROTOCOL_IN_FORCE, models.Protocol.complaints)
    protocol: Protocol | None = one(PROTOCOL_IN_FORCE, "The protocol in force", basis=Basis.FACTS)
    pools: list[Allocation] = many(models.Allocation.target, "The money that backs it")
    findings: list[Finding] = target_findings_field(
        "What about it and its money does not stand as it should"
    )
    sources_reach: Date | None = reach_field("targets")
    as_of: Date = day_field("The day that the answer holds for")
    known_at: DateTime = instant_field("The instant by which the register knew it")


class ResponsibilityQueries(QueryFields):
    """The root field for who answers for a target."""

    who_is_responsible: Responsibility | None = look_up(
        "targets",
        TargetBy,
        "Who answers for a target, under what terms, with whose money",
        name="target",
    )
