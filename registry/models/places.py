"""Tables of documents and places."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from registry.models.base import (
    STRICT,
    Base,
    Record,
    Sourced,
    code_column,
    day_column,
    reference_column,
    text_column,
)
from registry.vocabulary import AreaKind


class Source(Record, Base):
    """A document that records are taken from."""

    __tablename__ = "sources"
    __table_args__ = STRICT
    TYPE = "Source"
    COUNTED = "Source documents"
    title: Mapped[str] = text_column("What the document is called")
    publisher: Mapped[str | None] = text_column("Who published the document")
    published_on: Mapped[str | None] = day_column("The day on which the document was published")
    url: Mapped[str | None] = text_column("Where the document can be read")


class Region(Sourced, Base):
    """A region of England, as the Government Offices had them, or Wales as a whole."""

    __tablename__ = "regions"
    __table_args__ = STRICT
    TYPE = "Region"
    name: Mapped[str] = text_column("What the region is called")
    code: Mapped[str | None] = text_column("The region's official code")


class Area(Sourced, Base):
    """A place with a local authority, or a neighbourhood or ward inside one."""

    __tablename__ = "areas"
    __table_args__ = STRICT
    TYPE = "Area"
    COUNTED = "Areas"
    SEARCHED = ("name",)
    name: Mapped[str] = text_column("What the area is called")
    kind: Mapped[str] = code_column(AreaKind, "kind", "What kind of place it is")
    region: Mapped[str] = reference_column("regions", "The region in which the area lies")
    within: Mapped[str | None] = reference_column("areas", "The area of which this one is a part")
    from_: Mapped[str | None] = day_column("The first day on which the area existed", "from")
    until: Mapped[str | None] = day_column("The day from which the area existed no more")


class AreaCode(Sourced, Base):
    """A code by which an area goes, in one scheme of codes."""

    __tablename__ = "area_codes"
    __table_args__ = STRICT
    TYPE = "AreaCode"
    area: Mapped[str] = reference_column("areas", "The area that goes by the code")
    scheme: Mapped[str] = text_column("The scheme of codes: GSS, SNAC, local-authority-eng, ...")
    value: Mapped[str] = text_column("The code itself", index=True)
    from_: Mapped[str | None] = day_column("The first day on which the code held", "from")
    until: Mapped[str | None] = day_column("The day from which the code held no more")


class AreaSuccession(Sourced, Base):
    """What took an area's place when it ended."""

    __tablename__ = "area_successions"
    __table_args__ = STRICT
    TYPE = "AreaSuccession"
    area: Mapped[str] = reference_column("areas", "The area that ended")
    by: Mapped[str] = reference_column("areas", "The area that took its place")
    on: Mapped[str] = day_column("The day on which the one took the other's place")
    instrument: Mapped[str | None] = text_column("The instrument of law that made it so")
