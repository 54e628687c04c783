"""Tables of the bodies that lead, answer, fund, negotiate, advise and decide."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from registry.models.base import (
    STRICT,
    Base,
    Sourced,
    code_column,
    day_column,
    reference_column,
    text_column,
)
from registry.vocabulary import PartnerKind


class Partner(Sourced, Base):
    """An organisation: a council, a local partner, a department, an inspectorate."""

    __tablename__ = "partners"
    __table_args__ = STRICT
    TYPE = "Partner"
    COUNTED = "Partners: councils, departments and others"
    SEARCHED = ("name",)
    name: Mapped[str] = text_column("What the organisation is called")
    kind: Mapped[str] = code_column(PartnerKind, "kind", "What kind of body it is")
    parent: Mapped[str | None] = reference_column("partners", "The body to which it is answerable")
    area: Mapped[str | None] = reference_column(
        "areas", "The area that it serves, where it serves one"
    )
    from_: Mapped[str | None] = day_column(
        "The first day on which the organisation existed", "from"
    )
    until: Mapped[str | None] = day_column("The day from which the organisation existed no more")


class PartnerIdentifier(Sourced, Base):
    """An identifier by which an organisation goes, in one org-id scheme."""

    __tablename__ = "partner_identifiers"
    __table_args__ = STRICT
    TYPE = "PartnerIdentifier"
    partner: Mapped[str] = reference_column(
        "partners", "The organisation that goes by the identifier"
    )
    scheme: Mapped[str] = text_column("The org-id scheme: GB-LAE, GB-GOR, GB-NHS, ...")
    value: Mapped[str] = text_column("The identifier itself, as the scheme writes it", index=True)
    from_: Mapped[str | None] = day_column("The first day on which the identifier held", "from")
    until: Mapped[str | None] = day_column("The day from which the identifier held no more")


class PartnerSuccession(Sourced, Base):
    """What took an organisation's place when it ended."""

    __tablename__ = "partner_successions"
    __table_args__ = STRICT
    TYPE = "PartnerSuccession"
    partner: Mapped[str] = reference_column("partners", "The organisation that ended")
    by: Mapped[str] = reference_column("partners", "The organisation that took its place")
    on: Mapped[str] = day_column("The day on which the one took the other's place")
    instrument: Mapped[str | None] = text_column("The instrument of law that made it so")
