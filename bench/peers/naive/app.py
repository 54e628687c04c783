"""``app(database_url)``: the naive API as an ASGI application."""

from __future__ import annotations

from typing import Any

import strawberry
from sqlalchemy import Select, event, func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL

from bench.peers.naive.loaders import Loaders
from bench.peers.naive.proposals import (
    Direction,
    PageInfo,
    Proposal,
    ProposalConnection,
    ProposalFilter,
    ProposalOrder,
)
from bench.peers.naive.targets import Agreement, Target
from bench.peers.naive.types import Context, Info
from registry import models


@strawberry.input
class By:
    """Which record."""

    reference: str


def app(database_url: str) -> GraphQL[Context, None]:
    """The application, on SQLite through aiosqlite or on PostgreSQL through asyncpg."""
    url = database_url.replace("postgresql://", "postgresql+asyncpg://")
    url = url.replace("sqlite://", "sqlite+aiosqlite://")
    engine = create_async_engine(url, pool_size=20, max_overflow=20)
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _roomy)
    sessions = async_sessionmaker(engine, expire_on_commit=False)

    class Naive(GraphQL[Context, None]):
        async def get_context(
            self, request: Request | WebSocket, response: Response | WebSocket
        ) -> Context:
            return Context(Loaders(sessions))

    return Naive(strawberry.Schema(query=_query(sessions)), graphql_ide=None)


def _roomy(connection: Any, _record: Any) -> None:
    """As much memory for pages as Answerable's connections have."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA cache_size = -65536")
    cursor.close()


def _query(sessions: async_sessionmaker[AsyncSession]) -> type:
    @strawberry.type
    class Query:
        @strawberry.field
        async def target(self, info: Info, by: By, as_of: str) -> Target:
            info.context.day = as_of
            return Target.of(await info.context.loaders.one(models.Target, by.reference))

        @strawberry.field
        async def agreement(self, info: Info, by: By, as_of: str) -> Agreement:
            info.context.day = as_of
            row = await info.context.loaders.one(models.Agreement, by.reference)
            return Agreement(row=row, title=row.title)

        @strawberry.field
        async def proposals(
            self,
            filter: ProposalFilter,  # noqa: A002 - the argument's name in the API
            order_by: list[ProposalOrder],
            first: int = 20,
        ) -> ProposalConnection:
            found = _filtered(filter)
            async with sessions() as session:
                total = await session.scalar(select(func.count()).select_from(found.subquery()))
                page = _ordered(found, order_by).limit(first + 1)
                rows = (await session.scalars(page)).all()
            return ProposalConnection(
                total_count=total or 0,
                page_info=PageInfo(has_next_page=len(rows) > first),
                nodes=[Proposal.of(row) for row in rows[:first]],
            )

    return Query


def _filtered(given: ProposalFilter) -> Select[models.Proposal]:
    found = select(models.Proposal)
    answers = select(models.Response.proposal)
    if given.department is not None:
        by = answers.where(models.Response.by.in_(given.department))
        found = found.where(models.Proposal.reference.in_(by))
    if given.outcome is not None:
        words = [outcome.value for outcome in given.outcome]
        so = answers.where(models.Response.outcome.in_(words))
        found = found.where(models.Proposal.reference.in_(so))
    return found


def _ordered(
    found: Select[models.Proposal], orders: list[ProposalOrder]
) -> Select[models.Proposal]:
    for order in orders:
        column = getattr(models.Proposal, order.by.value)
        found = found.order_by(column.desc() if order.direction is Direction.DESC else column)
    return found.order_by(models.Proposal.reference)
