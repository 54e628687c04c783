"""Who leads a target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, FromClause, and_, case, func

from registry import models
from registry.reading import (
    has_ended,
    lead_of,
    reach_of,
    select_lead_partners,
    state_of,
)
from registry.vocabulary import (
    Basis,
    LeadState,
    describe_lead,
    describe_on_record,
    describe_term,
)
from schema.bindings import (
    Route,
    ToOne,
    always,
    citation,
    column,
    computed_value,
    expression,
    list_of,
    object_type,
    one,
)
from schema.bindings.reaching import REACH
from schema.planner.row_context import RowContext
from schema.scalars import Date
from schema.types.values import Source

if TYPE_CHECKING:
    from schema.types.partners import Partner


def _the_lead(context: RowContext, row: FromClause) -> ColumnElement[bool]:
    return and_(
        row.c.reference == context.column("partner"),
        context.column("state") == LeadState.SINGLE.value,
    )


THE_LEAD = ToOne("partners", _the_lead)
_TARGET = ToOne("targets", lambda context, row: row.c.reference == context.column("target"))


def _target_of(context: RowContext) -> FromClause:
    """Return the target that is led: the row that shows its lead, or the one that a term names."""
    return _TARGET.join_row(context).row if context.owner is None else context.owner


def _state(context: RowContext) -> ColumnElement[Any]:
    """Return the state of the target's lead; of a term in a list, that of the term."""
    if context.owner is None:
        return context.column("state")
    return state_of(context.moment.view, context.owner, context.column("state"))


def _until(context: RowContext) -> ColumnElement[Any]:
    """Return the day from which a term held no more: where the target ended, no later than that."""
    target, until = _target_of(context), context.column("until")
    ends = and_(has_ended(target, context.moment.day), context.column("target").is_not(None))
    later = func.coalesce(until >= target.c.until, True)
    return case((and_(ends, later), target.c.until), else_=until)


def _reach(context: RowContext) -> ColumnElement[Any]:
    return reach_of(context.moment.view, "targets", _target_of(context))


def _said(context: RowContext) -> list[ColumnElement[Any]]:
    """Return the values of which the sentence is made, in its order."""
    partner, until = THE_LEAD.join_row(context), _until(context)
    past = until <= context.moment.day
    values = [_state(context), partner.column("name"), context.column("stated")]
    days = [context.column("from"), until, _target_of(context).c.until]
    return [*values, *days, past, _reach(context)]


def _say(*told: Any) -> str:
    """Say who leads; ``told`` are the values of ``_said``."""
    state, name, stated, begins, ends, ended, past, reach = told
    names = [name] if name is not None else []
    known = LeadState(state)
    clause = describe_lead(known, names, stated, ended=ended, past=bool(past))
    return describe_on_record(clause + describe_term(begins, ends), reach)


@object_type
class Lead:
    """Who leads a target: what is stated, what it resolves to, since when."""

    state: LeadState = expression(
        _state,
        "What is known of the lead: single, joint, unresolved, missing; ended with the target",
        basis=Basis.ABSENCE,
        said_by="says",
    )
    partner: Partner | None = one(
        THE_LEAD,
        "The one partner that leads, if there is exactly one; of a target that ended, that led it"
        " to its end",
        basis=Basis.FACTS,
    )
    partners: list[Partner] = list_of(
        Route(select_lead_partners, "term", ("partner", "partners"), where=always, keep=always),
        "The partners that the stated wording resolves to",
        basis=Basis.FACTS,
    )
    stated: str | None = column(models.Accountability.stated)
    from_: Date | None = column(models.Accountability.from_, name="from")
    until: Date | None = expression(
        _until,
        "The day from which the term held no more; where the target ended, no later than that",
        basis=Basis.FACTS,
    )
    says: str = computed_value(
        _say,
        _said,
        "Who leads, in one sentence, with how far the sources about the target reach",
        basis=Basis.ABSENCE,
        said_by="says",
    )
    sources_reach: Date | None = expression(_reach, REACH, basis=Basis.FACTS)
    source: Source | None = citation(models.Accountability.source)


def _is_lead(context: RowContext, row: FromClause) -> ColumnElement[bool]:
    return row.c.reference == lead_of(context.moment.view, context.row)


LEAD_OF_THE_DAY = ToOne("accountability", _is_lead, always=True)
