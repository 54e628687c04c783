"""Derived facts of proposals: whether one has been answered, and how long it waited.

They are written twice, side by side: in SQL for each proposal that is shown, and in Python for
statistics, which count all proposals from a few sums. ``tests/schema/test_proposal_facts.py`` holds
the two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Exists,
    FromClause,
    ScalarSelect,
    Select,
    and_,
    case,
    exists,
    func,
    select,
)

from registry.reading.days import happened_by, is_present
from registry.reading.reach import reach_of
from registry.reading.views import View, days_between
from registry.vocabulary import ProposalStatus

# What was answered to a proposal: how many of its requests, how often the whole of it, and the day
# of the first response that has one.
ResponseSums: TypeAlias = "tuple[int, int, str | None]"


def proposal_status(view: View, proposal: FromClause) -> ColumnElement[str]:
    """Return whether a proposal, as a whole or request by request, has been answered."""
    request, open_request = view.table("requests"), view.table("requests")
    asked = exists().where(request.c.proposal == proposal.c.reference)
    left_open = exists().where(
        open_request.c.proposal == proposal.c.reference,
        ~_is_answered(view, proposal, open_request.c.reference).correlate(proposal, open_request),
    )
    return case(
        (is_superseded(view, proposal), ProposalStatus.SUPERSEDED.value),
        (_is_answered(view, proposal, None), ProposalStatus.ANSWERED.value),
        (and_(asked, ~left_open), ProposalStatus.ANSWERED.value),
        (has_response(view, proposal), ProposalStatus.PARTLY_ANSWERED.value),
        else_=ProposalStatus.UNANSWERED.value,
    )


def status_from_sums(
    requests: int, sums: ResponseSums | None, *, superseded: bool
) -> ProposalStatus:
    """Return the status of a proposal from the number of its requests and what was answered."""
    if superseded:
        return ProposalStatus.SUPERSEDED
    if sums is None:
        return ProposalStatus.UNANSWERED
    answered, whole, _ = sums
    # A response speaks of a request of its own proposal, or of the whole.
    if whole or (requests and answered == requests):
        return ProposalStatus.ANSWERED
    return ProposalStatus.PARTLY_ANSWERED


def count_open_requests(requests: int, sums: ResponseSums | None, status: ProposalStatus) -> int:
    """Return how many requests of a proposal still wait for a response."""
    if status in (ProposalStatus.SUPERSEDED, ProposalStatus.ANSWERED):
        # Whatever took the place of a superseded proposal waits instead of it.
        return 0
    return requests - (sums[0] if sums else 0)


def days_waiting(view: View, proposal: FromClause) -> ColumnElement[int]:
    """Return the days from a proposal to its first response; NULL where unsaid.

    Without any, they end where the sources about it end.
    """
    response = view.table("responses")
    first = (
        select(func.min(response.c.at))
        .where(response.c.proposal == proposal.c.reference, response.c.at <= view.on)
        .scalar_subquery()
    )
    return case(
        (proposal.c.at > view.on, None),
        (first.is_not(None), days_between(proposal.c.at, first)),
        (
            ~has_response(view, proposal),
            days_between(proposal.c.at, reach_of(view, "proposals", proposal)),
        ),
        else_=None,
    )


def days_from_sums(
    at: str | None, sums: ResponseSums | None, on: str, reach: str | None
) -> int | None:
    """Return the days from a proposal to its first response, or as far as the sources reach.

    None where unsaid.
    """
    until = sums[2] if sums else reach
    if at is None or until is None or at > on:
        return None
    return _ordinal(until) - _ordinal(at)


@lru_cache(maxsize=4096)
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def select_given_responses(view: View) -> Select[Any]:
    """Select the responses that had been given by the day."""
    response = view.table("responses")
    names = ("proposal", "request", "at", "outcome")
    given = happened_by(response.c.at, view.on)
    return select(*(response.c[name] for name in names)).where(given)


def sum_responses(response: FromClause) -> Sequence[ColumnElement[Any]]:
    """Return the columns that make the ``ResponseSums`` of each proposal."""
    whole = func.sum(case((response.c.request.is_(None), 1), else_=0))
    return (func.count(response.c.request.distinct()), whole, func.min(response.c.at))


def is_superseded(view: View, proposal: FromClause) -> Exists:
    """Return whether a later proposal had taken the place of one by the day."""
    later = view.table("proposals")
    return exists().where(
        later.c.supersedes == proposal.c.reference, happened_by(later.c.at, view.on)
    )


def select_superseded(view: View) -> Select[Any]:
    """Select the proposals whose place others had taken by the day, as ``supersedes``."""
    later = view.table("proposals")
    taken = select(later.c.supersedes).where(later.c.supersedes.is_not(None))
    return taken.where(happened_by(later.c.at, view.on))


def has_response(view: View, proposal: FromClause) -> Exists:
    """Return whether there is any response to a proposal, or to one of its requests."""
    response = view.table("responses")
    return exists().where(
        response.c.proposal == proposal.c.reference, happened_by(response.c.at, view.on)
    )


def _is_answered(view: View, proposal: FromClause, request: ColumnElement[str] | None) -> Exists:
    """Return whether a response speaks of a request; without one, of the whole proposal."""
    response = view.table("responses")
    about = response.c.request.is_(None) if request is None else response.c.request == request
    return exists().where(
        response.c.proposal == proposal.c.reference, about, happened_by(response.c.at, view.on)
    )


def latest_response(view: View, request: FromClause) -> ScalarSelect[Any]:
    """Select the reference of the latest response to a request."""
    response = view.table("responses")
    found = select(response.c.reference).where(response.c.request == request.c.reference)
    return (
        found.where(is_present(view, "responses", response))
        .order_by(func.coalesce(response.c.at, "").desc(), response.c.reference.desc())
        .limit(1)
        .correlate(request)
        .scalar_subquery()
    )
