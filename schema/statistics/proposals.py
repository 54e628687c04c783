"""Statistics of proposals: which there are, in which groups, and the facts of each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, FromClause, cast, func

from registry.reading import reach_of, select_given_responses, select_superseded, sum_responses
from schema.planner.planning_context import PlanningContext, SelectedField
from schema.planner.statements import QueryRun, Statement, Steps
from schema.statistics.aggregates import ProposalTally
from schema.statistics.group_keys import REACHES, Grouping, Key, cross_keys
from schema.statistics.groups import Counting, GroupedTallies, StatisticsField
from schema.statistics.memberships import MEMBERS, membership_rows
from schema.statistics.proposal_facts import ProposalFacts
from schema.statistics.selection import MatchingRecords, StatementReads, comma_separated

# What has to be read for which figures, and for which orders, beside the proposals themselves.
STATUSES = frozenset(
    (
        REACHES,
        *("answered", "partlyAnswered", "unanswered", "superseded", "requestsUnanswered"),
        *("answeredAfter", "unansweredFor", "says", "sourcesReach"),
        *("UNANSWERED", "REQUESTS_UNANSWERED", "ANSWERED_AFTER", "UNANSWERED_FOR"),
    )
)
AMOUNTS = frozenset(("amount", "AMOUNT"))
REQUESTS = STATUSES | AMOUNTS | {"requests"}


@dataclass(frozen=True, slots=True)
class ProposalReads:
    """The statements that proposals are read by, of which only those needed are there."""

    day: str
    reading: StatementReads
    members: Sequence[int]

    def __call__(self, run: QueryRun) -> Steps[GroupedTallies]:
        """Read the proposals and their groups."""
        told = yield from self.reading.read(run)
        known, chosen = self._read_facts(run, told), told["chosen"]
        keys = [
            (_key_rows(told[f"members{place}"]), [(None,) * count])
            for place, count in enumerate(self.members)
        ]
        groups: dict[Key, list[int]] = {}
        for place, (proposal, *_) in enumerate(chosen):
            for key in cross_keys([each.get(proposal, nothing) for each, nothing in keys]):
                groups.setdefault(key, []).append(place)
        total = ProposalTally(known, range(len(chosen)))
        return GroupedTallies(
            total, {k: ProposalTally(known, places) for k, places in groups.items()}
        )

    def _read_facts(self, run: QueryRun, told: Mapping[str, Sequence[Any]]) -> ProposalFacts:
        """Read the facts of each proposal."""
        known, chosen = ProposalFacts(), told["chosen"]
        if "requests" in told:
            requests = {row[0]: row for row in told["requests"]}
            found = [requests.get(row[0], (None, 0, 0)) for row in chosen]
            known.requests.extend(row[1] for row in found)
            known.amounts.extend(row[-1] for row in found)
        if "outcomes" in told:
            outcomes = _group_rows(told["outcomes"])
            known.outcomes.extend(outcomes.get(row[0], ()) for row in chosen)
        if "answers" in told:
            answers = {proposal: tuple(rest) for proposal, *rest in told["answers"]}
            superseded = frozenset(row[0] for row in told["superseded"])
            known.add_statuses(run.value(self.day), chosen, answers, superseded)
        return known


def _group_rows(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for thing, value in rows:
        found.setdefault(thing, []).append(value)
    return found


def _key_rows(rows: Iterable[Any]) -> dict[str, list[Key]]:
    found: dict[str, list[Key]] = {}
    for thing, *words in rows:
        key, keys = tuple(words), found.setdefault(thing, [])
        if key not in keys:
            keys.append(key)
    return found


def plan_proposals(
    work: PlanningContext, selected: SelectedField, by: Sequence[Grouping], wanted: Collection[str]
) -> Counting:
    """Plan the reads over what the field's filter leaves, as ``proposals`` would list it."""
    chosen = MatchingRecords(work, selected, "proposals")
    waiting = not STATUSES.isdisjoint(wanted)
    statements = {"chosen": _select_chosen(chosen, waiting=waiting)}
    if waiting:
        statements["answers"] = chosen.select_sums(
            select_given_responses, "proposal", sum_responses
        )
        statements["superseded"] = chosen.select_naming_rows(
            select_superseded, "supersedes", ("supersedes",)
        )
    if not REQUESTS.isdisjoint(wanted):
        told = _count_requests if AMOUNTS.isdisjoint(wanted) else _sum_amounts
        statements["requests"] = chosen.select_sums("requests", "proposal", told)
    if "outcomes" in wanted:
        statements["outcomes"] = chosen.select_naming_rows(
            select_given_responses, "proposal", ("proposal", "outcome")
        )
    for place, rows in enumerate(membership_rows(by)):
        statements[f"members{place}"] = chosen.select_naming_rows(rows, "of", rows.columns)
    counts = [len(rows.names) for rows in membership_rows(by)]
    return ProposalReads(chosen.moment.day_name, chosen.plan_reads(statements), counts)


def _select_chosen(chosen: MatchingRecords, *, waiting: bool) -> Statement:
    """Select each proposal, and where waits are wanted what they are counted from."""
    item = chosen.item()
    values: list[ColumnElement[Any]] = [item.row.c.reference]
    if waiting:
        reach = item.make_once("reach", lambda: reach_of(item.moment.view, item.kind, item.row))
        values += [item.row.c.at, reach]
    return Statement(item.scope.select_values(*comma_separated(item.scope, values)))


def _count_requests(request: FromClause) -> Sequence[ColumnElement[Any]]:
    """Count them."""
    return (func.count(request.c.proposal),)


def _sum_amounts(request: FromClause) -> Sequence[ColumnElement[Any]]:
    """Count them, and sum what they ask for."""
    amount = cast(func.coalesce(func.sum(request.c.amount), 0), BigInteger)
    return (*_count_requests(request), amount)


PROPOSALS = StatisticsField(
    MappingProxyType({grouping.name: grouping for grouping in MEMBERS}), plan_proposals
)
