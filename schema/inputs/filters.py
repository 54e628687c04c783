"""Inputs that say which of a list are wanted."""

from __future__ import annotations

import strawberry
from sqlalchemy import func

import schema.enums  # noqa: F401 - marks the code lists for Strawberry before they are named
from registry import models
from registry.reading import agreement_status, proposal_status
from registry.vocabulary import (
    AgreementStatus,
    AreaKind,
    Designation,
    FindingKind,
    LeadState,
    Outcome,
    PartnerKind,
    Polarity,
    ProposalStatus,
    ProposalSubject,
    Standing,
)
from schema.derived_rows import designation_of
from schema.inputs.filter_conditions import (
    agreement_of_negotiation,
    area_of_agreement,
    area_of_finding,
    in_region,
    lead_state,
    led_by,
    made_from,
    made_until,
)
from schema.inputs.filter_fields import (
    among,
    asks,
    containing,
    existing_on,
    linked,
    valued,
    worked_out,
)
from schema.scalars import Date

_AND = "All of these"
_OR = "Any of these"
_NOT = "Not this"
_STANDING = "How the record stands to its source"


@strawberry.input(description="Which areas")
class AreaFilter:
    """Which areas."""

    kind: list[AreaKind] | None = asks(among(models.Area.kind), "Of one of these kinds")
    region: list[str] | None = asks(
        among(models.Area.region), "In one of these regions, by reference"
    )
    within: list[str] | None = asks(
        among(models.Area.within), "Part of one of these areas, by reference"
    )
    name: str | None = asks(containing(models.Area.name), "With these words in the name")
    code: list[str] | None = asks(
        linked(models.AreaCode.area, models.AreaCode.value),
        "Going by one of these codes, whatever the scheme",
    )
    gss_code: list[str] | None = asks(
        linked(models.AreaCode.area, models.AreaCode.value, lambda row, _: row.c.scheme == "GSS"),
        "Going by one of these GSS codes",
    )
    exists_on: Date | None = asks(existing_on, "Existing on this day")
    standing: list[Standing] | None = asks(among(models.Area.standing), _STANDING)
    and_: list[AreaFilter] | None = asks(None, _AND, name="and")
    or_: list[AreaFilter] | None = asks(None, _OR, name="or")
    not_: AreaFilter | None = asks(None, _NOT, name="not")


@strawberry.input(description="Which organisations")
class PartnerFilter:
    """Which organisations."""

    kind: list[PartnerKind] | None = asks(among(models.Partner.kind), "Of one of these kinds")
    name: str | None = asks(containing(models.Partner.name), "With these words in the name")
    area: list[str] | None = asks(
        among(models.Partner.area), "Serving one of these areas, by reference"
    )
    parent: list[str] | None = asks(
        among(models.Partner.parent), "Answerable to one of these bodies, by reference"
    )
    identifier: list[str] | None = asks(
        linked(models.PartnerIdentifier.partner, models.PartnerIdentifier.value),
        "Going by one of these identifiers, whatever the scheme",
    )
    exists_on: Date | None = asks(existing_on, "Existing on this day")
    standing: list[Standing] | None = asks(among(models.Partner.standing), _STANDING)
    and_: list[PartnerFilter] | None = asks(None, _AND, name="and")
    or_: list[PartnerFilter] | None = asks(None, _OR, name="or")
    not_: PartnerFilter | None = asks(None, _NOT, name="not")


@strawberry.input(description="Which goals")
class GoalFilter:
    """Which goals."""

    review: list[str] | None = asks(among(models.Goal.review), "Set by one of these reviews")
    code: list[str] | None = asks(among(models.Goal.code), "With one of these codes")
    department: list[str] | None = asks(
        among(models.Goal.department), "Led by one of these departments, by reference"
    )
    text: str | None = asks(
        containing(models.Goal.title, models.Goal.code), "With these words in title or code"
    )
    standing: list[Standing] | None = asks(among(models.Goal.standing), _STANDING)
    and_: list[GoalFilter] | None = asks(None, _AND, name="and")
    or_: list[GoalFilter] | None = asks(None, _OR, name="or")
    not_: GoalFilter | None = asks(None, _NOT, name="not")


@strawberry.input(description="Which agreements")
class AgreementFilter:
    """Which agreements."""

    area: list[str] | None = asks(
        among(models.Agreement.area), "Of one of these areas, by reference"
    )
    region: list[str] | None = asks(in_region, "Of areas in one of these regions, by reference")
    status: list[AgreementStatus] | None = asks(
        worked_out(lambda place: agreement_status(place.moment.view, place.row)),
        "Having come this far on the day",
    )
    stage: list[AgreementStatus] | None = asks(
        among(models.Agreement.stage), "Having come this far, as the source says"
    )
    round: list[str] | None = asks(among(models.Agreement.round), "Made in one of these rounds")
    text: str | None = asks(containing(models.Agreement.title), "With these words in the title")
    standing: list[Standing] | None = asks(among(models.Agreement.standing), _STANDING)
    and_: list[AgreementFilter] | None = asks(None, _AND, name="and")
    or_: list[AgreementFilter] | None = asks(None, _OR, name="or")
    not_: AgreementFilter | None = asks(None, _NOT, name="not")


@strawberry.input(description="Which targets")
class TargetFilter:
    """Which targets."""

    agreement: list[str] | None = asks(
        among(models.Target.agreement), "Of one of these agreements, by reference"
    )
    area: list[str] | None = asks(
        area_of_agreement, "Of agreements of one of these areas, by reference"
    )
    block: list[str] | None = asks(among(models.Target.block), "In one of these blocks")
    measure: list[str] | None = asks(
        among(models.Target.measure), "Counted by one of these measures, by reference"
    )
    goal: list[str] | None = asks(
        linked(models.Derivation.target, models.Derivation.goal),
        "Derived from one of these goals, by reference",
    )
    lead_state: list[LeadState] | None = asks(lead_state, "With a lead in this state on the day")
    lead: list[str] | None = asks(
        led_by, "Led by one of these partners on the day, alone or jointly, by reference"
    )
    designation: list[Designation] | None = asks(
        worked_out(
            lambda place: func.coalesce(
                designation_of(place.moment, place.row), Designation.UNSTATED.value
            )
        ),
        "Designated, local or statutory on the day",
    )
    polarity: list[Polarity] | None = asks(among(models.Target.polarity), "Moving this way")
    text: str | None = asks(containing(models.Target.title), "With these words in the title")
    standing: list[Standing] | None = asks(among(models.Target.standing), _STANDING)
    and_: list[TargetFilter] | None = asks(None, _AND, name="and")
    or_: list[TargetFilter] | None = asks(None, _OR, name="or")
    not_: TargetFilter | None = asks(None, _NOT, name="not")


@strawberry.input(description="Which proposals")
class ProposalFilter:
    """Which proposals."""

    negotiation: list[str] | None = asks(
        among(models.Proposal.negotiation), "Made in one of these negotiations, by reference"
    )
    agreement: list[str] | None = asks(
        agreement_of_negotiation, "About one of these agreements, by reference"
    )
    by: list[str] | None = asks(
        among(models.Proposal.by), "Made by one of these bodies, by reference"
    )
    department: list[str] | None = asks(
        linked(models.Response.proposal, models.Response.by),
        "Answered by one of these bodies, by reference",
    )
    outcome: list[Outcome] | None = asks(
        linked(models.Response.proposal, models.Response.outcome), "With a response of this outcome"
    )
    status: list[ProposalStatus] | None = asks(
        worked_out(lambda place: proposal_status(place.moment.view, place.row)),
        "Answered, or not, by the day",
    )
    subject: list[ProposalSubject] | None = asks(
        among(models.Proposal.subject), "About one of these subjects"
    )
    theme: list[str] | None = asks(among(models.Proposal.theme), "Listed under one of these themes")
    target: list[str] | None = asks(
        among(models.Proposal.target), "About one of these targets, by reference"
    )
    made_from: Date | None = asks(made_from, "Made on this day or later")
    made_until: Date | None = asks(made_until, "Made before this day")
    text: str | None = asks(
        containing(models.Proposal.title, models.Proposal.text), "With these words in title or text"
    )
    standing: list[Standing] | None = asks(among(models.Proposal.standing), _STANDING)
    and_: list[ProposalFilter] | None = asks(None, _AND, name="and")
    or_: list[ProposalFilter] | None = asks(None, _OR, name="or")
    not_: ProposalFilter | None = asks(None, _NOT, name="not")


@strawberry.input(description="Which pools of money")
class PoolFilter:
    """Which pools of money."""

    pool: list[str] | None = asks(among(models.Pool.reference), "One of these, by reference")
    agreement: list[str] | None = asks(
        among(models.Pool.agreement), "Of one of these agreements, by reference"
    )
    area: list[str] | None = asks(
        area_of_agreement, "Of agreements of one of these areas, by reference"
    )
    financial_year: list[str] | None = asks(
        among(models.Pool.financial_year), "Of one of these financial years, such as 2007-08"
    )
    accountable_body: list[str] | None = asks(
        among(models.Pool.accountable_body), "One of these bodies answers for it, by reference"
    )
    standing: list[Standing] | None = asks(among(models.Pool.standing), _STANDING)
    and_: list[PoolFilter] | None = asks(None, _AND, name="and")
    or_: list[PoolFilter] | None = asks(None, _OR, name="or")
    not_: PoolFilter | None = asks(None, _NOT, name="not")


@strawberry.input(description="Which findings")
class FindingFilter:
    """Which findings."""

    # Only the kinds that are asked for are worked out.
    kind: list[FindingKind] | None = asks(valued("kind"), "Of one of these kinds", chooses=True)
    about: list[str] | None = asks(valued("about"), "About one of these records, by reference")
    agreement: list[str] | None = asks(
        valued("agreement"), "In one of these agreements, by reference"
    )
    area: list[str] | None = asks(
        area_of_finding, "In agreements of one of these areas, or about them, by reference"
    )
    standing: list[Standing] | None = asks(valued("standing"), _STANDING)
    and_: list[FindingFilter] | None = asks(None, _AND, name="and")
    or_: list[FindingFilter] | None = asks(None, _OR, name="or")
    not_: FindingFilter | None = asks(None, _NOT, name="not")
