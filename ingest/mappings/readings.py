"""What was read from a cell, beside its words; and which values stick out among their like."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from ingest.mappings.act_fields import quantities_of
from ingest.mappings.drafts import DraftAct

# From how many values on one of them can stick out.
_ENOUGH = 4
# What share of the values one unit must have for another, with a small share, to stick out.
_MOST, _FEW = Decimal("0.6"), Decimal("0.25")
# How many times the median an amount sticks out at: pounds among thousands of pounds.
_FAR = 1_000


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a row's words for one field of a record.

    Attributes:
        kind: the kind of record.
        reference: the record, as far as its reference is known.
        field: the field.
        words: the words of the row, as the mapping puts them together.
        value: what was read; none where nothing was.
    """

    kind: str
    reference: str | None
    field: str
    words: str
    value: str | None

    @property
    def is_plain(self) -> bool:
        """Whether the value is the very words."""
        return self.value == self.words


def list_readings(drafts: Iterable[DraftAct]) -> Iterator[Reading]:
    """Yield what was read for every field that words of the row fill."""
    for draft in drafts:
        for field, words in draft.words.items():
            value = _read_value(draft, field)
            yield Reading(draft.kind, draft.reference, field, words, value)


def _read_value(draft: DraftAct, field: str) -> str | None:
    if field not in quantities_of(draft.kind):
        return draft.cells.get(field)
    number, unit = draft.cells.get(f"{field}_number"), draft.cells.get(f"{field}_unit")
    return f"{number} [{unit}]" if number and unit else number


@dataclass(frozen=True, slots=True)
class _Figure:
    """One figure of one row, with the unit or the scale that it is compared by."""

    row: int
    kind: str
    field: str
    number: Decimal
    unit: str

    @property
    def words(self) -> str:
        return f"{self.field} {self.number:,f} {self.unit}".strip()


def find_outliers(rows: Sequence[Sequence[DraftAct]]) -> dict[int, list[str]]:
    """Return what sticks out in each row, by its place: a unit or a size unlike all others."""
    figures: dict[tuple[str, str], list[_Figure]] = defaultdict(list)
    targets: dict[str, list[_Figure]] = defaultdict(list)
    for place, drafts in enumerate(rows):
        for draft in drafts:
            for figure in _list_figures(place, draft):
                figures[(figure.kind, figure.field)].append(figure)
                if target := draft.cells.get("target") or draft.reference:
                    targets[target].append(figure)
    told: dict[int, list[str]] = defaultdict(list)
    for alike in figures.values():
        for figure, why in (*_find_rare_units(alike), *_find_far_amounts(alike)):
            told[figure.row].append(f"{figure.words} sticks out: {why}")
    for alike in targets.values():
        for figure, why in _find_mixed_units(alike):
            told[figure.row].append(f"{figure.words} sticks out: {why}")
    return told


def _list_figures(place: int, draft: DraftAct) -> Iterator[_Figure]:
    for field in quantities_of(draft.kind):
        if (number := draft.cells.get(f"{field}_number")) is not None:
            unit = draft.cells.get(f"{field}_unit", "")
            yield _Figure(place, draft.kind, field, Decimal(number), unit)
    if (amount := draft.cells.get("amount")) is not None:
        yield _Figure(place, draft.kind, "amount", Decimal(amount), "")


def _find_rare_units(figures: Sequence[_Figure]) -> Iterator[tuple[_Figure, str]]:
    """Yield 5.1 tonnes among percentages."""
    units = Counter(figure.unit for figure in figures)
    (unit, count), *_ = units.most_common(1)
    if len(figures) < _ENOUGH or count < len(figures) * _MOST:
        return
    for figure in figures:
        if figure.unit != unit and units[figure.unit] <= len(figures) * _FEW:
            others = f"are in {unit}" if unit else "have no unit"
            yield figure, f"{count} of {len(figures)} figures of its column {others}"


def _find_mixed_units(figures: Sequence[_Figure]) -> Iterator[tuple[_Figure, str]]:
    """Yield an aim in tonnes for a target whose baseline is in percent."""
    first = figures[0]
    for figure in figures[1:]:
        if figure.unit != first.unit:
            yield figure, f"of the same target there is {first.words}"


def _find_far_amounts(figures: Sequence[_Figure]) -> Iterator[tuple[_Figure, str]]:
    """Yield an amount in pounds among amounts in thousands of pounds."""
    sizes = [abs(figure.number) for figure in figures if figure.field == "amount"]
    sizes = [size for size in sizes if size]
    if len(sizes) < _ENOUGH:
        return
    middle = median(sizes)
    for figure in figures:
        size = abs(figure.number)
        if size and (size > middle * _FAR or size * _FAR < middle):
            yield figure, f"the median of its column is {middle:,.2f}"
