"""Rows that follow from several tables: who leads, who is accountable, who answers.

Each function gives a SELECT for a moment; a route or a join reads it like a table.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    ScalarSelect,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
    union,
    union_all,
)

from registry.vocabulary import AccountabilityRole, LeadState
from schema.planner.key_arrays import WithoutIndex
from schema.planner.time_travel import Moment

LEAD = AccountabilityRole.LEAD.value
RESOLVED = (LeadState.SINGLE.value, LeadState.JOINT.value)


def lead_of(moment: Moment, target: FromClause) -> ScalarSelect[Any]:
    """Select the reference of the term under which a target is led on the day."""
    term = moment.table("accountability")
    return (
        select(term.c.reference)
        .where(term.c.target == target.c.reference, term.c.role == LEAD, moment.in_force(term))
        .order_by(func.coalesce(term.c["from"], "").desc(), term.c.reference)
        .limit(1)
        .correlate(target)
        .scalar_subquery()
    )


def protocol_of(moment: Moment, target: FromClause) -> ScalarSelect[Any]:
    """Select the reference of the protocol in force: the target's own, or else its agreement's."""
    protocol = moment.table("protocols")
    shared = and_(protocol.c.target.is_(None), protocol.c.agreement == target.c.agreement)
    return (
        select(protocol.c.reference)
        .where(or_(protocol.c.target == target.c.reference, shared), moment.in_force(protocol))
        .order_by(
            case((protocol.c.target.is_(None), 1), else_=0),
            protocol.c.version.desc(),
            protocol.c.reference,
        )
        .limit(1)
        .correlate(target)
        .scalar_subquery()
    )


def designation_of(moment: Moment, target: FromClause) -> ScalarSelect[Any]:
    """Select whether a target is designated on the day; NULL where nothing says."""
    term = moment.table("target_designations")
    return (
        select(term.c.designation)
        .where(term.c.target == target.c.reference, moment.in_force(term))
        .order_by(func.coalesce(term.c["from"], "").desc(), term.c.reference)
        .limit(1)
        .correlate(target)
        .scalar_subquery()
    )


def _is_same_term(one: FromClause, other: FromClause) -> ColumnElement[bool]:
    """Require that two rows are of one term: a joint lead has a row per partner."""
    return and_(
        other.c.target == one.c.target,
        other.c.role == LEAD,
        func.coalesce(other.c["from"], "") == func.coalesce(one.c["from"], ""),
        func.coalesce(other.c.stated, "") == func.coalesce(one.c.stated, ""),
    )


def select_lead_terms(moment: Moment) -> Select[Any]:
    """Select the terms under which targets were and are led, one row each."""
    term, earlier = moment.table("accountability"), moment.table("accountability")
    again = exists().where(_is_same_term(term, earlier), earlier.c.reference < term.c.reference)
    return select(*term.c).where(term.c.role == LEAD, ~again.correlate(term))


def select_lead_partners(moment: Moment) -> Select[Any]:
    """Select the partners that the wording of each lead term resolves to."""
    term, peer = moment.table("accountability"), moment.table("accountability")
    return (
        select(term.c.reference.label("term"), peer.c.partner.label("partner"))
        .select_from(term.join(peer, _is_same_term(term, peer)))
        .where(peer.c.partner.is_not(None), peer.c.state.in_(_literals(RESOLVED)))
    )


def _literals(words: tuple[str, ...]) -> list[ColumnElement[str]]:
    return [literal(word, literal_execute=False) for word in words]


def _is_accountable(moment: Moment, term: FromClause) -> ColumnElement[bool]:
    """Require that a row makes its partner accountable on the day."""
    resolved = or_(term.c.role != LEAD, term.c.state.in_(_literals(RESOLVED)))
    return and_(term.c.partner.is_not(None), resolved, moment.in_force(term))


def select_answerable(moment: Moment) -> Select[Any]:
    """Select who is accountable for a target on the day, each once; ``rank`` puts leads first."""
    term, better = moment.table("accountability"), moment.table("accountability")
    rank, other = (case((row.c.role == LEAD, 0), else_=1) for row in (term, better))
    again = exists().where(
        better.c.target == term.c.target,
        # By the target, which has few: a partner may answer for targets all over the register.
        WithoutIndex(better.c.partner) == term.c.partner,
        _is_accountable(moment, better),
        tuple_(other, better.c.reference) < tuple_(rank, term.c.reference),
    )
    return select(term.c.target, term.c.partner, rank.label("rank")).where(
        _is_accountable(moment, term), ~again.correlate(term)
    )


def select_led(moment: Moment) -> Select[Any]:
    """Select who leads which target on the day, alone or jointly."""
    term = moment.table("accountability")
    return (
        select(term.c.target, term.c.partner)
        .where(
            term.c.role == LEAD,
            term.c.partner.is_not(None),
            term.c.state.in_(_literals(RESOLVED)),
            moment.in_force(term),
        )
        .distinct()
    )


def select_answers(moment: Moment) -> Select[Any]:
    """Select who answers for a target, step by step; a lead's step is left out without a lead."""
    target, protocol = moment.table("targets"), moment.table("protocols")
    step, term = moment.table("answer_steps"), moment.table("accountability")
    alone = case((term.c.state == LeadState.SINGLE.value, term.c.partner))
    who = func.coalesce(step.c.partner, alone)
    rows = (
        target.join(protocol, protocol.c.reference == protocol_of(moment, target))
        .join(step, step.c.protocol == protocol.c.reference)
        .outerjoin(term, term.c.reference == lead_of(moment, target))
    )
    columns = [column for column in step.c if column.name != "partner"]
    return (
        select(*columns, who.label("partner"), target.c.reference.label("target"))
        .select_from(rows)
        .where(who.is_not(None))
    )


def select_timeline(moment: Moment) -> Select[Any]:
    """Select what happened in a negotiation: proposals, responses, advice and decisions."""
    parts = []
    for kind in ("proposals", "advice", "decisions"):
        row = moment.table(kind)
        parts.append(_event(kind, row, row.c.negotiation).where(moment.there(kind, row)))
    response, proposal = moment.table("responses"), moment.table("proposals")
    parts.append(
        _event("responses", response, proposal.c.negotiation)
        .join_from(response, proposal, proposal.c.reference == response.c.proposal)
        .where(moment.there("responses", response))
    )
    rows = union_all(*parts).subquery()
    return select(*rows.c)


def _event(kind: str, row: FromClause, negotiation: ColumnElement[Any]) -> Select[Any]:
    return select(
        negotiation.label("negotiation"),
        literal(kind).label("kind"),
        row.c.reference,
        row.c.at,
    )


def select_cited_advice(moment: Moment) -> Select[Any]:
    """Select the advice that decisions cite: in the decision itself, then in citations."""
    decision, citation = moment.table("decisions"), moment.table("citations")
    first = select(decision.c.reference.label("decision"), decision.c.advice).where(
        decision.c.advice.is_not(None)
    )
    rows = union(first, select(citation.c.decision, citation.c.advice)).subquery()
    return select(*rows.c)


def latest_response(moment: Moment, request: FromClause) -> ScalarSelect[Any]:
    """Select the reference of the latest response to a request."""
    response = moment.table("responses")
    found = select(response.c.reference).where(response.c.request == request.c.reference)
    return (
        found.where(moment.there("responses", response))
        .order_by(func.coalesce(response.c.at, "").desc(), response.c.reference.desc())
        .limit(1)
        .correlate(request)
        .scalar_subquery()
    )


def latest_decision(moment: Moment, negotiation: FromClause) -> ScalarSelect[Any]:
    """Select the reference of the latest decision in a negotiation."""
    decision = moment.table("decisions")
    found = select(decision.c.reference).where(decision.c.negotiation == negotiation.c.reference)
    return (
        found.where(moment.there("decisions", decision))
        .order_by(func.coalesce(decision.c.at, "").desc(), decision.c.reference.desc())
        .limit(1)
        .correlate(negotiation)
        .scalar_subquery()
    )
