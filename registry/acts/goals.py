"""Acts of Whitehall: goals, measures and assigned targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from registry.acts.base import SourcedAct
from registry.acts.days import Between, On
from registry.acts.fields import Day, To


@dataclass(frozen=True, kw_only=True)
class GoalSet(SourcedAct):
    """Whitehall set an outcome goal."""

    KIND = "goals"
    ABOUT = ("goals", "reference")
    HAPPENED = None
    SETTING = True

    code: str
    title: str
    review: str
    department: Annotated[str, To("partners")] | None = None
    department_stated: str | None = None


@dataclass(frozen=True, kw_only=True)
class MeasureSet(SourcedAct):
    """Whitehall set a national measure."""

    KIND = "measures"
    ABOUT = ("measures", "reference")
    HAPPENED = Between("from_", "until")
    SETTING = True

    code: str
    title: str
    from_: Day | None = None
    until: Day | None = None


@dataclass(frozen=True, kw_only=True)
class MeasureServedGoal(SourcedAct):
    """A national measure was said to serve a goal."""

    KIND = "measure_goals"
    ABOUT = ("measures", "measure")
    KEY = ("measure", "goal")
    HAPPENED = On("measure")
    SETTING = True

    measure: Annotated[str, To("measures")]
    goal: Annotated[str, To("goals")]


@dataclass(frozen=True, kw_only=True)
class TargetAssigned(SourcedAct):
    """Whitehall set a target for one particular local body."""

    KIND = "assigned_targets"
    ABOUT = ("assigned_targets", "reference")
    HAPPENED = Between("from_", "until")

    goal: Annotated[str, To("goals")]
    partner: Annotated[str, To("partners")]
    measure: Annotated[str, To("measures")] | None = None
    title: str
    from_: Day | None = None
    until: Day | None = None
