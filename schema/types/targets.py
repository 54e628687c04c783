"""Local targets: what they aim at, who answers for them, how they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func

from registry import models
from registry.reading import designation_of, select_answerable, select_assigned, select_lead_terms
from registry.vocabulary import Basis, Designation, LeadState, Polarity
from schema.bindings import (
    QueryFields,
    Route,
    always,
    begun,
    column,
    expression,
    list_of,
    look_up,
    many,
    one,
    page_of,
    present,
    record_type,
    relation,
    same_row,
)
from schema.bindings.findings.by_target import target_findings_field
from schema.inputs.filter_conditions import (
    area_of_agreement,
    has_lead_state,
    is_among_led,
    led_by,
)
from schema.inputs.filter_fields import (
    column_among,
    expression_among,
    filter_field,
    has_words,
    linked_among,
)
from schema.inputs.filters import filter_type
from schema.inputs.lookups import lookup_input
from schema.inputs.orders import by_term, order_input
from schema.scalars import Date
from schema.types.connections import Connection
from schema.types.interfaces import Resource
from schema.types.leads import LEAD_OF_THE_DAY
from schema.types.protocols import PROTOCOL_IN_FORCE
from schema.types.values import Quantity, quantity

if TYPE_CHECKING:
    from schema.types.agreements import Agreement
    from schema.types.areas import Area
    from schema.types.derivations import Derivation, DesignationTerm, TargetChange
    from schema.types.findings import Finding
    from schema.types.leads import Lead
    from schema.types.measures import AssignedTarget, Measure
    from schema.types.milestones import Measurement, Milestone
    from schema.types.partners import Partner
    from schema.types.pools import Allocation
    from schema.types.protocols import Protocol
    from schema.types.responsibility import Responsibility


@filter_type
class TargetFilter:
    """Which targets."""

    agreement: list[str] | None = filter_field(
        column_among(models.Target.agreement), "Of one of these agreements, by reference"
    )
    area: list[str] | None = filter_field(
        area_of_agreement, "Of agreements of one of these areas, by reference"
    )
    block: list[str] | None = filter_field(
        column_among(models.Target.block), "In one of these blocks"
    )
    measure: list[str] | None = filter_field(
        column_among(models.Target.measure), "Counted by one of these measures, by reference"
    )
    goal: list[str] | None = filter_field(
        linked_among(models.Derivation.target, models.Derivation.goal),
        "Derived from one of these goals, by reference",
    )
    lead_state: list[LeadState] | None = filter_field(
        has_lead_state, "With a lead in this state on the day"
    )
    lead: list[str] | None = filter_field(
        led_by,
        "Led by one of these partners on the day, alone or jointly, by reference",
        among_many=is_among_led,
    )
    designation: list[Designation] | None = filter_field(
        expression_among(
            lambda context: func.coalesce(
                designation_of(context.moment.view, context.row), Designation.UNSTATED.value
            )
        ),
        "Designated, local or statutory on the day",
    )
    polarity: list[Polarity] | None = filter_field(
        column_among(models.Target.polarity), "Moving this way"
    )
    text: str | None = filter_field(
        has_words(models.Target),
        "With all these words in its title or reference, as search finds them",
    )


TargetOrder = order_input(
    "Target",
    "targets",
    (models.Target.title, "By title"),
    (models.Target.block, "By the block in which it stands"),
    *by_term(models.Target.from_, models.Target.until),
)

TargetBy = lookup_input("Target", "A target")


ACCOUNTABLE = Route(
    select_answerable, "target", ("partner", "partners"), where=present, keep=always
)


ASSIGNED = Route(
    select_assigned, "target", ("assigned", "assigned_targets"), where=always, keep=begun
)


@record_type(models.Target)
class Target(Resource):
    title: str = column(models.Target.title)
    agreement: Agreement = relation(models.Target.agreement)
    block: str | None = column(models.Target.block)
    measure: Measure | None = relation(models.Target.measure)
    polarity: Polarity = column(models.Target.polarity)
    designation: Designation = expression(
        lambda context: func.coalesce(
            designation_of(context.moment.view, context.row), Designation.UNSTATED.value
        ),
        "Whether the target is designated, local or statutory on the day",
        basis=Basis.FACTS,
    )
    designations: list[DesignationTerm] = many(
        models.TargetDesignation.target,
        "When it was designated, local or statutory: with `asOf`, the terms begun by the day",
        where=begun,
        order=("from",),
    )
    area: Area | None = relation(models.Target.area)
    spatial_level: str | None = column(models.Target.spatial_level)
    unit: str | None = column(models.Target.unit)
    target_stated: str | None = column(models.Target.target_stated)
    from_: Date | None = column(models.Target.from_, name="from")
    until: Date | None = column(models.Target.until)
    derived_from: list[Derivation] = many(
        models.Derivation.target, "The national goals that it came out of, how and why"
    )
    assigned: list[AssignedTarget] = list_of(
        ASSIGNED,
        "The targets assigned to its partners that it adapts, or whose measure it scraps",
        order=("assigned",),
        basis=Basis.FACTS,
    )
    lead: Lead = one(LEAD_OF_THE_DAY, "Who leads it on the day", basis=Basis.FACTS)
    leads: list[Lead] = list_of(
        Route(select_lead_terms, "target", where=always),
        "Who leads and led it, term by term: with `asOf`, the terms begun by the day",
        order=("from",),
        basis=Basis.FACTS,
    )
    accountable: list[Partner] = list_of(
        ACCOUNTABLE,
        "Every partner that answers for it on the day, leads first",
        order=("rank",),
        basis=Basis.FACTS,
    )
    responsibility: Responsibility = same_row("Who answers for it, with the words that make it so")
    protocol: Protocol | None = one(
        PROTOCOL_IN_FORCE, "The protocol in force for it on the day", basis=Basis.FACTS
    )
    allocations: list[Allocation] = many(models.Allocation.target, "The money that backs it")
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
    findings: list[Finding] = target_findings_field(
        "What about it and its money does not stand as it should"
    )


class TargetQueries(QueryFields):
    """Root fields for targets."""

    target: Target | None = look_up("targets", TargetBy, "A target")
    targets: Connection[Target] = page_of("targets", TargetFilter, TargetOrder, "Targets")
