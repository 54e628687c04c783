"""Checks that correcting a record does not break records that name it, or that it named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from registry.acts import ACTS, Act, referring_fields
from registry.errors import Refusal
from registry.projection import Row, act_of, row_of
from registry.recording.facts import Facts
from registry.rules.money import check_money_adds_up
from registry.rules.references import check_reference, check_same_owner

# Fields on which it hangs whether others may name a record.
_TIED = frozenset({"standing", *(tie.same for act in ACTS.values() for tie in act.TIES)})


def refuse_dependents(right: Act, old: Row, field: str, facts: Facts) -> Iterator[Refusal]:
    """Yield why other records do not allow that ``field`` of a record changes from ``old``."""
    if right.KIND == "contributions" and field == "pool":
        pool = old["pool"]
        left = [
            row
            for row in facts.where("contributions", "pool", pool)
            if row["reference"] != right.reference
        ]
        yield from check_money_adds_up(pool, left, facts.where("allocations", "pool", pool))
    if field in _TIED:
        yield from _refuse_naming_records(right, facts)


def _refuse_naming_records(right: Act, facts: Facts) -> Iterator[Refusal]:
    """Yield why the records that name a corrected one cannot go on naming it."""
    for kind, act in ACTS.items():
        for field in referring_fields(act):
            if field.refers != right.KIND:
                continue
            for row in facts.where(kind, field.name, right.reference):
                for refusal in _refuse_still_naming(act_of(kind, row), right, facts):
                    yield replace(refusal, message=f"{kind} {row['reference']}: {refusal.message}")


def _refuse_still_naming(act: Act, right: Act, facts: Facts) -> Iterator[Refusal]:
    rows: dict[str, Row | None] = {}
    for field, reference in act.refers_to():
        mended = (field.refers, reference) == (right.KIND, right.reference)
        there = row_of(right, 0, "") if mended else facts.get(str(field.refers), reference)
        rows[field.name] = there
        if mended:
            yield from check_reference(act, field, reference, there)
    yield from check_same_owner(act, rows)
