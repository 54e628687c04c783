"""Proposals counted: which there are, in which groups, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, case, cast, exists, func, or_, select

from registry.reading import days_waiting, proposal_status
from schema.planner.moments import Moment
from schema.planner.places import Place
from schema.planner.statements import Run, Statement
from schema.planner.work import Selected, Work
from schema.statistics.choosing import Chosen
from schema.statistics.groups import Counted, Counting, Statistics
from schema.statistics.keys import Grouping, Key, crossed
from schema.statistics.members import MEMBERS, given, members
from schema.statistics.tallies import ProposalTally


@dataclass(frozen=True, slots=True)
class Proposals:
    """The statements that proposals are counted from; each is run when something needs it."""

    chosen: Statement
    statuses: Statement
    days: Statement
    requests: Statement
    outcomes: Statement
    members: Sequence[tuple[Statement, int]]

    def __call__(self, run: Run) -> Counted:
        """Find them and their groups."""
        facts = Known(self, run)
        total, groups = ProposalTally(facts), dict[Key, ProposalTally]()
        keys = [(_keyed(members.run(run)), [(None,) * count]) for members, count in self.members]
        for (proposal,) in self.chosen.run(run):
            total.proposals.append(proposal)
            for key in crossed([each.get(proposal, nothing) for each, nothing in keys]):
                if key not in groups:
                    groups[key] = ProposalTally(facts)
                groups[key].proposals.append(proposal)
        return Counted(total, groups)


@dataclass(frozen=True)
class Known:
    """What is known of the proposals, by reference."""

    statements: Proposals
    run: Run

    @cached_property
    def statuses(self) -> dict[str, str]:
        """The status of each."""
        return dict(tuple(row) for row in self.statements.statuses.run(self.run))

    @cached_property
    def days(self) -> dict[str, int | None]:
        """How long each waited."""
        return dict(tuple(row) for row in self.statements.days.run(self.run))

    @cached_property
    def requests(self) -> dict[str, tuple[int, int, int]]:
        """How many requests each holds, how many of them are unanswered, and the sum asked for."""
        return {row[0]: tuple(row[1:]) for row in self.statements.requests.run(self.run)}

    @cached_property
    def outcomes(self) -> dict[str, list[str]]:
        """What the responses to each come to."""
        return _grouped(self.statements.outcomes.run(self.run))


def _grouped(rows: Iterable[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for thing, value in rows:
        found.setdefault(thing, []).append(value)
    return found


def _keyed(rows: Iterable[Any]) -> dict[str, list[Key]]:
    return _grouped((row[0], tuple(row[1:])) for row in rows)


def count_proposals(work: Work, selected: Selected, by: Sequence[Grouping]) -> Counting:
    """The plan of the counting: what the field's filter leaves, as ``proposals`` would list it."""
    chosen = Chosen(work, selected, "proposals")
    return Proposals(
        chosen=chosen.told(_reference),
        statuses=chosen.told(_reference, _status),
        days=chosen.told(_reference, _days),
        requests=chosen.about(requested, "of", ("of", "requests", "unanswered", "amount")),
        outcomes=chosen.about(answered, "of", ("of", "outcome")),
        members=[(chosen.about(rows, "of", rows.columns), len(rows.names)) for rows in members(by)],
    )


def _reference(item: Place) -> ColumnElement[Any]:
    return item.row.c.reference


def _status(item: Place) -> ColumnElement[Any]:
    return proposal_status(item.moment.view, item.row)


def _days(item: Place) -> ColumnElement[Any]:
    return days_waiting(item.moment.view, item.row)


def answered(moment: Moment) -> Select[Any]:
    """The responses that were given by the day, and what they come to."""
    response = moment.table("responses")
    rows = select(response.c.proposal.label("of"), response.c.outcome)
    return rows.where(given(moment, response))


def requested(moment: Moment) -> Select[Any]:
    """For each proposal its requests, how many of them nothing answers, and what they ask for."""
    request, response = moment.table("requests"), moment.table("responses")
    replied = exists().where(
        response.c.proposal == request.c.proposal,
        or_(response.c.request.is_(None), response.c.request == request.c.reference),
        given(moment, response),
    )
    return select(
        request.c.proposal.label("of"),
        func.count().label("requests"),
        cast(func.sum(case((replied, 0), else_=1)), BigInteger).label("unanswered"),
        cast(func.coalesce(func.sum(request.c.amount), 0), BigInteger).label("amount"),
    ).group_by(request.c.proposal)


PROPOSALS = Statistics(
    MappingProxyType({grouping.name: grouping for grouping in MEMBERS}), count_proposals
)
