"""Findings of one kind, worked out from no more than the agreements that are asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, FromClause, Select, bindparam, false, select
from sqlalchemy.types import NullType

from registry.reading import View, findings_of
from registry.vocabulary import FindingKind
from schema.planner.key_arrays import AmongKeys
from schema.planner.time_travel import Moment

KEYS = "narrowed"
OWN = ("targets", "pools", "negotiations")
BELONGING = {
    "accountability": ("target", "targets"),
    "scraps": ("target", "targets"),
    "proposals": ("negotiation", "negotiations"),
}


@dataclass(frozen=True, slots=True)
class AgreementsView(View):
    """A view that knows only some agreements' records, where findings are about them.

    Narrowed at the tables, because no database carries a condition on the agreement of a finding
    into what the finding follows from. ``by`` is the column of agreements that the keys name.
    """

    by: str = field(kw_only=True)
    keys: BindParameter[Any] = field(kw_only=True)

    def table(self, kind: str, name: str | None = None) -> FromClause:
        """The records of a kind; only those that are asked for where findings are about them."""
        table = View.table(self, kind)
        if kind == "agreements":
            mine: ColumnElement[bool] = AmongKeys(table.c[self.by], self.keys)
        elif kind == "areas":
            mine = AmongKeys(table.c.reference, self.keys) if self.by == "area" else false()
        elif kind in OWN:
            mine = self._agreed(table)
        elif kind in BELONGING:
            mine = self._belongs(table, *BELONGING[kind])
        else:
            return table
        return select(*table.c).where(mine).subquery(name)

    def _agreed(self, table: FromClause) -> ColumnElement[bool]:
        if self.by == "reference":
            return AmongKeys(table.c.agreement, self.keys)
        agreement = View.table(self, "agreements")
        mine = select(agreement.c.reference).where(AmongKeys(agreement.c[self.by], self.keys))
        return table.c.agreement.in_(mine)

    def _belongs(self, table: FromClause, column: str, kind: str) -> ColumnElement[bool]:
        owner = View.table(self, kind)
        return table.c[column].in_(select(owner.c.reference).where(self._agreed(owner)))


@dataclass(frozen=True, slots=True)
class OfKind:
    """The rows of one kind of findings: of some agreements, named by a column of theirs, or all."""

    kind: FindingKind
    by: str | None
    __name__ = "findings"

    def __call__(self, moment: Moment) -> Select[Any]:
        """The findings of a moment."""
        view = moment.view
        if self.by is not None:
            keys = bindparam(KEYS, type_=NullType())
            view = AgreementsView(moment.day, moment.number(), by=self.by, keys=keys)
        found = findings_of(view, self.kind)
        return found if isinstance(found, Select) else select(*found.subquery().c)
