"""Where targets come from, and how they changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry import models
from registry.vocabulary import DerivationKind, Designation
from schema.bindings import always, cited, column, many, record_type, related
from schema.scalars import Date
from schema.types.values import Source

if TYPE_CHECKING:
    from schema.types.goals import Goal
    from schema.types.measures import Measure
    from schema.types.revisions import Revision
    from schema.types.targets import Target


@record_type(models.Derivation)
class Derivation:
    goal: Goal = related(models.Derivation.goal)
    how: DerivationKind = column(models.Derivation.how)
    why: str | None = column(models.Derivation.why)
    scraps: list[Measure] = many(
        models.Scrap.derivation,
        "The national measures that the partners dropped for it",
        to=models.Scrap.measure,
        where=always,
    )
    source: Source | None = cited(models.Derivation.source)


@record_type(models.TargetDesignation)
class DesignationTerm:
    target: Target = related(models.TargetDesignation.target)
    designation: Designation = column(models.TargetDesignation.designation)
    revision: Revision | None = related(models.TargetDesignation.revision)
    from_: Date | None = column(models.TargetDesignation.from_, name="from")
    until: Date | None = column(models.TargetDesignation.until)
    source: Source | None = cited(models.TargetDesignation.source)


@record_type(models.TargetChange)
class TargetChange:
    target: Target = related(models.TargetChange.target)
    revision: Revision = related(models.TargetChange.revision)
    field: str = column(models.TargetChange.field)
    was: str | None = column(models.TargetChange.was)
    value: str = column(models.TargetChange.value)
