"""Rule 2: money adds up. Allocations from a pool never exceed its contributions for that year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from registry.errors import Refusal, RefusalCode
from registry.vocabulary import format_pence


def check_money_adds_up(
    pool: str,
    contributions: Sequence[dict[str, Any]],
    allocations: Sequence[dict[str, Any]],
) -> Iterator[Refusal]:
    """Yield why a pool's allocations exceed its contributions, both as they would be.

    An allocation that is kept as stated does not count: it is recorded, and found.
    """
    there = sum(row["amount"] for row in contributions)
    given = sum(row["amount"] for row in allocations if not row["as_stated"])
    if given > there:
        yield Refusal(
            RefusalCode.OUT_OF_ORDER,
            f"{pool} would give {format_pence(given)} of the {format_pence(there)} "
            "that it was contributed",
            "Record the missing contribution first, lower the amount, "
            "or set as_stated where the source itself says so",
            field="amount",
        )
