"""What is counted and added up, in all and in groups."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

import strawberry

from registry.vocabulary import Outcome
from schema.bindings import argument, bound, root, time_arguments
from schema.inputs.filters import PoolFilter, ProposalFilter
from schema.inputs.groupings import (
    FundingGrouping,
    FundingGroupOrder,
    ProposalGrouping,
    ProposalGroupOrder,
)
from schema.statistics import FUNDING, PROPOSALS
from schema.types.interfaces import Resource
from schema.types.values import Money

_GROUPS = "Each thing counts in every group that it belongs to, so groups can add up to more"


def _groups(order: type[StrEnum], first: StrEnum) -> Any:
    says = f"The groups that come first. {_GROUPS} than the total"
    return bound(
        None,
        says,
        [
            argument("first", int, "How many at most, 1 to 100", 20),
            argument("orderBy", order, "Which comes first", first),
        ],
    )


@strawberry.type(description="By what a group is grouped: a record, or a word")
class GroupKey:
    """By what a group is grouped: a record, or a word."""

    value: str | None = bound(
        None, "The record's reference, or the word; empty for what nothing is on record of"
    )
    title: str | None = bound(None, "What the record is called, or the word")
    resource: Resource | None = bound(None, "The record")


@strawberry.type(description="How long some proposals waited, in days")
class Waits:
    """How long some proposals waited, in days."""

    proposals: int = bound(
        None, "How many are counted: those of which the record says the days that it takes"
    )
    median: int | None = bound(
        None,
        "The wait in the middle; of two in the middle the shorter, so that it is always a wait that"
        " some proposal had",
    )
    longest: int | None = bound(None, "The longest wait")


@strawberry.type(description="How many responses come to an outcome")
class OutcomeCount:
    """How many responses come to an outcome."""

    outcome: Outcome = bound(None, "The outcome")
    responses: int = bound(None, "How many responses, to proposals as a whole or to requests")


@strawberry.type(description="What is counted of some proposals, as it stood on the day")
class ProposalFigures:
    """What is counted of some proposals, as it stood on the day."""

    proposals: int = bound(
        None, "How many: answered, partly answered, unanswered and superseded ones"
    )
    answered: int = bound(None, "Those with a response to the whole, or to every request")
    partly_answered: int = bound(
        None, "Those with some response, but none to the whole and not one to each request"
    )
    unanswered: int = bound(None, "Those with no response at all, and with no later one instead")
    superseded: int = bound(None, "Those whose place a later proposal took, answered or not")
    requests: int = bound(None, "How many separate requests they hold")
    requests_unanswered: int = bound(
        None,
        "How many of the requests have no response, neither of their own nor to the whole proposal;"
        " those of superseded proposals apart",
    )
    amount: Money = bound(None, "The sum of what their requests ask for, where they say a sum")
    answered_after: Waits = bound(
        None,
        "Days from the proposal to its first response, whoever gave it, of those answered;"
        " a proposal or response without a day is not counted",
    )
    unanswered_for: Waits = bound(
        None, "Days from the proposal to the day asked about, of those unanswered"
    )
    outcomes: list[OutcomeCount] = bound(
        None, "What the responses come to, the most frequent outcome first"
    )


@strawberry.type(description="Some proposals that have something in common")
class ProposalGroup:
    """Some proposals that have something in common."""

    keys: list[GroupKey] = bound(None, "What they have in common, one key for each grouping")
    figures: ProposalFigures = bound(None, "What is counted of them")


@strawberry.type(description="Proposals counted, in all and in groups")
class ProposalStatistics:
    """Proposals counted, in all and in groups."""

    total: ProposalFigures = bound(None, "All of them, each counted once")
    group_count: int = bound(None, "How many groups there are")
    groups: list[ProposalGroup] = _groups(ProposalGroupOrder, ProposalGroupOrder.PROPOSALS)


@strawberry.type(description="What is added up of some money")
class FundingFigures:
    """What is added up of some money."""

    pools: int = bound(None, "Of how many pools")
    contributed: Money | None = bound(
        None, "What was put into them; empty where groups tell allocations only"
    )
    allocated: Money | None = bound(
        None, "What they give to targets; empty where groups tell contributions only"
    )
    spent: Money | None = bound(
        None,
        "What was spent, as reported last by the day, by those that have reported;"
        " empty where none has",
    )


@strawberry.type(description="Some money that has something in common")
class FundingGroup:
    """Some money that has something in common."""

    keys: list[GroupKey] = bound(None, "What it has in common, one key for each grouping")
    figures: FundingFigures = bound(None, "What is added up of it")


@strawberry.type(description="Money added up, in all and in groups")
class FundingStatistics:
    """Money added up, in all and in groups."""

    total: FundingFigures = bound(None, "All of it, each sum counted once")
    group_count: int = bound(None, "How many groups there are")
    groups: list[FundingGroup] = _groups(FundingGroupOrder, FundingGroupOrder.CONTRIBUTED)


def _asked(filters: type, groupings: Any) -> Sequence[Any]:
    return [
        argument("filter", filters | None, "Only what meets all of this"),
        argument(
            "by", list[groupings], "By what it is grouped, up to two things; none for the total", []
        ),
        *time_arguments(),
    ]


def proposal_statistics(says: str) -> Any:
    """A field of Query that counts proposals."""
    return root(PROPOSALS, says, list(_asked(ProposalFilter, ProposalGrouping)))


def funding_statistics(says: str) -> Any:
    """A field of Query that adds up money."""
    return root(FUNDING, says, list(_asked(PoolFilter, FundingGrouping)))
