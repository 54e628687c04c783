"""Local targets: where they come from, who answers for them, how they do."""

from __future__ import annotations

from typing import Any

import strawberry
from sqlalchemy import ColumnElement, FromClause, func, select

from registry import models
from registry.reading import met
from registry.vocabulary import DerivationKind, Designation, Polarity
from schema.bindings import (
    Route,
    To,
    always,
    cited,
    column,
    expressed,
    listed,
    many,
    one,
    present,
    related,
    same,
    to,
)
from schema.bindings.findings.by_target import target_findings
from schema.derived_rows import answerable, designation_of, lead_terms
from schema.planner.row_context import Place
from schema.scalars import Date
from schema.types.interfaces import Resource
from schema.types.leads import LEAD_OF_THE_DAY, Lead
from schema.types.protocols import PROTOCOL_IN_FORCE, Protocol
from schema.types.refs import (
    AgreementRef,
    AllocationRef,
    AreaRef,
    FindingRef,
    GoalRef,
    MeasureRef,
    PartnerRef,
    ResponsibilityRef,
    RevisionRef,
    TargetRef,
)
from schema.types.values import Quantity, Source, quantity, quantity_always, through_quantity

ACCOUNTABLE = Route(answerable, "target", ("partner", "partners"), where=present, keep=always)


@strawberry.type(
    description="How a local target came out of a national goal, and what was dropped for it"
)
class Derivation:
    """How a local target came out of a national goal, and what was dropped for it."""

    goal: GoalRef = related(models.Derivation.goal)
    how: DerivationKind = column(models.Derivation.how)
    why: str | None = column(models.Derivation.why)
    scraps: list[MeasureRef] = many(
        models.Scrap.derivation,
        "The national measures that the partners dropped for it",
        to=models.Scrap.measure,
        where=always,
    )
    source: Source | None = cited(models.Derivation.source)


@strawberry.type(description="Whether a target was designated, for a time")
class DesignationTerm:
    """Whether a target was designated, for a time."""

    target: TargetRef = related(models.TargetDesignation.target)
    designation: Designation = column(models.TargetDesignation.designation)
    revision: RevisionRef | None = related(models.TargetDesignation.revision)
    from_: Date | None = column(models.TargetDesignation.from_, name="from")
    until: Date | None = column(models.TargetDesignation.until)
    source: Source | None = cited(models.TargetDesignation.source)


@strawberry.type(description="That a revision changed what a target says")
class TargetChange:
    """That a revision changed what a target says."""

    target: TargetRef = related(models.TargetChange.target)
    revision: RevisionRef = related(models.TargetChange.revision)
    field: str = column(models.TargetChange.field)
    was: str | None = column(models.TargetChange.was)
    value: str = column(models.TargetChange.value)


def _outturn(place: Place, row: FromClause) -> ColumnElement[bool]:
    found = place.moment.table("measurements")
    by = place.moment.day
    latest = (
        select(found.c.reference)
        .where(
            found.c.target == place.column("target"),
            found.c.period == place.column("period"),
            func.coalesce(found.c.reported_on, "") <= by,
        )
        .order_by(func.coalesce(found.c.reported_on, "").desc(), found.c.reference.desc())
        .limit(1)
        .correlate(place.row)
        .scalar_subquery()
    )
    return row.c.reference == latest


OUTTURN = To("measurements", _outturn)
TARGET = to(models.Milestone.target)


def _met(place: Place) -> Any:
    measured, target = OUTTURN.place(place), TARGET.place(place)
    return met(place.row, measured.column("value_number"), target.column("polarity"))


@strawberry.type(description="What a target aims at for one period, and whether it got there")
class Milestone:
    """What a target aims at for one period, and whether it got there."""

    period: str = column(models.Milestone.period)
    aim: Quantity = quantity_always("aim", "What is aimed at")
    outturn: Quantity | None = through_quantity(
        OUTTURN, "value", "What was measured for the period, as reported last"
    )
    met: bool | None = expressed(
        _met, "Whether the milestone was met; empty where it cannot be told"
    )
    source: Source | None = cited(models.Milestone.source)


@strawberry.type(description="What was measured for a target in one period")
class Measurement:
    """What was measured for a target in one period."""

    period: str = column(models.Measurement.period)
    value: Quantity = quantity_always("value", "What was measured")
    reported_on: Date | None = column(models.Measurement.reported_on)
    reported_by: PartnerRef | None = related(models.Measurement.reported_by)
    revises: bool = expressed(
        lambda place: place.column("revises").is_not(None),
        "Whether it revises an earlier measurement",
    )
    source: Source | None = cited(models.Measurement.source)


@strawberry.type(description="What the partners of an area set out to reach together")
class Target(Resource):
    """What the partners of an area set out to reach together."""

    KIND = "targets"
    title: str = column(models.Target.title)
    agreement: AgreementRef = related(models.Target.agreement)
    block: str | None = column(models.Target.block)
    measure: MeasureRef | None = related(models.Target.measure)
    polarity: Polarity = column(models.Target.polarity)
    designation: Designation = expressed(
        lambda place: func.coalesce(
            designation_of(place.moment, place.row), Designation.UNSTATED.value
        ),
        "Whether the target is designated, local or statutory on the day",
    )
    designations: list[DesignationTerm] = many(
        models.TargetDesignation.target,
        "When it was designated, local or statutory, whatever the day",
        where=always,
        order=("from",),
    )
    area: AreaRef | None = related(models.Target.area)
    spatial_level: str | None = column(models.Target.spatial_level)
    unit: str | None = column(models.Target.unit)
    target_stated: str | None = column(models.Target.target_stated)
    from_: Date | None = column(models.Target.from_, name="from")
    until: Date | None = column(models.Target.until)
    derived_from: list[Derivation] = many(
        models.Derivation.target, "The national goals that it came out of, how and why"
    )
    lead: Lead = one(LEAD_OF_THE_DAY, "Who leads it on the day")
    leads: list[Lead] = listed(
        Route(lead_terms, "target", where=always),
        "Who leads and led it, term by term, whatever the day",
        order=("from",),
    )
    accountable: list[PartnerRef] = listed(
        ACCOUNTABLE, "Every partner that answers for it on the day, leads first", order=("rank",)
    )
    responsibility: ResponsibilityRef = same("Who answers for it, with the words that make it so")
    protocol: Protocol | None = one(PROTOCOL_IN_FORCE, "The protocol in force for it on the day")
    allocations: list[AllocationRef] = many(models.Allocation.target, "The money that backs it")
    baseline: Quantity | None = quantity("baseline", "Where it started", period=True)
    milestones: list[Milestone] = many(
        models.Milestone.target, "What it aims at, period by period", order=("period",)
    )
    measurements: list[Measurement] = many(
        models.Measurement.target, "How it did", order=("period", "reported_on")
    )
    changes: list[TargetChange] = many(
        models.TargetChange.target, "What revisions changed in it", order=("revision",)
    )
    findings: list[FindingRef] = target_findings(
        "What about it and its money does not stand as it should"
    )
