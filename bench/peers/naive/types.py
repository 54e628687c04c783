"""The types of the naive API: each made of a row, what hangs on it resolved through the loaders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

import strawberry

from bench.peers.naive.loaders import Loaders
from registry import models


@dataclass(slots=True)
class Context:
    """What the resolvers of one request share."""

    loaders: Loaders
    day: str = "9999-12-31"

    def holds(self, row: Any) -> bool:
        """Whether a term holds on the day that is asked about."""
        begun = row.from_ is None or row.from_ <= self.day
        return begun and (row.until is None or row.until > self.day)


Info = strawberry.Info[Context, None]
T = TypeVar("T")


@strawberry.type
class Named:
    """A region."""

    name: str


@strawberry.type
class Partner:
    """An organisation."""

    name: str
    kind: str


@strawberry.type
class Coded:
    """A goal, or a national measure."""

    code: str
    title: str


@strawberry.type
class Source:
    """The document that says so."""

    title: str
    standing: str


@strawberry.type
class Quantity:
    """What was stated, and the number in it."""

    stated: str | None
    number: str | None
    unit: str | None


@strawberry.type
class Money:
    """A sum in pounds."""

    amount: str


@strawberry.type
class Lead:
    """Who leads."""

    state: str
    stated: str | None
    partner: Partner | None


@strawberry.type
class Protocol:
    """A protocol."""

    title: str
    version: int
    complaints: str | None


@strawberry.type
class Pool:
    """A pool."""

    title: str
    financial_year: str


@strawberry.type
class Area:
    """An area."""

    row: strawberry.Private[models.Area]
    name: str

    @strawberry.field
    async def region(self, info: Info) -> Named:
        """The region in which it lies."""
        return Named(name=(await info.context.loaders.one(models.Region, self.row.region)).name)


@strawberry.type
class Allocation:
    """What a pool gives."""

    row: strawberry.Private[models.Allocation]
    amount: Money

    @strawberry.field
    async def pool(self, info: Info) -> Pool:
        """The pool that gives."""
        pool = await info.context.loaders.one(models.Pool, self.row.pool)
        return Pool(title=pool.title, financial_year=pool.financial_year)


@strawberry.type
class Derivation:
    """The goal of a target."""

    row: strawberry.Private[models.Derivation]
    how: str
    why: str | None

    @strawberry.field
    async def goal(self, info: Info) -> Coded:
        """The goal."""
        goal = await info.context.loaders.one(models.Goal, self.row.goal)
        return Coded(code=goal.code, title=goal.title)

    @strawberry.field
    async def scraps(self, info: Info) -> list[Coded]:
        """The measures that the partners may scrap."""
        load = info.context.loaders
        scraps = await load.many(models.Scrap, models.Scrap.derivation, self.row.reference)
        measures = [await load.one(models.Measure, scrap.measure) for scrap in scraps]
        return [Coded(code=measure.code, title=measure.title) for measure in measures]


@strawberry.type
class Milestone:
    """What is aimed at in a period."""

    period: str
    aim: Quantity


@strawberry.type
class Measurement:
    """What was measured in a period."""

    row: strawberry.Private[models.Measurement]
    period: str
    value: Quantity
    reported_on: str | None

    @strawberry.field
    async def reported_by(self, info: Info) -> Partner | None:
        """The body that reported it."""
        return await partner(info, self.row.reported_by)


async def partner(info: Info, reference: str | None) -> Partner | None:
    """An organisation by its reference."""
    if reference is None:
        return None
    row = await info.context.loaders.one(models.Partner, reference)
    return Partner(name=row.name, kind=row.kind)


async def area(info: Info, reference: str) -> Area:
    """An area by its reference."""
    row = await info.context.loaders.one(models.Area, reference)
    return Area(row=row, name=row.name)


def quantity(stated: str | None, number: str | None, unit: str | None) -> Quantity:
    """What three columns hold."""
    return Quantity(stated=stated, number=number, unit=unit)
