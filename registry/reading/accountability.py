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
from registry.reading.views import View, holds
from registry.vocabulary import LeadState


def select_answerable(view: View) -> Select[Any]:
    """Select who is accountable for a target on the day, each once; ``rank`` puts leads first."""
    term, better = view.table("accountability"), view.table("accountability")
    rank, other = (case((row.c.role == LEAD, 0), else_=1) for row in (term, better))
    again = exists().where(
        better.c.target == term.c.target,
        # By the target, which has few: a partner may answer for targets all over the register.
        WithoutIndex(better.c.partner) == term.c.partner,
        _is_accountable(view, better),
        tuple_(other, better.c.reference) < tuple_(rank, term.c.reference),
    )
    return select(term.c.target, term.c.partner, rank.label("rank")).where(
        _is_accountable(view, term), ~again.correlate(term)
    )


def _is_accountable(view: View, term: FromClause) -> ColumnElement[bool]:
    """Require that a row makes its partner accountable on the day."""
    resolved = or_(term.c.role != LEAD, is_resolved(term))
    return and_(term.c.partner.is_not(None), resolved, holds(term, view.on))


def select_answers(view: View) -> Select[Any]:
    """Select who answers for a target, step by step; a lead's step is left out without a lead."""
    target, protocol = view.table("targets"), view.table("protocols")
    step, term = view.table("answer_steps"), view.table("accountability")
    alone = case((term.c.state == LeadState.SINGLE.value, term.c.partner))
    who = func.coalesce(step.c.partner, alone)
    rows = (
        target.join(protocol, protocol.c.reference == protocol_of(view, target))
        .join(step, step.c.protocol == protocol.c.reference)
        .outerjoin(term, term.c.reference == lead_of(view, target.c.reference))
    )
    columns = [column for column in step.c if column.name != "partner"]
    return (
        select(*columns, who.label("partner"), target.c.reference.label("target"))
        .select_from(rows)
        .where(who.is_not(None))
    )
