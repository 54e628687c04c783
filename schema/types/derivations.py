"""Where targets come from, and how they changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry import models
from registry.vocabulary import DerivationKind, Designation
from schema.bindings import always, column, many, record_type, relation
from schema.scalars import Date
from schema.types.interfaces import Resource

if TYPE_CHECKING:
    from schema.types.goals import Goal
    from schema.types.measures import Measure
    from schema.types.revisions import Revision
    from schema.types.targets import Target


@record_type(models.Derivation)
class Derivation(Resource):
    goal: Goal = relation(models.Derivation.goal)
    how: DerivationKind = column(models.Derivation.how)
    why: str | None = column(models.Derivation.why)
    scraps: list[Measure] = many(
        models.Scrap.derivation,
        "The national measures that the partners dropped for it",
        to=models.Scrap.measure,
        where=always,
    )


@record_type(models.TargetDesignation)
class DesignationTerm(Resource):
    target: Target = relation(models.TargetDesignation.target)
    designation: Designation = column(models.TargetDesignation.designation)
    revision: Revision | None = relation(models.TargetDesignation.revision)
    from_: Date | None = column(models.TargetDesignation.from_, name="from")
    until: Date | None = column(models.TargetDesignation.until)


@record_type(models.TargetChange)
class TargetChange(Resource):
    target: Target = relation(models.TargetChange.target)
    revision: Revision = relation(models.TargetChange.revision)
    field: str = column(models.TargetChange.field)
    was: str | None = column(models.TargetChange.was)
    value: str = column(models.TargetChange.value)
