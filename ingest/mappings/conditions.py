"""Which rows a mapping means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ingest.mappings.patterns import matches_any_pattern
from ingest.mappings.spec import ActSpec, ConditionSpec


def meets_conditions(conditions: Sequence[ConditionSpec], cells: Mapping[str, str]) -> bool:
    """Return whether all conditions hold for a row."""
    return all(_meets_condition(one, cells.get(one.column, "").strip()) for one in conditions)


def _meets_condition(condition: ConditionSpec, cell: str) -> bool:
    if condition.is_ and not matches_any_pattern(condition.is_, cell):
        return False
    if condition.is_not and matches_any_pattern(condition.is_not, cell):
        return False
    return condition.filled is None or condition.filled == bool(cell)


def makes_act(spec: ActSpec, cells: Mapping[str, str]) -> bool:
    """Return whether a row makes an act."""
    excluded = bool(spec.unless) and meets_conditions(spec.unless, cells)
    return meets_conditions(spec.when, cells) and not excluded


def split_row(spec: ActSpec, cells: Mapping[str, str]) -> list[dict[str, str]]:
    """Split a row's cells into one set per act that it makes."""
    each = spec.each
    if each is None:
        return [dict(cells)]
    if each.columns:
        filled = (
            (name, label) for name, label in each.columns.items() if cells.get(name, "").strip()
        )
        return [
            {**cells, "each": cells[name], "label": label, "each_n": str(number)}
            for number, (name, label) in enumerate(filled, 1)
        ]
    pieces = split_cell(each.split, cells.get(each.column or "", ""))
    return [
        {**cells, "each": piece, "each_n": str(number)}
        for number, piece in enumerate(pieces, 1)
        if number >= each.start
    ]


def split_cell(marks: Iterable[str], words: str) -> list[str]:
    """Return a cell taken apart at every mark."""
    pieces = [words]
    for mark in marks:
        pieces = [piece for one in pieces for piece in one.split(mark)]
    return [piece.strip() for piece in pieces if piece.strip()]
