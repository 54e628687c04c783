"""A sentence per entry of the ledger."""

from __future__ import annotations

from typing import Any

import orjson

from registry.acts import ACT_NAMED, Corrected

# What a record is known by: the first of these that an act states names it.
_NAMING = ("title", "name", "code", "value", "period", "reference")


def summarise_act(act: str, payload: str | None) -> str:
    """Return the act in words, and the record that it names.

    >>> summary("AreaRecorded", '{"name":"Exampleshire"}')
    'An area was put on record: Exampleshire.'
    """
    happened = _act_in_words(act)
    if payload is None:
        return f"{happened}; its words were taken off the record."
    cells: dict[str, Any] = orjson.loads(payload)
    if act == Corrected.__name__:
        return _summarise_correction(happened, cells)
    named = next((str(cells[name]) for name in _NAMING if cells.get(name)), None)
    return f"{happened}: {named}." if named else f"{happened}."


def _summarise_correction(happened: str, cells: dict[str, Any]) -> str:
    """Say which field of which record was corrected, to what, and why."""
    field, kind = (str(cells[name]).replace("_", " ") for name in ("field", "kind"))
    value = f"“{cells['value']}”" if cells.get("value") else "nothing"
    return f"{happened}: {field} of {kind} {cells['record']} says {value} now ({cells['reason']})."


def _act_in_words(act: str) -> str:
    known = ACT_NAMED.get(act)
    doc = (known.__doc__ or act) if known is not None else act
    return doc.strip().splitlines()[0].rstrip(".")
