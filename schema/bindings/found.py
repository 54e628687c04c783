"""The findings of the whole register, worked out only for the kinds and agreements asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, FromClause, Select, bindparam, false, select
from sqlalchemy.types import NullType

from registry.reading import View
from registry.reading import findings as all_findings
from schema.bindings.arguments import listing_arguments, time_arguments
from schema.bindings.roots import root
from schema.planner.keys import AmongKeys
from schema.planner.moments import Moment
from schema.planner.paging import Page
from schema.planner.roots import Listed
from schema.planner.work import Selected, Work

UNIQUE = ("kind", "about_kind", "about", "detail", "more", "since")
AGREEMENTS = "agreements"
OWN = ("targets", "pools", "negotiations")
BELONGING = {"accountability": ("target", "targets"), "proposals": ("negotiation", "negotiations")}


@dataclass(frozen=True, slots=True)
class AgreementsView(View):
    """A view that knows only some agreements' records, where findings are about them.

    Narrowed at the tables, because no database carries a condition on the agreement of a finding
    into what the finding follows from.
    """

    agreements: BindParameter[Any] = field(kw_only=True)

    def table(self, kind: str, name: str | None = None) -> FromClause:
        """The records of a kind; only those that are asked for where findings are about them."""
        table = View.table(self, kind)
        if kind == "areas":
            return select(*table.c).where(false()).subquery(name)
        if kind in OWN:
            return (
                select(*table.c).where(AmongKeys(table.c.agreement, self.agreements)).subquery(name)
            )
        if kind in BELONGING:
            return select(*table.c).where(self._belongs(table, *BELONGING[kind])).subquery(name)
        return table

    def _belongs(self, table: FromClause, column: str, kind: str) -> ColumnElement[bool]:
        owner = View.table(self, kind)
        mine = select(owner.c.reference).where(AmongKeys(owner.c.agreement, self.agreements))
        return table.c[column].in_(mine)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The rows of some kinds of findings, or of all; of some agreements, or of all."""

    kinds: tuple[str, ...] | None
    narrowed: bool
    __name__ = "findings"

    def __call__(self, moment: Moment) -> Select[Any]:
        """The findings of a moment."""
        view = moment.view
        if self.narrowed:
            keys = bindparam(AGREEMENTS, type_=NullType())
            view = AgreementsView(moment.day, moment.number(), agreements=keys)
        return select(*all_findings(view, self.kinds).subquery().c)


@dataclass(frozen=True, slots=True)
class Findings:
    """A page of what does not stand as it should."""

    def plan(self, work: Work, selected: Selected) -> Page:
        """The statements of the page, over no more than what the filter leaves."""
        asked = selected.arguments.get("filter") or {}
        kinds, agreements = asked.get("kind"), asked.get("agreement")
        wanted = None if kinds is None else tuple(str(kind) for kind in kinds)
        rows = Wanted(wanted, agreements is not None)
        names = {}
        if agreements is not None:
            names[AGREEMENTS] = work.later(
                AGREEMENTS, agreements, lambda given: [str(each) for each in given]
            )
        return Listed(rows, UNIQUE, names).plan(work, selected)


def findings_page(filters: type, says: str) -> Any:
    """A field of Query that pages through findings."""
    return root(Findings(), says, listing_arguments(filters, None) + time_arguments()[:1])
