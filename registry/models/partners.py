"""Tables of the bodies that lead, answer, fund, negotiate, advise and decide."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from registry.models.base import STRICT, Base, Sourced, code, day, refers, words
from registry.vocabulary import PartnerKind


class Partner(Sourced, Base):
    """An organisation: a council, a local partner, a department, an inspectorate."""

    __tablename__ = "partners"
    __table_args__ = STRICT
    TYPE = "Partner"
    COUNTED = "Partners: councils, departments and others"
    SEARCHED = ("name",)
    name: Mapped[str] = words("What the organisation is called")
    kind: Mapped[str] = code(PartnerKind, "kind", "What kind of body it is")
    parent: Mapped[str | None] = refers("partners", "The body to which it is answerable")
    area: Mapped[str | None] = refers("areas", "The area that it serves, where it serves one")
    from_: Mapped[str | None] = day("The first day on which the organisation existed", "from")
    until: Mapped[str | None] = day("The day from which the organisation existed no more")


class PartnerIdentifier(Sourced, Base):
    """An identifier by which an organisation goes, in one org-id scheme."""

    __tablename__ = "partner_identifiers"
    __table_args__ = STRICT
    TYPE = "PartnerIdentifier"
    partner: Mapped[str] = refers("partners", "The organisation that goes by the identifier")
    scheme: Mapped[str] = words("The org-id scheme: GB-LAE, GB-GOR, GB-NHS, ...")
    value: Mapped[str] = words("The identifier itself, as the scheme writes it", index=True)
    from_: Mapped[str | None] = day("The first day on which the identifier held", "from")
    until: Mapped[str | None] = day("The day from which the identifier held no more")


class PartnerSuccession(Sourced, Base):
    """What took an organisation's place when it ended."""

    __tablename__ = "partner_successions"
    __table_args__ = STRICT
    TYPE = "PartnerSuccession"
    partner: Mapped[str] = refers("partners", "The organisation that ended")
    by: Mapped[str] = refers("partners", "The organisation that took its place")
    on: Mapped[str] = day("The day on which the one took the other's place")
    instrument: Mapped[str | None] = words("The instrument of law that made it so")
