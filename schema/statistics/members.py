"""Which proposals belong to which groups: rows of a proposal and its keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, FromClause, Select, or_, select

from schema.planner.moments import Moment
from schema.statistics.keys import Grouping

# What groupings are found in: the rows that tell of a proposal, and columns of these by name.
# Groupings of one source go together row by row: who responded, and what that response was.
Source: TypeAlias = "Callable[[Moment], tuple[Select[Any], Mapping[str, ColumnElement[Any]]]]"


def _proposed(moment: Moment) -> tuple[Select[Any], Mapping[str, ColumnElement[Any]]]:
    proposal = moment.table("proposals")
    negotiation, agreement = moment.table("negotiations"), moment.table("agreements")
    rows = proposal.join(negotiation, negotiation.c.reference == proposal.c.negotiation).outerjoin(
        agreement, agreement.c.reference == negotiation.c.agreement
    )
    found = select(proposal.c.reference).select_from(rows)
    return found, {
        **{name: proposal.c[name] for name in ("by", "subject", "theme")},
        **{name: negotiation.c[name] for name in ("agreement", "broker")},
        "area": agreement.c.area,
    }


def _answered(moment: Moment) -> tuple[Select[Any], Mapping[str, ColumnElement[Any]]]:
    response = moment.table("responses")
    found = select(response.c.proposal).where(given(moment, response))
    return found, {"by": response.c.by, "outcome": response.c.outcome}


def _derived(moment: Moment) -> tuple[Select[Any], Mapping[str, ColumnElement[Any]]]:
    proposal, derivation = moment.table("proposals"), moment.table("derivations")
    goal = moment.table("goals")
    rows = proposal.join(derivation, derivation.c.target == proposal.c.target).join(
        goal, goal.c.reference == derivation.c.goal
    )
    found = select(proposal.c.reference).select_from(rows)
    return found, {"goal": goal.c.reference, "department": goal.c.department}


MEMBERS: Mapping[Grouping, tuple[Source, str]] = MappingProxyType(
    {
        Grouping("PROPOSER", "partners"): (_proposed, "by"),
        Grouping("SUBJECT"): (_proposed, "subject"),
        Grouping("THEME"): (_proposed, "theme"),
        Grouping("AGREEMENT", "agreements"): (_proposed, "agreement"),
        Grouping("AREA", "areas"): (_proposed, "area"),
        Grouping("BROKER", "partners"): (_proposed, "broker"),
        Grouping("RESPONDENT", "partners"): (_answered, "by"),
        Grouping("OUTCOME"): (_answered, "outcome"),
        Grouping("GOAL", "goals"): (_derived, "goal"),
        Grouping("DEPARTMENT", "partners"): (_derived, "department"),
    }
)


def members(moment: Moment, by: Sequence[Grouping]) -> list[Select[Any]]:
    """For each source the proposals with their keys, each once, in the order of the groupings."""
    sources: dict[Source, list[str]] = {}
    for grouping in by:
        source, name = MEMBERS[grouping]
        sources.setdefault(source, []).append(name)
    found = []
    for source, names in sources.items():
        rows, columns = source(moment)
        found.append(rows.add_columns(*(columns[name] for name in names)).distinct())
    return found


def given(moment: Moment, response: FromClause) -> ColumnElement[bool]:
    """That a response had been given by the day, as statuses take it."""
    return or_(response.c.at.is_(None), response.c.at <= moment.day)
