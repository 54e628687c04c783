"""Revisions of agreements: what they changed, and who consented."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry import models
from schema.bindings import begun, column, many, record_type, relation
from schema.scalars import Date
from schema.types.interfaces import Resource

if TYPE_CHECKING:
    from schema.types.agreements import Agreement
    from schema.types.derivations import DesignationTerm, TargetChange
    from schema.types.partners import Partner


@record_type(models.RevisionConsent)
class Consent(Resource):
    partner: Partner = relation(models.RevisionConsent.partner)
    on: Date | None = column(models.RevisionConsent.on)


@record_type(models.Revision)
class Revision(Resource):
    title: str = column(models.Revision.title)
    agreement: Agreement = relation(models.Revision.agreement)
    on: Date = column(models.Revision.on)
    consents: list[Consent] = many(
        models.RevisionConsent.revision, "The bodies that consented to it", order=("on",)
    )
    changes: list[TargetChange] = many(
        models.TargetChange.revision, "What it changed in targets", order=("target",)
    )
    designations: list[DesignationTerm] = many(
        models.TargetDesignation.revision,
        "The targets that it designated, or made local",
        where=begun,
        order=("target",),
    )
