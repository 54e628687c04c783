"""Acts about documents and places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from registry.acts.base import Act, SourcedAct
from registry.acts.days import Between, On
from registry.acts.fields import Day, To
from registry.vocabulary import AreaKind


@dataclass(frozen=True, kw_only=True)
class SourceCited(Act):
    """A document was cited as the source of records."""

    KIND = "sources"
    ABOUT = ("sources", "reference")
    HAPPENED = On("published_on")
    SETTING = True

    title: str
    publisher: str | None = None
    published_on: Day | None = None
    url: str | None = None


@dataclass(frozen=True, kw_only=True)
class RegionNamed(SourcedAct):
    """A region was named."""

    KIND = "regions"
    ABOUT = ("regions", "reference")
    HAPPENED = None
    SETTING = True

    name: str
    code: str | None = None


@dataclass(frozen=True, kw_only=True)
class AreaRecorded(SourcedAct):
    """An area was put on record."""

    KIND = "areas"
    ABOUT = ("areas", "reference")
    HAPPENED = Between("from_", "until")
    SETTING = True

    name: str
    kind: AreaKind
    region: Annotated[str, To("regions")]
    within: Annotated[str, To("areas")] | None = None
    from_: Day | None = None
    until: Day | None = None


@dataclass(frozen=True, kw_only=True)
class AreaCodeGiven(SourcedAct):
    """An area was given a code."""

    KIND = "area_codes"
    ABOUT = ("areas", "area")
    KEY = ("area", "scheme", "value")
    HAPPENED = Between("from_", "until")
    SETTING = True

    area: Annotated[str, To("areas")]
    scheme: str
    value: str
    from_: Day | None = None
    until: Day | None = None


@dataclass(frozen=True, kw_only=True)
class AreaReplaced(SourcedAct):
    """An area ended and another took its place."""

    KIND = "area_successions"
    ABOUT = ("areas", "area")
    KEY = ("area", "by")
    HAPPENED = On("on")
    SETTING = True

    area: Annotated[str, To("areas")]
    by: Annotated[str, To("areas")]
    on: Day
    instrument: str | None = None
