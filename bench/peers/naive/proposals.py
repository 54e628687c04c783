"""Proposals of the naive API."""

from __future__ import annotations

from enum import Enum

import strawberry

from bench.peers.naive.targets import Agreement
from bench.peers.naive.types import Info, Partner, partner
from registry import models
from registry.vocabulary import Outcome

strawberry.enum(Outcome)


@strawberry.enum
class ProposalOrderBy(Enum):
    """What proposals can be sorted by."""

    AT = "at"
    REFERENCE = "reference"


@strawberry.enum
class Direction(Enum):
    """Which way."""

    ASC = "asc"
    DESC = "desc"


@strawberry.input
class ProposalOrder:
    """In which order proposals come."""

    by: ProposalOrderBy
    direction: Direction = Direction.ASC


@strawberry.input
class ProposalFilter:
    """Which proposals: answered by these bodies, with a response of these outcomes."""

    department: list[str] | None = None
    outcome: list[Outcome] | None = None


@strawberry.type
class Negotiation:
    """A negotiation."""

    row: strawberry.Private[models.Negotiation]
    title: str

    @strawberry.field
    async def agreement(self, info: Info) -> Agreement | None:
        """The agreement that is negotiated."""
        if self.row.agreement is None:
            return None
        row = await info.context.loaders.one(models.Agreement, self.row.agreement)
        return Agreement(row=row, title=row.title)


@strawberry.type
class Response:
    """An answer."""

    row: strawberry.Private[models.Response]
    outcome: str
    stated: str
    reasons: str | None
    at: str | None

    @strawberry.field
    async def by(self, info: Info) -> Partner | None:
        """Who answers."""
        return await partner(info, self.row.by)


@strawberry.type
class Proposal:
    """What is asked for."""

    row: strawberry.Private[models.Proposal]
    reference: str
    title: str
    text: str
    at: str | None

    @classmethod
    def of(cls, row: models.Proposal) -> Proposal:
        """The proposal of a row."""
        return cls(row=row, reference=row.reference, title=row.title, text=row.text, at=row.at)

    @strawberry.field
    async def by(self, info: Info) -> Partner | None:
        """Who asks."""
        return await partner(info, self.row.by)

    @strawberry.field
    async def negotiation(self, info: Info) -> Negotiation:
        """The negotiation in which it is made."""
        row = await info.context.loaders.one(models.Negotiation, self.row.negotiation)
        return Negotiation(row=row, title=row.title)

    @strawberry.field
    async def responses(self, info: Info) -> list[Response]:
        """What was answered."""
        kind = models.Response
        rows = await info.context.loaders.many(kind, kind.proposal, self.reference)
        return [
            Response(row=r, outcome=r.outcome, stated=r.stated, reasons=r.reasons, at=r.at)
            for r in rows
        ]


@strawberry.type
class PageInfo:
    """Whether there is more."""

    has_next_page: bool


@strawberry.type
class ProposalConnection:
    """A page of proposals."""

    total_count: int
    page_info: PageInfo
    nodes: list[Proposal]
