"""Tables of local targets: where they come from, how they are counted, and how they do."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from registry.models.base import (
    STRICT,
    Base,
    Sourced,
    boolean_column,
    code_column,
    day_column,
    decimal_column,
    reference_column,
    text_column,
)
from registry.vocabulary import DerivationKind, Designation, Polarity


class Target(Sourced, Base):
    """What the partners of an area set out to reach together."""

    __tablename__ = "targets"
    __table_args__ = STRICT
    TYPE = "Target"
    COUNTED = "Local targets"
    SEARCHED = ("title",)
    title: Mapped[str] = text_column("What the partners set out to reach")
    agreement: Mapped[str] = reference_column("agreements", "The agreement that holds the target")
    block: Mapped[str | None] = text_column(
        "The block or theme of the agreement in which it stands"
    )
    measure: Mapped[str | None] = reference_column(
        "measures", "The national measure by which it is counted"
    )
    polarity: Mapped[str] = code_column(Polarity, "polarity", "Which way the measure should move")
    area: Mapped[str | None] = reference_column(
        "areas", "The part of the area that it is for, if not all"
    )
    spatial_level: Mapped[str | None] = text_column("For which places it is counted, as stated")
    unit: Mapped[str | None] = text_column("In what it is counted")
    baseline_stated: Mapped[str | None] = text_column("The starting point as the source words it")
    baseline_number: Mapped[str | None] = decimal_column("The starting point as a number")
    baseline_unit: Mapped[str | None] = text_column("The unit of the starting point")
    baseline_period: Mapped[str | None] = text_column(
        "The period that the starting point speaks of"
    )
    baseline_why: Mapped[str | None] = text_column("Why the starting point is no number")
    target_stated: Mapped[str | None] = text_column("What is aimed at, as the source words it")
    from_: Mapped[str | None] = day_column("The first day on which the target held", "from")
    until: Mapped[str | None] = day_column("The day from which the target held no more")
    revised: Mapped[bool] = boolean_column(
        "Whether any revision changed what it says", default=False
    )


class TargetDesignation(Sourced, Base):
    """Whether a target is designated, local or a statutory education target, for a time."""

    __tablename__ = "target_designations"
    __table_args__ = STRICT
    TYPE = "TargetDesignation"
    target: Mapped[str] = reference_column("targets", "The target")
    designation: Mapped[str] = code_column(
        Designation, "designation", "Whether the target is designated, local or statutory"
    )
    revision: Mapped[str | None] = reference_column("revisions", "The revision that made it so")
    from_: Mapped[str | None] = day_column("The first day on which it was so", "from")
    until: Mapped[str | None] = day_column("The day from which it was so no more")


class TargetChange(Sourced, Base):
    """That a revision changed what a target says."""

    __tablename__ = "target_changes"
    __table_args__ = STRICT
    TYPE = "TargetChange"
    target: Mapped[str] = reference_column("targets", "The target that was changed")
    revision: Mapped[str] = reference_column("revisions", "The revision that changed it")
    field: Mapped[str] = text_column("Which of the target's fields was changed")
    was: Mapped[str | None] = text_column("What the field said before")
    value: Mapped[str] = text_column("What the field says since")


class Derivation(Sourced, Base):
    """How a local target came out of a national goal, and why."""

    __tablename__ = "derivations"
    __table_args__ = STRICT
    TYPE = "Derivation"
    target: Mapped[str] = reference_column("targets", "The local target")
    goal: Mapped[str] = reference_column("goals", "The national goal")
    how: Mapped[str] = code_column(DerivationKind, "how", "How the target came out of the goal")
    why: Mapped[str | None] = text_column("Why the partners did so")


class Scrap(Sourced, Base):
    """That a local target lets the partners scrap a national measure of a goal."""

    __tablename__ = "scraps"
    __table_args__ = STRICT
    TYPE = "Scrap"
    derivation: Mapped[str] = reference_column(
        "derivations", "The derivation of the target from the goal"
    )
    target: Mapped[str] = reference_column(
        "targets", "The local target that takes the measure's place"
    )
    measure: Mapped[str] = reference_column("measures", "The national measure that is scrapped")


class Milestone(Sourced, Base):
    """What a target aims at for one period."""

    __tablename__ = "milestones"
    __table_args__ = (Index(None, "target", "period"), STRICT)
    TYPE = "Milestone"
    target: Mapped[str] = reference_column("targets", "The target", index=False)
    period: Mapped[str] = text_column("The period, a financial year such as 2007-08 or as stated")
    aim_stated: Mapped[str | None] = text_column("What is aimed at, as the source words it")
    aim_number: Mapped[str | None] = decimal_column("What is aimed at, as a number")
    aim_unit: Mapped[str | None] = text_column("The unit of what is aimed at")
    aim_why: Mapped[str | None] = text_column("Why what is aimed at is no number")


class Measurement(Sourced, Base):
    """What was measured for a target in one period."""

    __tablename__ = "measurements"
    # What was measured for a period by a day is told without reading the others.
    __table_args__ = (Index(None, "target", "period", "reported_on"), STRICT)
    TYPE = "Measurement"
    target: Mapped[str] = reference_column("targets", "The target", index=False)
    period: Mapped[str] = text_column("The period, a financial year such as 2007-08 or as stated")
    value_stated: Mapped[str | None] = text_column("What was measured, as the source words it")
    value_number: Mapped[str | None] = decimal_column("What was measured, as a number")
    value_unit: Mapped[str | None] = text_column("The unit of what was measured")
    value_why: Mapped[str | None] = text_column("Why what was measured is no number")
    reported_on: Mapped[str | None] = day_column("The day on which it was reported")
    reported_by: Mapped[str | None] = reference_column("partners", "The body that reported it")
    revises: Mapped[str | None] = reference_column(
        "measurements", "The earlier measurement that it revises"
    )
