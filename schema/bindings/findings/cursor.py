"""The order of findings, and the condition for those beyond a cursor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Text, and_, bindparam, case, not_

from registry.reading.findings import finding_kinds
from registry.vocabulary import FindingKind
from schema.planner.keysets import Sorting, coalesce_null, is_after, reverse
from schema.planner.row_context import RowContext

UNIQUE = ("kind", "about_kind", "about", "detail", "more", "since")
# No text that the register holds sorts after it.
LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class CursorBounds:
    """The cursors of a page, whose values the run finds under names."""

    cursors: Mapping[str, Sequence[str]]

    def beyond(self, item: RowContext, which: str, *, outside: bool = False) -> ColumnElement[bool]:
        """Require that a finding is after one cursor, before the other, or ``outside``: not so."""
        names = [f"{which}{index}" for index in range(len(UNIQUE))]
        item.scope.names.update(zip(names, self.cursors[which], strict=True))

        def condition() -> ColumnElement[bool]:
            row, way = item.row, sort_findings(item)
            if which == "before":
                way = reverse(way)
            values = [bindparam(f"{which}{i}", type_=Text()) for i in range(len(UNIQUE))]
            exactly = is_after(way, values)
            kind, about_kind, about = values[:3]
            here = and_(row.c.kind == kind, row.c.about_kind == about_kind)
            # What is of another kind, or far from the cursor, is told by its key alone.
            if (which == "after") is not outside:
                near = and_(row.c.kind >= kind, row.c.about >= case((here, about), else_=""))
            else:
                near = and_(row.c.kind <= kind, row.c.about <= case((here, about), else_=LAST))
            return and_(near, not_(exactly) if outside else exactly)

        return item.make_once(("beyond", which, outside), condition)

    def within(self, item: RowContext) -> list[ColumnElement[bool]]:
        """Require that a finding is between the cursors."""
        return [self.beyond(item, which) for which in self.cursors]


def sort_findings(item: RowContext) -> list[Sorting]:
    """Return what findings of all kinds are sorted by."""
    return [Sorting(coalesce_null(item.row.c[name])) for name in UNIQUE]


def sort_findings_of_kind(item: RowContext, kind: FindingKind) -> list[Sorting]:
    """Return what findings of one kind are sorted by: plain columns, so that indexes serve."""
    return [
        Sorting(coalesce_null(item.row.c[name]) if name == "since" else item.row.c[name])
        for name in finding_kinds()[kind].sorted_by
    ]
