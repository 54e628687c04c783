"""Changes in sentences: counts first, then the first single changes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from opendata import PublishedCorrection
from publish.changes.row_diff import ADDED, CHANGED, REMOVED, RETYPED, Change, ShapeChange
from registry.models import TYPES
from registry.vocabulary import AccountabilityRole

DETAILS = 20
"""How many changes have sentences of their own."""
_LEADS = 1_000
_LONG = 60
_TERMS = "accountability"


class SummaryWriter:
    """Counts changes, and keeps as many of them as its sentences have room for.

    What was corrected has a sentence per correction, with its reason, and none as a mere change.
    """

    def __init__(self, corrections: Sequence[PublishedCorrection] = ()) -> None:
        self._corrected = {(one.kind, one.record, one.field) for one in corrections}
        # Of words that were taken off nothing is said, not even what replaced them.
        self._corrections = [one for one in corrections if not one.holds_redacted()]
        self.counts: dict[str, Counter[str]] = {}
        self._details: list[str] = []
        self._told = 0
        self._ended: dict[str, tuple[str, str]] = {}
        self._begun: dict[str, tuple[str, str]] = {}

    def add_change(self, change: Change) -> None:
        """Count a change, and keep its sentences while there is room for them."""
        self.counts.setdefault(change.table, Counter())[change.change] += 1
        if change.table == _TERMS and self._add_lead(change):
            return
        for column, values in change.columns.items():
            if values is not None and not self._is_corrected(change, column):
                self._told += 1
                if len(self._details) < DETAILS:
                    self._details.append(_write_sentence(change, column, *values))

    def _is_corrected(self, change: Change, column: str) -> bool:
        return (change.table, change.reference, column) in self._corrected

    def _add_lead(self, change: Change) -> bool:
        """Take note of a lead that began or ended; return whether the change was one."""
        cells = change.cells()
        if cells.get("role") != AccountabilityRole.LEAD or len(self._begun) >= _LEADS:
            return False
        target, partner = cells.get("target", ""), cells.get("partner", "")
        if change.change == ADDED:
            self._begun[target] = (partner, cells.get("from", ""))
        elif (
            change.change == CHANGED
            and list(change.columns) == ["until"]
            and not self._is_corrected(change, "until")
        ):
            self._ended[target] = (partner, cells.get("until", ""))
        else:
            return False
        return True

    def write_sentences(self, shape: Iterable[ShapeChange]) -> Iterator[str]:
        """Yield all sentences: tables, counts, leads, corrections, and single changes."""
        yield from map(_describe_shape, shape)
        for table, counts in self.counts.items():
            for change in sorted(counts):
                yield f"{_format_count(counts[change], table)} {change}"
        leads = list(self._write_leads())
        more = len(leads) + len(self._corrections) + self._told
        corrected = map(_describe_correction, islice(self._corrections, DETAILS))
        listed = list(islice([*leads, *corrected, *self._details], DETAILS))
        yield from listed
        if more > len(listed):
            yield f"and {more - len(listed):,} more changes of single values"

    def _write_leads(self) -> Iterator[str]:
        for target, (partner, until) in self._ended.items():
            if target in self._begun:
                now, start = self._begun[target]
                since = f" on {start}" if start else ""
                change = f"from {_shorten_value(partner)} to {_shorten_value(now)}{since}"
                yield f"lead of {target} changed {change}"
            else:
                yield (
                    f"lead of {target} by {_shorten_value(partner)} "
                    f"ended on {_shorten_value(until)}"
                )


def _write_sentence(change: Change, column: str, old: str, new: str) -> str:
    place = _name_place(change.table, change.reference, column)
    return f"{place} changed from {_shorten_value(old)} to {_shorten_value(new)}"


def _describe_correction(made: PublishedCorrection) -> str:
    place = _name_place(made.kind, made.record, made.field)
    was, value = _shorten_value(made.was or ""), _shorten_value(made.value or "")
    return f"{place} was corrected from {was} to {value}: {_shorten_value(made.reason)}"


def _name_place(table: str, reference: str, column: str) -> str:
    return f"{column.replace('_', ' ')} of {_name_one(table)} {reference}"


def _describe_shape(change: ShapeChange) -> str:
    what = f"column {change.table}.{change.column}" if change.column else f"table {change.table}"
    spoken = {ADDED: "was added", REMOVED: "was removed", RETYPED: "is of another type"}
    return f"{what} {spoken[change.change]}"


def _format_count(number: int, table: str) -> str:
    return f"1 {_name_one(table)}" if number == 1 else f"{number:,} {_name_many(table)}"


def _name_one(table: str) -> str:
    if table == _TERMS:
        return "term of accountability"
    model = TYPES.get(table)
    if model is None:
        return f"row of {table}"
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.TYPE).lower()


def _name_many(table: str) -> str:
    if table == _TERMS:
        return "terms of accountability"
    return table.replace("_", " ") if table in TYPES else f"rows of {table}"


def _shorten_value(cell: str) -> str:
    plain = " ".join(cell.split())
    return (plain if len(plain) <= _LONG else f"{plain[: _LONG - 1]}…") or "nothing"
