"""Proposals counted, in all and in groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from registry.vocabulary import Basis, CodeList, Outcome, World
from schema.bindings import QueryFields, bound_field, object_type, root_field
from schema.enums import register_enum
from schema.scalars import Date
from schema.statistics import PROPOSALS
from schema.types.proposal_groups import ProposalGrouping
from schema.types.proposals import ProposalFilter
from schema.types.statistics import groups_field, statistics_arguments, world_field
from schema.types.values import Money

if TYPE_CHECKING:
    from schema.types.statistics import GroupKey


@register_enum
class ProposalGroupOrder(CodeList):
    """Which group of proposals comes first; ties are settled by the groups' keys."""

    PROPOSALS = "PROPOSALS", "Most proposals first"
    UNANSWERED = "UNANSWERED", "Most unanswered proposals first"
    REQUESTS_UNANSWERED = "REQUESTS_UNANSWERED", "Most unanswered requests first"
    AMOUNT = "AMOUNT", "Most money asked for first"
    ANSWERED_AFTER = "ANSWERED_AFTER", "Greatest median of days until the first response first"
    UNANSWERED_FOR = "UNANSWERED_FOR", "Longest without any response first"
    KEY = "KEY", "By the groups' keys; what nothing is on record of first"


@object_type
class Waits:
    """How long some proposals waited, in days."""

    proposals: int = bound_field(
        None,
        "How many are counted: those of which the record says the days that it takes",
        basis=Basis.ARITHMETIC,
    )
    median: int | None = bound_field(
        None,
        "The wait in the middle; of two in the middle the shorter, so that it is always a wait that"
        " some proposal had",
        basis=Basis.ARITHMETIC,
    )
    longest: int | None = bound_field(None, "The longest wait", basis=Basis.ARITHMETIC)


@object_type
class OutcomeCount:
    """How many responses come to an outcome."""

    outcome: Outcome = bound_field(None, "The outcome", basis=Basis.ARITHMETIC)
    responses: int = bound_field(
        None, "How many responses, to proposals as a whole or to requests", basis=Basis.ARITHMETIC
    )


@object_type
class ProposalFigures:
    """What is counted of some proposals, as it stood on the day."""

    proposals: int = bound_field(
        None,
        "How many: answered, partly answered, unanswered and superseded ones",
        basis=Basis.ARITHMETIC,
    )
    answered: int = bound_field(
        None, "Those with a response to the whole, or to every request", basis=Basis.ARITHMETIC
    )
    partly_answered: int = bound_field(
        None,
        "Those with some response, but none to the whole and not one to each request",
        basis=Basis.ABSENCE,
        said_by="says",
    )
    unanswered: int = bound_field(
        None,
        "Those with no response on record, and with no later one instead",
        basis=Basis.ABSENCE,
        said_by="says",
    )
    superseded: int = bound_field(
        None, "Those whose place a later proposal took, answered or not", basis=Basis.ARITHMETIC
    )
    requests: int = bound_field(
        None, "How many separate requests they hold", basis=Basis.ARITHMETIC
    )
    requests_unanswered: int = bound_field(
        None,
        "How many of the requests have no response on record, neither of their own nor to the whole"
        " proposal; those of superseded proposals apart",
        basis=Basis.ABSENCE,
        said_by="says",
    )
    amount: Money = bound_field(
        None, "The sum of what their requests ask for, where they say a sum", basis=Basis.ARITHMETIC
    )
    answered_after: Waits = bound_field(
        None,
        "Days from the proposal to its first response, whoever gave it, of those answered;"
        " a proposal or response without a day is not counted",
        basis=Basis.ARITHMETIC,
    )
    unanswered_for: Waits = bound_field(
        None,
        "Days from the proposal to the day to which the sources about it reach, of those"
        " unanswered",
        basis=Basis.ABSENCE,
        said_by="says",
    )
    says: str = bound_field(
        None,
        "How many have no response on record, in one sentence, with how far the sources reach",
        basis=Basis.ABSENCE,
        said_by="says",
    )
    sources_reach: Date | None = bound_field(
        None,
        "The last day, by the day asked about, to which the sources about those that are not"
        " answered speak; about all of them, where each is; empty if none",
        basis=Basis.FACTS,
    )
    outcomes: list[OutcomeCount] = bound_field(
        None, "What the responses come to, the most frequent outcome first", basis=Basis.ARITHMETIC
    )


@object_type
class ProposalGroup:
    """Some proposals that have something in common."""

    keys: list[GroupKey] = bound_field(
        None, "What they have in common, one key for each grouping", basis=Basis.ARITHMETIC
    )
    figures: ProposalFigures = bound_field(None, "What is counted of them", basis=Basis.ARITHMETIC)


@object_type
class ProposalStatistics:
    """Proposals counted, in all and in groups."""

    world: World = world_field()
    total: ProposalFigures = bound_field(
        None, "All of them, each counted once", basis=Basis.ARITHMETIC
    )
    group_count: int = bound_field(None, "How many groups there are", basis=Basis.ARITHMETIC)
    groups: list[ProposalGroup] = groups_field(ProposalGroupOrder, ProposalGroupOrder.PROPOSALS)


class ProposalStatisticsQueries(QueryFields):
    """The root field for statistics of proposals."""

    proposal_statistics: ProposalStatistics = root_field(
        PROPOSALS,
        "Proposals counted: how many were answered and how, and how long that took",
        statistics_arguments(ProposalFilter, ProposalGrouping),
    )
