"""What belongs to a record: directly, or through what belongs to it; and the day of each act."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    func,
    literal,
    select,
    union_all,
)

from registry.acts import ACTS, owner_of, parts_of
from registry.models import HISTORY, TABLES, Redaction
from registry.reading.days import day_of
from registry.reading.views import View
from registry.rules.corrections import REDACTED


def select_belonging(view: View, to: str) -> CompoundSelect[Any]:
    """Select the records of a kind, and all that belongs to them: kind, reference and owner."""
    return union_all(
        *(
            select(
                literal(kind).label("kind"),
                row.c.reference.label("reference"),
                owner.label("owner"),
            ).select_from(rows)
            for kind, row, rows, owner in _branches(view, to)
        )
    )


# Written once before a statement, however many of its conditions go by it.
@lru_cache(maxsize=64)
def share_belonging(view: View, to: str) -> CTE:
    """Return what belongs to records of a kind as rows that a statement names."""
    assert not view.dated, "words of a day are shared themselves"
    return select_belonging(view, to).cte(f"belonging_to_{to}").prefix_with("NOT MATERIALIZED")


def select_in_agreements(view: View) -> Select[Any]:
    """Select what belongs to agreements: kind, reference, the agreement and its area."""
    belonging, agreement = share_belonging(view, "agreements").alias(), view.table("agreements")
    owned = belonging.outerjoin(agreement, agreement.c.reference == belonging.c.owner)
    found = (belonging.c.kind, belonging.c.reference, belonging.c.owner, agreement.c.area)
    return select(*found).select_from(owned)


def select_in_areas(view: View) -> Select[Any]:
    """Select what belongs to areas themselves: kind, reference and the area."""
    belonging = share_belonging(view, "areas").alias()
    return select(belonging.c.kind, belonging.c.reference, belonging.c.owner)


def select_cited(view: View) -> Select[Any]:
    """Select all records that cite a source: kind, reference and source."""
    cited = {kind: view.table(kind) for kind, table in TABLES.items() if "source" in table.c}
    parts = (
        select(literal(kind).label("kind"), row.c.reference, row.c.source)
        for kind, row in cited.items()
    )
    found = union_all(*parts)
    return select(*found.subquery().c)


def select_dated_acts(view: View, to: str) -> CompoundSelect[Any]:
    """Select the entries that stated what belongs to records of a kind, each with its own day.

    What was corrected since has the day that it has now; what has no day is left out.
    """
    return union_all(
        *(
            select(
                _first_entry(kind, row).label("entry"),
                # An entry can make further records, of which its act does not speak.
                literal(ACTS[kind].__name__).label("act"),
                day.label("day"),
                owner.label("owner"),
            ).select_from(rows)
            for kind, row, rows, owner in _branches(view, to)
            if (day := day_of(view, kind, row)) is not None
        )
    )


def _branches(
    view: View, to: str
) -> Iterator[tuple[str, FromClause, FromClause, ColumnElement[Any]]]:
    """Yield each kind that belongs to another, its rows, these with their owners, and the owner."""
    row = view.table(to)
    yield to, row, row, row.c.reference
    for kind, owner in parts_of(to).items():
        row = rows = view.table(kind)
        column, above = row.c[owner.column], owner.kind
        while above != to:
            further = owner_of(above)
            assert further is not None, f"{above} belongs to nothing"
            holder = view.table(above)
            rows = rows.join(holder, holder.c.reference == column)
            column, above = holder.c[further.column], further.kind
        yield kind, row, rows, column


def _first_entry(kind: str, row: FromClause) -> ColumnElement[int]:
    """Return the entry that stated a record; later ones can only have changed it."""
    old = HISTORY[kind].alias()
    first = select(func.min(old.c.entry)).where(old.c.reference == row.c.reference)
    return func.coalesce(first.correlate(row).scalar_subquery(), row.c.entry)


def remaining_payload(entry: FromClause) -> ColumnElement[str]:
    """Return the words of an entry: its payload's or, once redacted, what redactions left."""
    redaction = Redaction.__table__.alias()
    remains = (
        select(redaction.c.remains)
        .where(redaction.c.redacts == entry.c.number, redaction.c.remains != REDACTED)
        .order_by(redaction.c.entry.desc())
        .limit(1)
        .correlate(entry)
        .scalar_subquery()
    )
    return func.coalesce(entry.c.payload, remains)
