"""Targets and agreements of the naive API."""

from __future__ import annotations

import strawberry

from bench.peers.naive.types import (
    Allocation,
    Area,
    Coded,
    Derivation,
    Info,
    Lead,
    Measurement,
    Milestone,
    Money,
    Partner,
    Protocol,
    Quantity,
    Source,
    area,
    partner,
    quantity,
)
from registry import models

__all__ = ["Agreement", "Coded", "Target", "TargetConnection"]


@strawberry.type
class Target:
    """A local target."""

    row: strawberry.Private[models.Target]
    reference: str
    title: str
    block: str | None
    baseline: Quantity | None

    @classmethod
    def of(cls, row: models.Target) -> Target:
        """The target of a row."""
        stated = row.baseline_stated
        baseline = quantity(stated, row.baseline_number, row.baseline_unit) if stated else None
        return cls(
            row=row, reference=row.reference, title=row.title, block=row.block, baseline=baseline
        )

    async def _accountability(self, info: Info) -> list[models.Accountability]:
        kind = models.Accountability
        rows = await info.context.loaders.many(kind, kind.target, self.reference)
        return [row for row in rows if info.context.holds(row)]

    @strawberry.field
    async def designation(self, info: Info) -> str | None:
        """Whether it is designated."""
        kind = models.TargetDesignation
        rows = await info.context.loaders.many(kind, kind.target, self.reference)
        return next((row.designation for row in rows if info.context.holds(row)), None)

    @strawberry.field
    async def derived_from(self, info: Info) -> list[Derivation]:
        """The goals that it came out of."""
        kind = models.Derivation
        rows = await info.context.loaders.many(kind, kind.target, self.reference)
        return [Derivation(row=row, how=row.how, why=row.why) for row in rows]

    @strawberry.field
    async def lead(self, info: Info) -> Lead:
        """Who leads."""
        leads = [row for row in await self._accountability(info) if row.role == "LEAD"]
        if not leads:
            return Lead(state="MISSING", stated=None, partner=None)
        leader = await partner(info, leads[0].partner)
        return Lead(state=leads[0].state, stated=leads[0].stated, partner=leader)

    @strawberry.field
    async def accountable(self, info: Info) -> list[Partner]:
        """Who is accountable, the lead among them."""
        rows = await self._accountability(info)
        references = dict.fromkeys(row.partner for row in rows if row.partner)
        found = [await partner(info, reference) for reference in references]
        return [one for one in found if one is not None]

    @strawberry.field
    async def protocol(self, info: Info) -> Protocol | None:
        """The protocol in force."""
        kind = models.Protocol
        rows = await info.context.loaders.many(kind, kind.agreement, self.row.agreement)
        row = max(filter(info.context.holds, rows), key=lambda row: row.version, default=None)
        if row is None:
            return None
        return Protocol(title=row.title, version=row.version, complaints=row.complaints)

    @strawberry.field
    async def allocations(self, info: Info) -> list[Allocation]:
        """What pools give."""
        kind = models.Allocation
        rows = await info.context.loaders.many(kind, kind.target, self.reference)
        return [Allocation(row=r, amount=Money(amount=f"{r.amount / 100:.2f}")) for r in rows]

    @strawberry.field
    async def milestones(self, info: Info) -> list[Milestone]:
        """What is aimed at."""
        kind = models.Milestone
        rows = await info.context.loaders.many(kind, kind.target, self.reference)
        return [
            Milestone(period=r.period, aim=quantity(r.aim_stated, r.aim_number, r.aim_unit))
            for r in rows
        ]

    @strawberry.field
    async def measurements(self, info: Info) -> list[Measurement]:
        """What was measured."""
        kind = models.Measurement
        rows = await info.context.loaders.many(kind, kind.target, self.reference)
        return [
            Measurement(
                row=r,
                period=r.period,
                value=quantity(r.value_stated, r.value_number, r.value_unit),
                reported_on=r.reported_on,
            )
            for r in rows
        ]

    @strawberry.field
    async def source(self, info: Info) -> Source:
        """The document that says so."""
        row = await info.context.loaders.one(models.Source, self.row.source)
        return Source(title=row.title, standing=row.standing)


@strawberry.type
class TargetConnection:
    """Targets, and how many there are."""

    total_count: int
    nodes: list[Target]


@strawberry.type
class Agreement:
    """An agreement."""

    row: strawberry.Private[models.Agreement]
    title: str

    @strawberry.field
    async def area(self, info: Info) -> Area:
        """The area that it is for."""
        return await area(info, self.row.area)

    @strawberry.field
    async def targets(self, info: Info, first: int = 20) -> TargetConnection:
        """Its targets."""
        kind = models.Target
        rows = await info.context.loaders.many(kind, kind.agreement, self.row.reference)
        nodes = [Target.of(row) for row in rows[:first]]
        return TargetConnection(total_count=len(rows), nodes=nodes)
