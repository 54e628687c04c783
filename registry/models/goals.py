"""Tables of what Whitehall set: goals, measures, and targets assigned to particular bodies."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from registry.models.base import STRICT, Base, Sourced, day_column, reference_column, text_column


class Goal(Sourced, Base):
    """An outcome goal of national government, such as a Public Service Agreement."""

    __tablename__ = "goals"
    __table_args__ = STRICT
    TYPE = "Goal"
    COUNTED = "National goals (PSAs)"
    SEARCHED = ("title", "code")
    code: Mapped[str] = text_column("The goal's code within its review, such as PSA 23")
    title: Mapped[str] = text_column("The outcome that the goal asks for")
    review: Mapped[str] = text_column(
        "The spending review that set the goal, such as CSR2007", index=True
    )
    department: Mapped[str | None] = reference_column(
        "partners", "The department that leads on the goal"
    )
    department_stated: Mapped[str | None] = text_column(
        "The department or departments as the source words them"
    )


class Measure(Sourced, Base):
    """A national measure: what Whitehall counts, such as a National Indicator of 2008."""

    __tablename__ = "measures"
    __table_args__ = STRICT
    TYPE = "Measure"
    COUNTED = "National measures"
    SEARCHED = ("code", "title")
    code: Mapped[str] = text_column("The measure's code, such as NI 16")
    title: Mapped[str] = text_column("What is measured")
    from_: Mapped[str | None] = day_column("The first day on which the measure was in use", "from")
    until: Mapped[str | None] = day_column("The day from which the measure was in use no more")


class MeasureGoal(Sourced, Base):
    """That a national measure serves a goal."""

    __tablename__ = "measure_goals"
    __table_args__ = STRICT
    TYPE = "MeasureGoal"
    measure: Mapped[str] = reference_column("measures", "The measure")
    goal: Mapped[str] = reference_column("goals", "The goal that the measure serves")


class AssignedTarget(Sourced, Base):
    """What Whitehall set for one particular local body, which local targets then adapt or scrap."""

    __tablename__ = "assigned_targets"
    __table_args__ = STRICT
    TYPE = "AssignedTarget"
    SEARCHED = ("title",)
    goal: Mapped[str] = reference_column("goals", "The goal out of which the target was set")
    partner: Mapped[str] = reference_column("partners", "The body that was given the target")
    measure: Mapped[str | None] = reference_column("measures", "The measure by which it is counted")
    title: Mapped[str] = text_column("What the body was told to reach")
    from_: Mapped[str | None] = day_column("The first day on which the target held", "from")
    until: Mapped[str | None] = day_column("The day from which the target held no more")
