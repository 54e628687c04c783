"""Acts about organisations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from registry.acts.base import SourcedAct
from registry.acts.days import Between, On
from registry.acts.fields import Day, To
from registry.vocabulary import PartnerKind


@dataclass(frozen=True, kw_only=True)
class PartnerRecorded(SourcedAct):
    """An organisation was put on record."""

    KIND = "partners"
    ABOUT = ("partners", "reference")
    HAPPENED = Between("from_", "until")
    SETTING = True

    name: str
    kind: PartnerKind
    parent: Annotated[str, To("partners")] | None = None
    area: Annotated[str, To("areas")] | None = None
    from_: Day | None = None
    until: Day | None = None


@dataclass(frozen=True, kw_only=True)
class PartnerIdentified(SourcedAct):
    """An organisation was given an identifier."""

    KIND = "partner_identifiers"
    ABOUT = ("partners", "partner")
    KEY = ("partner", "scheme", "value")
    HAPPENED = Between("from_", "until")
    SETTING = True

    partner: Annotated[str, To("partners")]
    scheme: str
    value: str
    from_: Day | None = None
    until: Day | None = None


@dataclass(frozen=True, kw_only=True)
class PartnerReplaced(SourcedAct):
    """An organisation ended and another took its place."""

    KIND = "partner_successions"
    ABOUT = ("partners", "partner")
    KEY = ("partner", "by")
    HAPPENED = On("on")
    SETTING = True

    partner: Annotated[str, To("partners")]
    by: Annotated[str, To("partners")]
    on: Day
    instrument: str | None = None
