"""A view that knows no more records than those whose findings are asked for."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, select

from registry.acts import direct_parts_of
from registry.reading import View
from registry.reading.findings import About


@dataclass(frozen=True, slots=True)
class NarrowedView(View):
    """A view that knows only some of the records that findings are about, and what these need.

    Narrowed at the tables, because no database carries a condition on a finding into what the
    finding follows from. Which tables are narrowed follows from what the finding is about: its
    kind, the kinds whose records belong to one of it, and those that lead to its agreement.
    """

    about: About = field(kw_only=True)

    def table(self, kind: str, name: str | None = None) -> FromClause:
        """Return the records of a kind; only those that findings asked for can be about."""
        # What belongs to them is looked up by an index, which only the present has.
        return self._narrowed(kind, name, belonging=self.known is not None)

    def driving_table(self, kind: str) -> FromClause:
        """Return the records of a kind, narrowed to those asked for and what belongs to them."""
        return self._narrowed(kind, None, belonging=True)

    def _narrowed(self, kind: str, name: str | None, *, belonging: bool) -> FromClause:
        table = View.table(self, kind)
        mine = self._condition(kind, table, belonging=belonging)
        if mine is None:
            return View.table(self, kind, name)
        return select(*table.c).where(mine).subquery(name)

    def _condition(
        self, kind: str, table: FromClause, *, belonging: bool
    ) -> ColumnElement[bool] | None:
        if kind == self.about.kind:
            return self.is_wanted(table)
        part = direct_parts_of(self.about.kind).get(kind)
        if part is not None:
            return self.belongs_to_wanted(table.c[part.column]) if belonging else None
        for depth, owner in enumerate(self.about.owners):
            if kind == owner.kind:
                return self.owns_wanted(table, depth)
        return None

    @abstractmethod
    def is_wanted(self, record: FromClause) -> ColumnElement[bool]:
        """Tell whether findings about a record are asked for."""

    def belongs_to_wanted(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Tell whether a column names a record whose findings are asked for."""
        record = View.table(self, self.about.kind)
        return column.in_(select(record.c.reference).where(self.is_wanted(record)))

    def owns_wanted(self, owner: FromClause, depth: int) -> ColumnElement[bool]:
        """Tell whether a record lies on the way from one that is asked for to its agreement.

        ``depth`` counts the records between the two.
        """
        return owner.c.reference.in_(self._owners(depth))

    def _owners(self, depth: int) -> Select[Any]:
        column = self.about.owners[depth].column
        if not depth:
            record = View.table(self, self.about.kind)
            return select(record.c[column]).where(self.is_wanted(record))
        holder = View.table(self, self.about.owners[depth - 1].kind)
        return select(holder.c[column]).where(holder.c.reference.in_(self._owners(depth - 1)))
