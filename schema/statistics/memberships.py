"""Memberships: which proposals belong to which groups, as rows of a proposal and its keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, select

from registry.reading import View, happened_by
from schema.statistics.group_keys import Grouping

# The sources of groupings: rows about a proposal, and columns of these by name.
# Groupings of one source go together row by row: who responded, and what that response was.
Source: TypeAlias = "Callable[[View], tuple[Select[Any], Mapping[str, ColumnElement[Any]]]]"


def _select_proposed(view: View) -> tuple[Select[Any], Mapping[str, ColumnElement[Any]]]:
    proposal = view.table("proposals")
    negotiation, agreement = view.table("negotiations"), view.table("agreements")
    rows = proposal.join(negotiation, negotiation.c.reference == proposal.c.negotiation).outerjoin(
        agreement, agreement.c.reference == negotiation.c.agreement
    )
    found = select(proposal.c.reference.label("of")).select_from(rows)
    return found, {
        **{name: proposal.c[name] for name in ("by", "subject", "theme")},
        **{name: negotiation.c[name] for name in ("agreement", "broker")},
        "area": agreement.c.area,
    }


def _select_answered(view: View) -> tuple[Select[Any], Mapping[str, ColumnElement[Any]]]:
    response = view.table("responses")
    found = select(response.c.proposal.label("of")).where(happened_by(response.c.at, view.on))
    return found, {"by": response.c.by, "outcome": response.c.outcome}


def _select_derived(view: View) -> tuple[Select[Any], Mapping[str, ColumnElement[Any]]]:
    proposal, derivation = view.table("proposals"), view.table("derivations")
    goal = view.table("goals")
    rows = proposal.join(derivation, derivation.c.target == proposal.c.target).join(
        goal, goal.c.reference == derivation.c.goal
    )
    found = select(proposal.c.reference.label("of")).select_from(rows)
    return found, {"goal": goal.c.reference, "department": goal.c.department}


MEMBERS: Mapping[Grouping, tuple[Source, str]] = MappingProxyType(
    {
        Grouping("PROPOSER", "partners"): (_select_proposed, "by"),
        Grouping("SUBJECT"): (_select_proposed, "subject"),
        Grouping("THEME"): (_select_proposed, "theme"),
        Grouping("AGREEMENT", "agreements"): (_select_proposed, "agreement"),
        Grouping("AREA", "areas"): (_select_proposed, "area"),
        Grouping("BROKER", "partners"): (_select_proposed, "broker"),
        Grouping("RESPONDENT", "partners"): (_select_answered, "by"),
        Grouping("OUTCOME"): (_select_answered, "outcome"),
        Grouping("GOAL", "goals"): (_select_derived, "goal"),
        Grouping("DEPARTMENT", "partners"): (_select_derived, "department"),
    }
)


def grouping_named(name: str) -> Grouping:
    """Return a grouping of proposals by its name in the contract."""
    return next(grouping for grouping in MEMBERS if grouping.name == name)


@dataclass(frozen=True, slots=True)
class MembershipRows:
    """Rows of a proposal (``of``) and its keys in one source (``key0``, ``key1``).

    Repeated rows are dropped by the reader, who has to look at each anyhow.
    """

    source: Source
    names: tuple[str, ...]
    __name__ = "members"

    @property
    def columns(self) -> list[str]:
        """Return the names of the columns."""
        return ["of", *(f"key{place}" for place in range(len(self.names)))]

    def __call__(self, view: View) -> Select[Any]:
        """Select the rows of a view."""
        rows, columns = self.source(view)
        keys = (columns[name].label(f"key{place}") for place, name in enumerate(self.names))
        return rows.add_columns(*keys)


def membership_rows(by: Sequence[Grouping]) -> list[MembershipRows]:
    """Return the rows of each source of groupings, in the order of the groupings."""
    sources: dict[Source, list[str]] = {}
    for grouping in by:
        source, name = MEMBERS[grouping]
        sources.setdefault(source, []).append(name)
    return [MembershipRows(source, tuple(names)) for source, names in sources.items()]
