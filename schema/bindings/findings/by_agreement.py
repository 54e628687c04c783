"""Findings of one kind, worked out from no more than the agreements that are asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    Text,
    bindparam,
    cast,
    false,
    null,
    select,
)
from sqlalchemy.sql.expression import union_all
from sqlalchemy.types import NullType

from registry.reading import View
from registry.reading.findings import FINDING_COLUMNS, About, finding_kinds
from registry.vocabulary import FindingKind
from schema.bindings.findings.narrowing import NarrowedView
from schema.planner.key_arrays import AmongKeys

KEYS = "narrowed"


@dataclass(frozen=True, slots=True)
class AgreementsView(NarrowedView):
    """A view that knows only what belongs to some agreements.

    ``by`` is the column of agreements that the keys name: ``reference``, or ``area``.
    """

    by: str = field(kw_only=True)
    keys: BindParameter[Any] = field(kw_only=True)

    def is_wanted(self, record: FromClause) -> ColumnElement[bool]:
        """Tell whether a record is an area that is asked for, or of an agreement that is."""
        if self.about.kind == "areas":
            return AmongKeys(record.c.reference, self.keys)
        return self._leads_to_wanted(record, 0)

    def owns_wanted(self, owner: FromClause, depth: int) -> ColumnElement[bool]:
        """Tell whether a record on the way to the agreements is of one that is asked for."""
        return self._leads_to_wanted(owner, depth + 1)

    def _leads_to_wanted(self, record: FromClause, depth: int) -> ColumnElement[bool]:
        way = self.about.owners
        if depth == len(way):
            return AmongKeys(record.c[self.by], self.keys)
        column = record.c[way[depth].column]
        if depth + 1 == len(way) and self.by == "reference":
            return AmongKeys(column, self.keys)
        owner = View.table(self, way[depth].kind)
        mine = select(owner.c.reference).where(self._leads_to_wanted(owner, depth + 1))
        return column.in_(mine)


@dataclass(frozen=True, slots=True)
class FindingsOfKind:
    """The rows of one kind of findings: of some agreements, named by a column of theirs, or all."""

    kind: FindingKind
    by: str | None
    __name__ = "findings"

    def __call__(self, view: View) -> Select[Any]:
        """Select the findings of a view."""
        finding = finding_kinds()[self.kind]
        parts = [part for part in finding.parts if self._concerns(part.about)]
        if not parts:
            nothing: list[Any] = [cast(null(), Text).label(name) for name in FINDING_COLUMNS]
            return select(*nothing).where(false())
        first, *others = (finding.select(part, self._narrow(view, part.about)) for part in parts)
        return select(*union_all(first, *others).subquery().c) if others else first

    def _concerns(self, about: About) -> bool:
        """Tell whether anything about such a record can be of what is asked for."""
        return self.by is None or bool(about.owners) or (about.kind, self.by) == ("areas", "area")

    def _narrow(self, view: View, about: About) -> View:
        if self.by is None:
            return view
        keys = bindparam(KEYS, type_=NullType())
        return AgreementsView(view.on, view.known, view.dated, about=about, by=self.by, keys=keys)
