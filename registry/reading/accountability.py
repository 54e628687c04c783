"""Derived facts of accountability: which partners are accountable, and who answers in turn."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    case,
    exists,
    func,
    or_,
    select,
    tuple_,
)

from registry.reading.index_hints import WithoutIndex
from registry.reading.leads import LEAD, is_resolved, lead_of
from registry.reading.protocols import protocol_of
from registry.reading.views import View, has_ended, holds_for
from registry.vocabulary import LeadState


def select_answerable(view: View) -> Select[Any]:
    """Select who is accountable for a target on the day, each once; ``rank`` puts leads first.

    Of a target that has ended, those who were to its end.
    """
    term, better = view.table("accountability"), view.table("accountability")
    target = view.table("targets")
    rank, other = (case((row.c.role == LEAD, 0), else_=1) for row in (term, better))
    again = exists().where(
        better.c.target == term.c.target,
        # By the target, which has few: a partner may answer for targets all over the register.
        WithoutIndex(better.c.partner) == term.c.partner,
        _is_accountable(view, better, target),
        tuple_(other, better.c.reference) < tuple_(rank, term.c.reference),
    )
    ended = has_ended(target, view.on)
    return (
        select(term.c.target, term.c.partner, rank.label("rank"), ended.label("ended"))
        .select_from(term.join(target, target.c.reference == term.c.target))
        .where(_is_accountable(view, term, target), ~again.correlate(term, target))
    )


def select_accountable(view: View) -> Select[Any]:
    """Select who is accountable for which target on the day; nobody is for one that has ended."""
    rows = select_answerable(view).subquery()
    return select(*rows.c).where(rows.c.ended.is_not(True))


def _is_accountable(view: View, term: FromClause, target: FromClause) -> ColumnElement[bool]:
    """Require that a row makes its partner accountable on the day, or did to the target's end."""
    resolved = or_(term.c.role != LEAD, is_resolved(term))
    return and_(term.c.partner.is_not(None), resolved, holds_for(term, target, view.on))


def select_answers(view: View) -> Select[Any]:
    """Select who answers for a target, step by step; a lead's step is left out without a lead."""
    target, protocol = view.table("targets"), view.table("protocols")
    step, term = view.table("answer_steps"), view.table("accountability")
    alone = case((term.c.state == LeadState.SINGLE.value, term.c.partner))
    who = func.coalesce(step.c.partner, alone)
    rows = (
        target.join(protocol, protocol.c.reference == protocol_of(view, target))
        .join(step, step.c.protocol == protocol.c.reference)
        .outerjoin(term, term.c.reference == lead_of(view, target))
    )
    columns = [column for column in step.c if column.name != "partner"]
    return (
        select(*columns, who.label("partner"), target.c.reference.label("target"))
        .select_from(rows)
        .where(who.is_not(None))
    )
