"""Records loaded in batches: one statement for all that a level of the question asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import InstrumentedAttribute
from strawberry.dataloader import DataLoader

from registry.models import Record

R = TypeVar("R", bound=Record)


class Loaders:
    """The loaders of one request, each made when it is first asked for."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions
        self._made: dict[Any, DataLoader[str, Any]] = {}

    async def one(self, model: type[R], reference: str) -> R:
        """The record of a reference."""
        if model not in self._made:

            async def load(keys: list[str]) -> Sequence[R]:
                rows = await self._rows(model, model.reference, keys)
                found = {row.reference: row for row in rows}
                return [found[key] for key in keys]

            self._made[model] = DataLoader(load)
        row: R = await self._made[model].load(reference)
        return row

    async def many(
        self, model: type[R], column: InstrumentedAttribute[Any], reference: str
    ) -> list[R]:
        """The records whose column holds a reference, in the order of their keys."""
        if column not in self._made:

            async def load(keys: list[str]) -> list[list[R]]:
                grouped = defaultdict(list)
                for row in await self._rows(model, column, keys):
                    grouped[getattr(row, column.key)].append(row)
                return [grouped[key] for key in keys]

            self._made[column] = DataLoader(load)
        rows: list[R] = await self._made[column].load(reference)
        return rows

    async def _rows(
        self, model: type[R], column: InstrumentedAttribute[Any], keys: list[str]
    ) -> Sequence[R]:
        async with self._sessions() as session:
            asked = select(model).where(column.in_(keys)).order_by(model.reference)
            return (await session.scalars(asked)).all()
