"""Run the operations of a connection: a subscription, or a query like any."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from schema import Answer, GraphQLRequest, RequestDeadline, SubscriptionPlan, plan_subscription
from web.errors import ErrorReason, RequestError
from web.graphql.subscriptions.hub import Hub
from web.middleware.request_log import RequestLog


def may_subscribe(request: GraphQLRequest) -> bool:
    """Return whether a document may hold a subscription: without the word it can hold none."""
    return "subscription" in request.query


async def open_subscription(
    hub: Hub, request: GraphQLRequest, log: RequestLog
) -> SubscriptionPlan | Answer | None:
    """Plan a subscription, or return its refusal; None where it is a query."""
    if not may_subscribe(request):
        return None

    def work(_: RequestDeadline) -> SubscriptionPlan | Answer | None:
        return plan_subscription(hub.settings, request, charge=log.charge)

    return await hub.service.run(work, log.counted_name)


async def answer_query(
    hub: Hub, request: GraphQLRequest, log: RequestLog, *, only_queries: bool
) -> Answer:
    """Answer a query or mutation."""
    try:
        prepared = hub.service.prepare(request)
        found = await hub.service.answer(prepared, log, only_queries=only_queries)
    except RequestError as error:
        log.note_refusal(error.why.name)
        return Answer(None, (error.error,))
    assert found is not None, "whoever waits has nothing but its cancellation to leave by"
    return found.answer


async def first_number(hub: Hub, following: SubscriptionPlan, after: int | None = None) -> int:
    """Return the number after which to begin: as the client says, or the newest entry's.

    Raises:
        RequestError: the database cannot be read, or no entry has the number yet.
    """
    newest = await hub.newest_entry()
    asked = following.since if after is None else after
    if asked is not None and asked > newest:
        # Who would wait for it misses all that is recorded until then.
        raise RequestError(ErrorReason.BEYOND_HEAD, newest)
    return newest if asked is None else asked


async def follow_entries(
    hub: Hub, following: SubscriptionPlan, after: int, log: RequestLog
) -> AsyncGenerator[tuple[int, bytes] | Answer]:
    """Yield the answer for each entry after a number, for good; a refusal is the last.

    Each reading is charged. A client without points waits for them and misses nothing: what is
    recorded meanwhile is read at once then.
    """
    async with hub.watch_head():
        while True:
            await hub.wait_beyond(after)
            await log.pay_when_possible(following.cost)
            batch = await hub.read_batch(following, after, log.counted_name)
            await log.settle_seconds(batch.seconds, following.cost, hub.settings.rates.second)
            for answer in batch.answers:
                yield answer
            if batch.refusal is not None:
                yield batch.refusal
                return
            after = batch.upto
