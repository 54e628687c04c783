"""The kinds of record that findings are about, and how each belongs to an agreement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Text, cast, null, select

from registry.acts import Owner, owner_of
from registry.reading.reach import reach_of
from registry.reading.views import View


@dataclass(frozen=True, slots=True)
class About:
    """A kind of record that findings are about, and the column that says what a record is called.

    Lists of findings are narrowed along what its kind and others declare to be part of.
    """

    kind: str
    title: str = "title"

    @property
    def owners(self) -> tuple[Owner, ...]:
        """The owners of a record up to its agreement, the nearest first; empty without one."""
        owners = []
        owner = owner_of(self.kind)
        while owner is not None:
            owners.append(owner)
            if owner.kind == "agreements":
                return tuple(owners)
            owner = owner_of(owner.kind)
        return ()

    def select(
        self,
        view: View,
        record: FromClause,
        *,
        about: Any = None,
        detail: Any = None,
        more: Any = None,
        since: Any = None,
        absent: bool = False,
    ) -> Select[Any]:
        """Select what is found about records, all of them unless the caller says which.

        Args:
            view: The view that the records are read in.
            record: The table of the records.
            about: The reference of the record, where another column has it at hand.
            detail: What the sentence calls ``{detail}``.
            more: What the sentence calls ``{more}``.
            since: Since when it has been so, where that is known.
            absent: Whether it follows from what is not on record: how far the sources reach is
                selected then.
        """
        holder, joined = record, []
        for owner in self.owners[:-1]:
            table = view.table(owner.kind)
            joined.append((holder, table, holder.c[owner.column] == table.c.reference))
            holder = table
        agreement = holder.c[self.owners[-1].column] if self.owners else None
        found = select(
            (record.c.reference if about is None else about).label("about"),
            _text(record.c[self.title]).label("title"),
            _text(detail).label("detail"),
            _text(more).label("more"),
            _text(since).label("since"),
            _text(reach_of(view, self.kind, record) if absent else None).label("reach"),
            _text(agreement).label("agreement"),
            record.c.standing.label("standing"),
        )
        for left, right, same in joined:
            found = found.join_from(left, right, same)
        return found


def _text(value: Any) -> ColumnElement[Any]:
    return cast(null() if value is None else value, Text)


TARGETS = About("targets")
POOLS = About("pools")
AREAS = About("areas", title="name")
STREAMS = About("streams")
PARTNERS = About("partners", title="name")
NEGOTIATIONS = About("negotiations")
PROPOSALS = About("proposals")
