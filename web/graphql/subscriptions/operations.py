"""The operations of a subscription's connection: something to follow, or a query like any."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from schema import Answer, Following, GraphQLRequest, Stop, follow
from web.errors import Unreadable
from web.graphql.subscriptions.hub import Hub
from web.middleware.request_log import Account


def may_be_followed(request: GraphQLRequest) -> bool:
    """Whether a document may hold a subscription: without the word it can hold none."""
    return "subscription" in request.query


async def opened(hub: Hub, request: GraphQLRequest, log: Account) -> Following | Answer | None:
    """The subscription that is asked for, or its refusal; None where it is a query."""
    if not may_be_followed(request):
        return None

    def work(_: Stop) -> Following | Answer | None:
        return follow(hub.settings, request, charge=log.charge)

    return await hub.service.run(work)


async def answered(
    hub: Hub, request: GraphQLRequest, log: Account, *, only_queries: bool
) -> Answer:
    """The one answer to a query or mutation."""
    try:
        prepared = hub.service.prepare(request)
        found = await hub.service.answer(prepared, log, only_queries=only_queries)
    except Unreadable as error:
        log.refused(error.why.name)
        return Answer(None, (error.error,))
    assert found is not None, "whoever waits has nothing but its cancellation to leave by"
    return found.answer


async def start(hub: Hub, following: Following, after: int | None = None) -> int:
    """The number after which to begin: as the follower says, or that of the newest entry.

    Raises:
        Unreadable: the database cannot be read.
    """
    if after is not None:
        return after
    return following.since if following.since is not None else await hub.now()


async def answers(
    hub: Hub, following: Following, after: int
) -> AsyncGenerator[tuple[int, bytes] | Answer]:
    """The answer for each entry after a number, for good; a refusal is the last."""
    async with hub.following():
        while True:
            batch = await hub.read(following, after)
            for answer in batch.answers:
                yield answer
            if batch.refusal is not None:
                yield batch.refusal
                return
            after = batch.upto
