"""Acts about local targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from registry.acts.base import SourcedAct
from registry.acts.days import Between, On
from registry.acts.fields import Day, Number, To
from registry.acts.ties import Tie
from registry.vocabulary import DerivationKind, Designation, Polarity


@dataclass(frozen=True, kw_only=True)
class TargetSet(SourcedAct):
    """The partners of an agreement set a target."""

    KIND = "targets"
    ABOUT = ("targets", "reference")
    HAPPENED = Between("from_", "until")
    PART_OF = "agreement"

    title: str
    agreement: Annotated[str, To("agreements")]
    block: str | None = None
    measure: Annotated[str, To("measures")] | None = None
    polarity: Polarity = Polarity.UNSTATED
    area: Annotated[str, To("areas")] | None = None
    spatial_level: str | None = None
    unit: str | None = None
    baseline_stated: str | None = None
    baseline_number: Number | None = None
    baseline_unit: str | None = None
    baseline_period: str | None = None
    baseline_why: str | None = None
    target_stated: str | None = None
    from_: Day | None = None
    until: Day | None = None


@dataclass(frozen=True, kw_only=True)
class TargetDesignated(SourcedAct):
    """A target became designated, local or statutory; the term before it ended."""

    KIND = "target_designations"
    ABOUT = ("targets", "target")
    KEY = ("target", "designation", "from_")
    HAPPENED = Between("from_", "until")
    TIES = (Tie("target", "agreement", other="revision"),)

    target: Annotated[str, To("targets")]
    designation: Designation
    revision: Annotated[str, To("revisions")] | None = None
    from_: Day | None = None
    until: Day | None = None


@dataclass(frozen=True, kw_only=True)
class TargetDerived(SourcedAct):
    """A target was derived from a national goal."""

    KIND = "derivations"
    ABOUT = ("targets", "target")
    KEY = ("target", "goal")
    HAPPENED = On("target")

    target: Annotated[str, To("targets")]
    goal: Annotated[str, To("goals")]
    how: DerivationKind
    why: str | None = None


@dataclass(frozen=True, kw_only=True)
class MeasureScrapped(SourcedAct):
    """The partners scrapped a national measure for a target of their own."""

    KIND = "scraps"
    ABOUT = ("targets", "target")
    KEY = ("derivation", "measure")
    HAPPENED = On("target")
    TIES = (Tie("derivation", "target"),)

    derivation: Annotated[str, To("derivations")]
    target: Annotated[str, To("targets")]
    measure: Annotated[str, To("measures")]


@dataclass(frozen=True, kw_only=True)
class MilestoneSet(SourcedAct):
    """What a target aims at for a period was set."""

    KIND = "milestones"
    ABOUT = ("targets", "target")
    KEY = ("target", "period")
    HAPPENED = On("target")

    target: Annotated[str, To("targets")]
    period: str
    aim_stated: str | None = None
    aim_number: Number | None = None
    aim_unit: str | None = None
    aim_why: str | None = None


@dataclass(frozen=True, kw_only=True)
class MeasurementReported(SourcedAct):
    """What was measured for a target was reported."""

    KIND = "measurements"
    ABOUT = ("targets", "target")
    KEY = ("target", "period", "reported_on")
    HAPPENED = On("reported_on")
    TIES = (Tie("revises", "target"),)

    target: Annotated[str, To("targets")]
    period: str
    value_stated: str | None = None
    value_number: Number | None = None
    value_unit: str | None = None
    value_why: str | None = None
    reported_on: Day | None = None
    reported_by: Annotated[str, To("partners")] | None = None
    revises: Annotated[str, To("measurements")] | None = None


@dataclass(frozen=True, kw_only=True)
class TargetChanged(SourcedAct):
    """A revision changed what a target says."""

    KIND = "target_changes"
    ABOUT = ("targets", "target")
    KEY = ("target", "revision", "field")
    HAPPENED = On("revision")
    TIES = (Tie("target", "agreement", other="revision"),)
    AFTER = ("accountability",)  # its rule asks whom the target concerns

    target: Annotated[str, To("targets")]
    revision: Annotated[str, To("revisions")]
    field: str
    was: str | None = None
    value: str
