"""Watch the head of the ledger, whichever process moves it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator

import psycopg

from registry import Registry
from registry.ledger import CHANNEL
from web.graphql.readers import Reader
from web.graphql.subscriptions.limits import SubscriptionLimits

LOG = logging.getLogger("answerable.web")
_HEAD = "SELECT number FROM head"
# A server that is gone without a word answers no more; nobody should wait for it for ever.
_PATIENCE = 10.0


def watch_numbers(
    registry: Registry, reader: Reader, bounds: SubscriptionLimits
) -> AsyncGenerator[int]:
    """Yield the number of the newest entry, again and again, and at once when it has grown."""
    if registry.dialect == "sqlite":
        return _poll_sqlite(reader, bounds)
    return _listen_to_postgres(registry, bounds)


async def _poll_sqlite(reader: Reader, bounds: SubscriptionLimits) -> AsyncGenerator[int]:
    """Poll: SQLite notifies nobody, but comparing a count in memory takes microseconds."""
    while True:
        state = await reader.state()
        if state is not None:
            yield state.number
        await asyncio.sleep(bounds.looking)


async def _listen_to_postgres(
    registry: Registry, bounds: SubscriptionLimits
) -> AsyncGenerator[int]:
    """Listen: PostgreSQL notifies with the commit; poll now and then for what may be lost."""
    while True:
        try:
            async with asyncio.timeout(_PATIENCE):
                connection = await psycopg.AsyncConnection.connect(registry.url, autocommit=True)
            async with connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                while True:
                    async with asyncio.timeout(_PATIENCE):
                        row = await (await connection.execute(_HEAD)).fetchone()
                    if row is not None:
                        yield row[0]
                    async for _ in connection.notifies(timeout=bounds.listening, stop_after=1):
                        pass
        except (psycopg.Error, TimeoutError) as error:
            LOG.warning("the ledger's head is out of sight: %s", error)
            await asyncio.sleep(bounds.again)
