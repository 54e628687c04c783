"""How the record itself was mended."""

from __future__ import annotations

from registry import models
from schema.bindings import any_kind, column, record_type
from schema.types.interfaces import Resource


@record_type(models.Correction)
class Correction(Resource):
    kind: str = column(models.Correction.kind)
    record: Resource | None = any_kind("kind", "record", "The record that was wrong")
    field: str = column(models.Correction.field)
    value: str | None = column(models.Correction.value)
    reason: str = column(models.Correction.reason)


@record_type(models.Redaction)
class Redaction(Resource):
    kind: str = column(models.Redaction.kind)
    record: Resource | None = any_kind("kind", "record", "The record that held the words")
    fields: str = column(models.Redaction.fields)
    reason: str = column(models.Redaction.reason)
