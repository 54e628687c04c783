"""Corrections as readers see them: of a record and of its parts, with what was said before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Text,
    case,
    cast,
    literal_column,
    null,
    select,
    union_all,
)

from registry.acts import ACTS, MENDING, direct_parts_of, fields_of
from registry.models import HISTORY, TABLES
from registry.projection import cell_of
from registry.reading.views import View

BATCH = 1_000
"""How many corrections are read at once."""


def select_corrections(view: View, kind: str) -> Select[Any]:
    """Select the corrections of records of a kind (``holder``) and of what belongs to them."""
    correction = view.table("corrections")
    columns = [*correction.c]
    found = [select(*columns, correction.c.record.label("holder")).where(correction.c.kind == kind)]
    for part, owner in direct_parts_of(kind).items():
        row = view.table(part)
        found.append(
            select(*columns, row.c[owner.column].label("holder"))
            .select_from(row.join(correction, correction.c.record == row.c.reference))
            .where(correction.c.kind == part)
        )
    rows = union_all(*found).subquery()
    return select(*rows.c)


def raw_former(correction: FromClause) -> ColumnElement[Any]:
    """Return what a field said before it was corrected, as the database keeps it.

    It is read where it stands, in the version that the correction replaced: a redaction finds it.
    """
    kinds = [
        (correction.c.kind == _word(kind), _select_former(correction, kind))
        for kind in TABLES
        if kind not in MENDING
    ]
    return case(*kinds, else_=null())


def _select_former(correction: FromClause, kind: str) -> ColumnElement[Any]:
    version = HISTORY[kind].alias()
    fields = [
        (correction.c.field == _word(field.name), cast(version.c[field.name], Text))
        for field in fields_of(ACTS[kind])
    ]
    found = select(case(*fields, else_=null())).where(
        version.c.reference == correction.c.record, version.c.until_entry == correction.c.entry
    )
    return found.correlate(correction).scalar_subquery()


def _word(name: str) -> ColumnElement[str]:
    """Return a name of ours as a constant: there are hundreds, and none is anybody's input."""
    return literal_column(f"'{name}'", Text())


def format_former(kind: str, field: str, raw: str | None) -> str | None:
    """Return what a field said before as acts and files write it."""
    if raw is None:
        return None
    column = TABLES[kind].c[field]
    if isinstance(column.type, Boolean):
        return cell_of(kind, field, raw in ("1", "true"))
    return cell_of(kind, field, int(raw) if column.info.get("unit") == "pence" else raw)


def read_corrections(
    connection: Connection, kind: str, reference: str | None = None, since: int = 0
) -> list[dict[str, Any]]:
    """Read the corrections of a record and of what belongs to it, the first first.

    Without a reference: of all records of the kind itself; ``since``: recorded after that entry.
    """
    rows = select_corrections(View(""), kind).subquery()
    found = select(*rows.c, raw_former(rows).label("raw")).where(rows.c.entry > since)
    found = found.where(rows.c.kind == kind if reference is None else rows.c.holder == reference)
    return list(map(_describe, connection.execute(found.order_by(rows.c.entry)).mappings()))


def read_all_corrections(connection: Connection, since: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the corrections of all records that were recorded after an entry, the first first."""
    table = TABLES["corrections"]
    found = select(*table.c, raw_former(table).label("raw")).where(table.c.entry > since)
    rows = connection.execute(found.order_by(table.c.entry), execution_options={"yield_per": BATCH})
    yield from map(_describe, rows.mappings())


def _describe(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Describe a correction as readers see it; ``raw`` is what the database holds of the former."""
    return {
        "kind": row["kind"],
        "record": row["record"],
        "field": row["field"],
        "was": format_former(row["kind"], row["field"], row["raw"]),
        "value": row["value"],
        "reason": row["reason"],
        "entry": row["entry"],
        "recorded_at": row["recorded_at"],
    }
