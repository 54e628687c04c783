"""What a mapping may say of each kind of act: its fields, and those that are read together."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from registry.acts import ACTS, Field, fields_of

# Fields of several parts that one line fills: what is stated, the number, its unit, and so on.
QUANTITIES = ("baseline", "aim", "value")
PARTS = ("stated", "number", "unit", "period", "why")

# Where the source's own words go when they were read as a value.
STATED: Mapping[tuple[str, str], str] = {
    ("grants", "amount"): "stated",
    ("grants", "through"): "through_stated",
    ("grants", "through_amount"): "through_stated",
    ("contributions", "amount"): "stated",
    ("allocations", "amount"): "stated",
    ("outturns", "amount"): "stated",
    ("totals", "amount"): "stated",
    ("requests", "amount"): "stated",
    ("deadlines", "on"): "stated",
    ("rounds", "from"): "stated",
    ("rounds", "until"): "stated",
    ("proposals", "at"): "at_stated",
    ("responses", "at"): "at_stated",
    ("responses", "outcome"): "stated",
    ("goals", "department"): "department_stated",
    ("accountability", "partner"): "stated",
    **{
        ("reward_rules", name): "stated"
        for name in ("net_budget", "potential", "pump_priming", "percent_of_net_budget")
    },
}


@cache
def fields_by_name(kind: str) -> Mapping[str, Field]:
    """Return the fields of a kind under their names in files."""
    return {field.name: field for field in fields_of(ACTS[kind])}


@cache
def quantities_of(kind: str) -> tuple[str, ...]:
    """Return the quantities of a kind, each of which one line fills."""
    names = fields_by_name(kind)
    return tuple(one for one in QUANTITIES if f"{one}_stated" in names and f"{one}_number" in names)
