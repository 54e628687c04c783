"""What an act changes in the read model, as values: rows added and rows replaced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from registry.projection.rows import Row


@dataclass(frozen=True, slots=True)
class Added:
    """A new row of the table of ``kind``."""

    kind: str
    row: Row


@dataclass(frozen=True, slots=True)
class Replaced:
    """A row that says something new from entry ``number`` on; the old one goes into history."""

    kind: str
    old: Row
    new: Row


@dataclass(frozen=True, slots=True)
class Blanked:
    """Fields whose words are taken off every version that had them from entry ``redacts``."""

    kind: str
    reference: str
    redacts: int
    by: int
    fields: tuple[str, ...]


Change = Added | Replaced | Blanked


def replace_columns(kind: str, row: Row, number: int, recorded_at: str, **news: Any) -> Replaced:
    """Return the change that gives ``row`` new values from entry ``number`` on."""
    return Replaced(kind, row, {**row, **news, "entry": number, "recorded_at": recorded_at})
