"""Derived facts of leads: who leads a target on a day, and who led it."""

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
    select,
)

from registry.reading.views import View, begins_by, has_ended, holds, holds_for
from registry.vocabulary import AccountabilityRole, LeadState

LEAD = AccountabilityRole.LEAD.value
# Sorts after every day.
FOREVER = "9999-12-31"
# States of a lead whose wording resolves to partners.
RESOLVED = (LeadState.SINGLE.value, LeadState.JOINT.value)


def lead_of(view: View, target: FromClause) -> ScalarSelect[Any]:
    """Select the reference of the term under which a target is led on the day, or was to its end.

    Rule 1 keeps single leads apart, but terms of other states may overlap: what says that a lead
    is missing counts only where no term names one, the latest counts of others, and of a joint
    lead, which has a row per partner, the first row.
    """
    return _select_of_day(view, target, "reference")


def lead_state(view: View, target: FromClause) -> ColumnElement[str]:
    """Return the state of a target's lead on the day."""
    return state_of(view, target, _select_of_day(view, target, "state"))


def state_of(view: View, target: FromClause, term: ColumnElement[Any]) -> ColumnElement[str]:
    """Return the state of a lead from that of the term: ended with the target, or missing."""
    return case(
        (has_ended(target, view.on), LeadState.ENDED.value),
        else_=func.coalesce(term, LeadState.MISSING.value),
    )


def has_lead(view: View, target: ColumnElement[str]) -> ColumnElement[bool]:
    """Return whether the state of a target's lead on the day is any but missing."""
    term = view.table("accountability")
    # The same as to look at the state, but nothing is sorted.
    return exists().where(
        term.c.target == target,
        term.c.role == LEAD,
        term.c.state != LeadState.MISSING.value,
        holds(term, view.on),
    )


def _select_of_day(view: View, target: FromClause, column: str) -> ScalarSelect[Any]:
    term = view.table("accountability")
    return (
        select(term.c[column])
        .where(
            term.c.target == target.c.reference,
            term.c.role == LEAD,
            holds_for(term, target, view.on),
        )
        .order_by(
            term.c.state == LeadState.MISSING.value,
            func.coalesce(term.c["from"], "").desc(),
            term.c.reference,
        )
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


def select_lead_terms(view: View) -> Select[Any]:
    """Select the terms under which targets were led until the day and are, one row each."""
    term, earlier = view.table("accountability"), view.table("accountability")
    again = exists().where(_is_same_term(term, earlier), earlier.c.reference < term.c.reference)
    found = select(*term.c).where(term.c.role == LEAD, ~again.correlate(term))
    return found.where(begins_by(term, view.on)) if view.dated else found


def select_lead_partners(view: View) -> Select[Any]:
    """Select the partners that the wording of each lead term resolves to."""
    term, peer = view.table("accountability"), view.table("accountability")
    return (
        select(term.c.reference.label("term"), peer.c.partner.label("partner"))
        .select_from(term.join(peer, _is_same_term(term, peer)))
        .where(peer.c.partner.is_not(None), is_resolved(peer))
    )


def select_led(view: View) -> Select[Any]:
    """Select who leads which target on the day, alone or jointly: the partners of its lead.

    Nobody leads a target that has ended.
    """
    term, target, chosen = (
        view.table(kind) for kind in ("accountability", "targets", "accountability")
    )
    leads = exists().where(chosen.c.reference == lead_of(view, target), _is_same_term(chosen, term))
    return (
        select(term.c.target, term.c.partner)
        .select_from(term.join(target, target.c.reference == term.c.target))
        .where(
            term.c.role == LEAD,
            term.c.partner.is_not(None),
            is_resolved(term),
            holds(term, view.on),
            func.coalesce(target.c.until, FOREVER) > view.on,
            leads.correlate(term, target),
        )
        .distinct()
    )


def is_resolved(term: FromClause) -> ColumnElement[bool]:
    """Return whether the wording of a lead resolves to partners."""
    # The index of leads holds these states: as constants, both databases see that it serves.
    return term.c.state.in_([literal(state, literal_execute=False) for state in RESOLVED])
