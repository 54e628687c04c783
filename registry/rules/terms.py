"""Terms in time: which overlap, and which end when another begins.

A term runs from its ``from`` up to, and not including, its ``until``; an unstated end is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Term = Mapping[str, Any]

_FIRST, _LAST = "", "9999-99-99"


def terms_overlap(one: Term, other: Term) -> bool:
    """Return whether two terms share a day."""
    return (one["from"] or _FIRST) < (other["until"] or _LAST) and (other["from"] or _FIRST) < (
        one["until"] or _LAST
    )


def holds_on(term: Term, day: str) -> bool:
    """Return whether a term holds on a day."""
    return (term["from"] or _FIRST) <= day < (term["until"] or _LAST)


def terms_ended_by(day: str, terms: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the open terms that began before a day: those that a term beginning then ends."""
    return [term for term in terms if term["until"] is None and (term["from"] or _FIRST) < day]
