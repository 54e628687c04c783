"""Acts as rows of their tables, and rows as the text cells of files and payloads."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy.sql.schema import ScalarElementColumnDefault as Scalar

from registry.acts import ACTS, Act, fields_of
from registry.models import BOOKKEEPING, TABLES
from registry.vocabulary import Pence, opaque_id

Row = dict[str, Any]


def row_of(act: Act, number: int, recorded_at: str) -> Row:
    """Return the row that an act adds to its table, with its entry ``number``."""
    row: Row = {
        field.name: _to_driver_value(getattr(act, field.attribute))
        for field in fields_of(type(act))
    }
    row |= defaults_of(act.KIND)
    row["id"] = opaque_id(act.KIND, act.reference)
    row["entry"] = number
    row["recorded_at"] = recorded_at
    return row


@cache
def defaults_of(kind: str) -> Mapping[str, Any]:
    """Return what the registry keeps of a kind of record besides what acts state, as it begins."""
    defaults = {column.name: column.default for column in TABLES[kind].c}
    return {name: each.arg for name, each in defaults.items() if isinstance(each, Scalar)}


def _to_driver_value(value: Any) -> Any:
    """Return a value as the database drivers take it."""
    if isinstance(value, Enum):
        return value.value
    return int(value) if isinstance(value, Pence) else value


def cells_of(kind: str, row: Mapping[str, Any]) -> dict[str, str]:
    """Return a row's stated columns as text cells: those of the act that could have made it."""
    cells: dict[str, str] = {}
    for field in fields_of(ACTS[kind]):
        value = row[field.name]
        if value is not None:
            cells[field.name] = cell_of(kind, field.name, value)
    return cells


def cell_of(kind: str, column: str, value: Any) -> str:
    """Return one stated value as text: pounds for pence, true and false for flags."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if TABLES[kind].c[column].info.get("unit") == "pence":
        return str(Pence(value))
    return str(value)


def act_of(kind: str, row: Mapping[str, Any]) -> Act:
    """Return the act that would put a row on record as it stands."""
    return ACTS[kind].read(cells_of(kind, row))


def drop_bookkeeping(row: Mapping[str, Any]) -> Row:
    """Return a row without the columns that the registry fills by itself."""
    return {name: value for name, value in row.items() if name not in BOOKKEEPING}
