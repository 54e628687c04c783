"""Tables of local targets: where they come from, how they are counted, and how they do."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from registry.models.base import (
    STRICT,
    Base,
    Sourced,
    code,
    day,
    number,
    refers,
    words,
)
from registry.vocabulary import DerivationKind, Designation, Polarity


class Target(Sourced, Base):
    """What the partners of an area set out to reach together."""

    __tablename__ = "targets"
    __table_args__ = STRICT
    TYPE = "Target"
    COUNTED = "Local targets"
    SEARCHED = ("title",)
    title: Mapped[str] = words("What the partners set out to reach")
    agreement: Mapped[str] = refers("agreements", "The agreement that holds the target")
    block: Mapped[str | None] = words("The block or theme of the agreement in which it stands")
    measure: Mapped[str | None] = refers("measures", "The national measure by which it is counted")
    polarity: Mapped[str] = code(Polarity, "polarity", "Which way the measure should move")
    area: Mapped[str | None] = refers("areas", "The part of the area that it is for, if not all")
    spatial_level: Mapped[str | None] = words("For which places it is counted, as stated")
    unit: Mapped[str | None] = words("In what it is counted")
    baseline_stated: Mapped[str | None] = words("The starting point as the source words it")
    baseline_number: Mapped[str | None] = number("The starting point as a number")
    baseline_unit: Mapped[str | None] = words("The unit of the starting point")
    baseline_period: Mapped[str | None] = words("The period that the starting point speaks of")
    baseline_why: Mapped[str | None] = words("Why the starting point is no number")
    target_stated: Mapped[str | None] = words("What is aimed at, as the source words it")
    from_: Mapped[str | None] = day("The first day on which the target held", "from")
    until: Mapped[str | None] = day("The day from which the target held no more")


class TargetDesignation(Sourced, Base):
    """Whether a target is designated, local or a statutory education target, for a time."""

    __tablename__ = "target_designations"
    __table_args__ = STRICT
    TYPE = "TargetDesignation"
    target: Mapped[str] = refers("targets", "The target")
    designation: Mapped[str] = code(
        Designation, "designation", "Whether the target is designated, local or statutory"
    )
    revision: Mapped[str | None] = refers("revisions", "The revision that made it so")
    from_: Mapped[str | None] = day("The first day on which it was so", "from")
    until: Mapped[str | None] = day("The day from which it was so no more")


class TargetChange(Sourced, Base):
    """That a revision changed what a target says."""

    __tablename__ = "target_changes"
    __table_args__ = STRICT
    TYPE = "TargetChange"
    target: Mapped[str] = refers("targets", "The target that was changed")
    revision: Mapped[str] = refers("revisions", "The revision that changed it")
    field: Mapped[str] = words("Which of the target's fields was changed")
    was: Mapped[str | None] = words("What the field said before")
    value: Mapped[str] = words("What the field says since")


class Derivation(Sourced, Base):
    """How a local target came out of a national goal, and why."""

    __tablename__ = "derivations"
    __table_args__ = STRICT
    TYPE = "Derivation"
    target: Mapped[str] = refers("targets", "The local target")
    goal: Mapped[str] = refers("goals", "The national goal")
    how: Mapped[str] = code(DerivationKind, "how", "How the target came out of the goal")
    why: Mapped[str | None] = words("Why the partners did so")


class Scrap(Sourced, Base):
    """That a local target lets the partners scrap a national measure of a goal."""

    __tablename__ = "scraps"
    __table_args__ = STRICT
    TYPE = "Scrap"
    derivation: Mapped[str] = refers("derivations", "The derivation of the target from the goal")
    target: Mapped[str] = refers("targets", "The local target that takes the measure's place")
    measure: Mapped[str] = refers("measures", "The national measure that is scrapped")


class Milestone(Sourced, Base):
    """What a target aims at for one period."""

    __tablename__ = "milestones"
    __table_args__ = (Index(None, "target", "period"), STRICT)
    TYPE = "Milestone"
    target: Mapped[str] = refers("targets", "The target", index=False)
    period: Mapped[str] = words("The period, a financial year such as 2007-08 or as stated")
    aim_stated: Mapped[str | None] = words("What is aimed at, as the source words it")
    aim_number: Mapped[str | None] = number("What is aimed at, as a number")
    aim_unit: Mapped[str | None] = words("The unit of what is aimed at")
    aim_why: Mapped[str | None] = words("Why what is aimed at is no number")


class Measurement(Sourced, Base):
    """What was measured for a target in one period."""

    __tablename__ = "measurements"
    # What was measured for a period by a day is told without reading the others.
    __table_args__ = (Index(None, "target", "period", "reported_on"), STRICT)
    TYPE = "Measurement"
    target: Mapped[str] = refers("targets", "The target", index=False)
    period: Mapped[str] = words("The period, a financial year such as 2007-08 or as stated")
    value_stated: Mapped[str | None] = words("What was measured, as the source words it")
    value_number: Mapped[str | None] = number("What was measured, as a number")
    value_unit: Mapped[str | None] = words("The unit of what was measured")
    value_why: Mapped[str | None] = words("Why what was measured is no number")
    reported_on: Mapped[str | None] = day("The day on which it was reported")
    reported_by: Mapped[str | None] = refers("partners", "The body that reported it")
    revises: Mapped[str | None] = refers("measurements", "The earlier measurement that it revises")
