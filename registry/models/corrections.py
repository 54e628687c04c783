"""Tables of how the record itself was mended: corrections and redactions stay visible."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from registry.models.base import STRICT, Base, Sourced, integer_column, text_column


class Correction(Sourced, Base):
    """That something was recorded wrongly, and what is right."""

    __tablename__ = "corrections"
    __table_args__ = STRICT
    TYPE = "Correction"
    kind: Mapped[str] = text_column("The kind of record that was wrong, such as targets")
    record: Mapped[str] = text_column("The reference of the record that was wrong", index=True)
    field: Mapped[str] = text_column("The field that was wrong")
    value: Mapped[str | None] = text_column(
        "What is right; empty where the field should say nothing"
    )
    corrects: Mapped[int] = integer_column("The number of the entry that is corrected")
    reason: Mapped[str] = text_column("Why it is corrected")


class Redaction(Sourced, Base):
    """That words were taken off the record, and why; that something stood there stays visible."""

    __tablename__ = "redactions"
    __table_args__ = STRICT
    TYPE = "Redaction"
    redacts: Mapped[int] = integer_column("The number of the entry whose words were taken off")
    kind: Mapped[str] = text_column("The kind of record that held them")
    record: Mapped[str] = text_column("The reference of the record that held them", index=True)
    fields: Mapped[str] = text_column("The fields that held them, divided by spaces")
    remains: Mapped[str] = text_column("What remains of the act, as canonical JSON")
    reason: Mapped[str] = text_column("Why they were taken off")
