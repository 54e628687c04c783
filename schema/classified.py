"""What is found by words, with the area that it belongs to and how it stands to its source."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Subquery, case, null, select

from registry.acts import owner_of
from registry.reading import View
from schema.full_text import searched_kinds, select_searched


def select_classified(view: View) -> Select[Any]:
    """Select what search finds, each with its area, where it has one, and its standing."""
    found = select_searched(view).subquery("found")
    # No words are shown of these: which area and standing a record has does not differ by day.
    known = View(view.on, view.known)
    areas = [
        (found.c.found_kind == kind, area)
        for kind in searched_kinds()
        if (area := _select_area(known, kind, found)) is not None
    ]
    standings = [
        (found.c.found_kind == kind, _select_value(known, kind, "standing", found))
        for kind in searched_kinds()
    ]
    area = case(*areas, else_=null()).label("area")
    return select(*found.c, area, case(*standings, else_=null()).label("standing"))


def _select_value(view: View, kind: str, name: str, found: Subquery) -> ColumnElement[Any]:
    row = view.table(kind)
    value = select(row.c[name]).where(row.c.reference == found.c.found)
    return value.correlate(found).scalar_subquery()


def _select_area(view: View, kind: str, found: Subquery) -> ColumnElement[Any] | None:
    """Select the area of the found record, or of what it belongs to; None without one."""
    if kind == "areas":
        return found.c.found
    row: FromClause = view.table(kind)
    rows, first, owner = row, row, owner_of(kind)
    while owner is not None:
        above = view.table(owner.kind)
        rows = rows.join(above, above.c.reference == row.c[owner.column])
        row, owner = above, owner_of(owner.kind)
    if "area" not in row.c:
        return None
    area = select(row.c.area).select_from(rows).where(first.c.reference == found.c.found)
    return area.correlate(found).scalar_subquery()
