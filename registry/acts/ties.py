"""Which records an act may name together."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tie:
    """What a field names must belong where the act belongs, or where another field's record does.

    Attributes:
        field: the field that names a record.
        same: the column that must be the same in both.
        other: the other field that names a record; None where the act itself has the column.
    """

    field: str
    same: str
    other: str | None = None
