"""Tables of answers: what the API tells of each target and of each proposal, a row each.

They are made of the same derived facts as the API's answers (``registry.reading``), as of the day
of the newest entry, so that the same record gives the same rows.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Subquery,
    case,
    cast,
    func,
    select,
    union_all,
)

from opendata.computed import amount, count, day, uri, words
from opendata.data_resource import DataResource, Nature
from registry.models import TABLES, Head
from registry.reading import (
    View,
    days_waiting,
    lead_of,
    lead_state,
    proposal_status,
    protocol_of,
    select_lead_partners,
)
from registry.reading.findings import select_findings
from registry.reading.reach import reach_of

_BETWEEN = "; "
_REACH = "The day as far as the sources about it reach: of later days nothing is told"
_SAYS_OF_TARGETS = MappingProxyType(
    {
        "uri": "The permanent address of the target",
        "area": "The area of the target, or else of its agreement",
        "lead_state": "What is on record of the lead on the day of the release",
        "lead_stated": "Who leads on the day of the release, as the source words it",
        "lead_partners": "The partners that this wording resolves to, with ; between them",
        "lead_at_end_stated": "Who led to its end, where it has ended, as the source words it",
        "lead_at_end_partners": "The partners that this wording resolves to, with ; between them",
        "protocol": "The protocol in force on the day of the release, or to the target's end",
        "allocated": "The money that pools allocate to it in all years on record",
        "findings": "The kinds of findings about it and the pools behind it, with ; between them",
        "sources_reach": _REACH,
    }
)
_SAYS_OF_PROPOSALS = MappingProxyType(
    {
        "uri": "The permanent address of the proposal",
        "agreement": "The agreement that it was negotiated for",
        "status": "Whether a response is on record on the day of the release",
        "days_waiting": "The days to its first response on record; without one, as far as the "
        "sources about it reach",
        "requests": "How many requests it holds",
        "responses": "How many responses to it are on record",
        "first_response": "The day of the first response on record",
        "outcomes": "The outcomes of the responses, with ; between them",
        "responders": "Who responded, with ; between them",
        "sources_reach": _REACH,
    }
)


@cache
def make_who_answers() -> DataResource:
    """Return the table of who answers for each target, and with whose money."""
    view, target = _view_of_the_release(), TABLES["targets"]
    ended = target.c.until <= view.on
    term, agreement = TABLES["accountability"].alias(), TABLES["agreements"].alias()
    partners = _join_partners(view)
    found = _join_texts(_select_findings(view), "target", "kind")
    columns = (
        *(target.c.reference, uri("targets", target), target.c.title, target.c.agreement),
        words("area", func.coalesce(target.c.area, agreement.c.area)),
        *(target.c.until, words("lead_state", lead_state(view, target))),
        words("lead_stated", case((ended, None), else_=term.c.stated)),
        words("lead_partners", case((ended, None), else_=partners.c.texts)),
        words("lead_at_end_stated", case((ended, term.c.stated))),
        words("lead_at_end_partners", case((ended, partners.c.texts))),
        words("protocol", protocol_of(view, target)),
        amount("allocated", _sum_allocations(target)),
        *(
            words("findings", found.c.texts),
            day("sources_reach", reach_of(view, "targets", target)),
        ),
        target.c.standing,
    )
    rows = (
        target.outerjoin(agreement, agreement.c.reference == target.c.agreement)
        .outerjoin(term, term.c.reference == lead_of(view, target))
        .outerjoin(partners, partners.c.owner == term.c.reference)
        .outerjoin(found, found.c.owner == target.c.reference)
    )
    about = "One target and who answers for it, worked out on the day of the release."
    statement = select(*columns).select_from(rows)
    return DataResource("who_answers", about, statement, _SAYS_OF_TARGETS, Nature.DERIVED)


@cache
def make_proposals_with_responses() -> DataResource:
    """Return the table of what was proposed and what was answered."""
    view, proposal = _view_of_the_release(), TABLES["proposals"]
    negotiation, request = TABLES["negotiations"].alias(), TABLES["requests"].alias()
    response = TABLES["responses"].alias()
    outcomes, responders = (
        _join_texts(TABLES["responses"], "proposal", name) for name in ("outcome", "by")
    )
    columns = (
        *(proposal.c.reference, uri("proposals", proposal), proposal.c.negotiation),
        words("agreement", negotiation.c.agreement),
        *(proposal.c.by, proposal.c.at, proposal.c.title, proposal.c.subject, proposal.c.target),
        words("status", proposal_status(view, proposal)),
        count("days_waiting", days_waiting(view, proposal), optional=True),
        count("requests", _count(request, proposal)),
        count("responses", _count(response, proposal)),
        day("first_response", _of(response, proposal, func.min(response.c.at))),
        words("outcomes", outcomes.c.texts),
        words("responders", responders.c.texts),
        *(day("sources_reach", reach_of(view, "proposals", proposal)), proposal.c.standing),
    )
    rows = (
        proposal.outerjoin(negotiation, negotiation.c.reference == proposal.c.negotiation)
        .outerjoin(outcomes, outcomes.c.owner == proposal.c.reference)
        .outerjoin(responders, responders.c.owner == proposal.c.reference)
    )
    about = "One proposal and what was answered to it, worked out on the day of the release."
    return DataResource(
        "proposals_with_responses",
        about,
        select(*columns).select_from(rows),
        _SAYS_OF_PROPOSALS,
        Nature.DERIVED,
        rows_of="proposals",
    )


def _view_of_the_release() -> View:
    """Return the record as of the day of its newest entry, whenever it is published."""
    return View(select(func.substr(Head.recorded_at, 1, 10)).scalar_subquery())


def _join_partners(view: View) -> Subquery:
    """Join the references of the partners that each lead term resolves to."""
    return _join_texts(select_lead_partners(view).subquery(), "term", "partner")


def _select_findings(view: View) -> Subquery:
    """Select what is found about each target and, as the API shows it, the pools that back it."""
    found, backing = select_findings(view).cte("found"), TABLES["allocations"].alias()
    own = select(found.c.about.label("target"), found.c.kind).where(found.c.about_kind == "targets")
    of_pools = (
        select(backing.c.target, found.c.kind)
        .join_from(found, backing, backing.c.pool == found.c.about)
        .where(found.c.about_kind == "pools")
    )
    return union_all(own, of_pools).subquery()


def _join_texts(rows: FromClause, owner: str, text: str) -> Subquery:
    """Join the different texts of each owner in one, in their order."""
    each = select(rows.c[owner].label("owner"), rows.c[text].label("text"))
    each = each.where(rows.c[text].is_not(None))
    sorted_ = each.distinct().order_by("owner", "text").subquery()
    joined = func.aggregate_strings(sorted_.c.text, _BETWEEN).label("texts")
    return select(sorted_.c.owner, joined).group_by(sorted_.c.owner).subquery()


def _sum_allocations(target: FromClause) -> ColumnElement[Any]:
    row = TABLES["allocations"].alias()
    total = select(cast(func.coalesce(func.sum(row.c.amount), 0), BigInteger))
    return total.where(row.c.target == target.c.reference).correlate(target).scalar_subquery()


def _count(rows: FromClause, proposal: FromClause) -> ColumnElement[Any]:
    return _of(rows, proposal, func.count())


def _of(rows: FromClause, proposal: FromClause, value: ColumnElement[Any]) -> ColumnElement[Any]:
    found = select(value).select_from(rows).where(rows.c.proposal == proposal.c.reference)
    return found.correlate(proposal).scalar_subquery()
