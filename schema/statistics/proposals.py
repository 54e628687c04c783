"""Proposals counted: which there are, in which groups, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, case, cast, exists, func, or_, select

from registry.reading import days_waiting, proposal_status
from schema.planner.filters import conditions
from schema.planner.moments import Moment
from schema.planner.places import Place
from schema.planner.roots import moment_of
from schema.planner.scope import Scope
from schema.planner.statements import Run, Statement
from schema.planner.work import Selected, Work
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
    moment = moment_of(work, selected)
    filtered = bool(selected.arguments.get("filter"))

    def chosen() -> Place:
        scope = Scope("proposals", moment)
        item = Place(work, scope, scope.base, "proposals", moment)
        scope.require(moment.present(scope.base), *conditions(item, selected))
        return item

    def fact(column: Any) -> Statement:
        item = chosen()
        return Statement(item.scope.over(item.row.c.reference, column(moment.view, item.row)))

    def among(statement: Select[Any], proposal: ColumnElement[Any]) -> Statement:
        """A statement about the chosen alone; what is not filtered is read as a whole."""
        item = chosen()
        few = statement.where(proposal.in_(item.scope.over(item.row.c.reference)))
        return Statement(few if filtered else statement)

    response = moment.table("responses")
    outcomes = select(response.c.proposal, response.c.outcome).where(given(moment, response))
    requests = _requests(moment)
    item = chosen()
    return Proposals(
        chosen=Statement(item.scope.over(item.row.c.reference)),
        statuses=fact(proposal_status),
        days=fact(days_waiting),
        requests=among(requests, requests.selected_columns[0]),
        outcomes=among(outcomes, response.c.proposal),
        members=[
            (among(rows, rows.selected_columns[0]), len(rows.selected_columns) - 1)
            for rows in members(moment, by)
        ],
    )


def _requests(moment: Moment) -> Select[Any]:
    """For each proposal its requests, how many of them nothing answers, and what they ask for."""
    request, response = moment.table("requests"), moment.table("responses")
    answered = exists().where(
        response.c.proposal == request.c.proposal,
        or_(response.c.request.is_(None), response.c.request == request.c.reference),
        given(moment, response),
    )
    return select(
        request.c.proposal,
        func.count(),
        cast(func.sum(case((answered, 0), else_=1)), BigInteger),
        cast(func.coalesce(func.sum(request.c.amount), 0), BigInteger),
    ).group_by(request.c.proposal)


PROPOSALS = Statistics(
    MappingProxyType({grouping.name: grouping for grouping in MEMBERS}), count_proposals
)
