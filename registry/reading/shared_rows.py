"""Rows that a statement computes once, however many of its conditions go by them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import CTE, Select, select

from registry.reading.leads import select_led
from registry.reading.proposals import days_waiting
from registry.reading.views import View

MATERIALIZED = "materialized"
"""The option of a select whose rows are computed once for the statement that shares them."""


@lru_cache(maxsize=64)
def share_led(view: View) -> CTE:
    """Return who leads which target as rows that a statement computes once."""
    return _share(view, select_led(view), "shared_led")


@lru_cache(maxsize=64)
def share_waiting(view: View) -> CTE:
    """Return how many days each proposal waited as rows that a statement computes once."""
    proposal = view.table("proposals")
    days = days_waiting(view, proposal).label("days")
    return _share(view, select(proposal.c.reference, days), "shared_waiting")


def _share(view: View, rows: Select[Any], name: str) -> CTE:
    assert not view.dated, "words of a day are shared themselves"
    return rows.execution_options(**{MATERIALIZED: True}).cte(name).prefix_with("MATERIALIZED")
