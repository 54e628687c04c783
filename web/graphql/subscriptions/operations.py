"""What is asked of a subscription's connection: something to follow, or a question like any."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from registry import Unavailable
from schema import Answer, Charge, Following, Stop, follow
from web.graphql.errors import Unreadable, Why
from web.graphql.request_parsing import Question
from web.graphql.subscriptions.hub import Hub


def may_be_followed(question: Question) -> bool:
    """Whether a document may hold a subscription: without the word it can hold none."""
    return "subscription" in question.query


async def opened(hub: Hub, question: Question, charge: Charge | None) -> Following | Answer | None:
    """The subscription that is asked for, or its refusal; None where it is a question."""
    if not may_be_followed(question):
        return None
    settings = hub.site.settings

    def work(_: Stop) -> tuple[Following | Answer | None]:
        told = (question.query, question.variables, question.operation)
        return (follow(settings, *told, charge=charge),)

    [found] = await hub.run(work)
    return found


async def answered(
    hub: Hub, question: Question, charge: Charge | None, *, only_queries: bool
) -> Answer:
    """The one answer to a question, within the limits of all questions."""

    def work(stop: Stop) -> Answer:
        answer = hub.site.ask(question, stop=stop, charge=charge, only_queries=only_queries)
        return answer.within(hub.site.settings.limits)[0]

    try:
        return await hub.run(work)
    except Unavailable:
        return Answer(None, (Unreadable(Why.UNAVAILABLE).error,))


async def start(hub: Hub, following: Following, after: int | None = None) -> int:
    """The number after which to begin: as the follower says, or that of the newest entry.

    Raises:
        Unavailable: the database cannot be reached.
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
