"""What the words of a column look like."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.mappings.amounts import read_amount
from ingest.mappings.dates import read_date, read_years
from ingest.mappings.patterns import matches_any_pattern
from ingest.mappings.quantities import read_quantity
from ingest.mappings.resolve_names import NameResolver

_INDICATOR = re.compile(r"(?:NI|PSA|BVPI|BV|LAA|LPI) ?\d{1,3}[a-z]?", re.IGNORECASE)
_OUTCOMES = (
    "agreed...",
    "...agreed",
    "accept...",
    "reject...",
    "refus...",
    "...withdrawn",
    "defer...",
    "consult...",
    "consider...",
    "under consideration",
    "implement...",
    "approved...",
    "declined...",
    "...negotiated",
    "review...",
)
_LEAD = ("lead", "responsible", "accountable", "owner")
_BODY = ("partner", "organisation", "body", "department", "agency")
_MONEY = ("£", "amount", "grant", "allocation", "budget", "funding", "cost", "gbp", "total")


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """A column: its heading, its short name, what it looks like, and examples of its words."""

    heading: str
    name: str
    looks: str
    filled: int
    examples: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    uniform: bool = True


def profile_column(
    heading: str, name: str, words: Sequence[str], names: NameResolver | None
) -> ColumnProfile:
    """Return what a column looks like: the first look that most of its words have."""
    filled = [word.strip() for word in words if word.strip()]
    examples = tuple(dict.fromkeys(filled))[:30]
    found: list[str] = []
    unknown: tuple[str, ...] = ()
    # Short numbers are codes of places too: only words are taken for names.
    if names is not None and filled and not _look_of_most(filled, _is_figure):
        found, unknown = _match_names(names, heading.casefold(), list(dict.fromkeys(filled))[:200])
    looks = _list_looks(heading.casefold(), filled, found)
    told = unknown if looks in ("areas", "partners", "lead") else ()
    uniform = all(_INDICATOR.fullmatch(word) for word in filled)
    return ColumnProfile(heading, name, looks, len(filled), examples, told, uniform)


def _list_looks(heading: str, filled: Sequence[str], found: Sequence[str]) -> str:
    if not filled:
        return "empty"
    if _look_of_most(filled, lambda word: bool(_INDICATOR.fullmatch(word))):
        return "indicator"
    if any(word in heading for word in _LEAD) and not _is_long_text(filled):
        return "lead"
    return found[0] if found else _look_by_form(heading, filled)


def _look_by_form(heading: str, filled: Sequence[str]) -> str:
    """Return what a column looks like by the form of its words alone."""
    if [str(place) for place in range(1, len(filled) + 1)] == list(filled):
        return "number"
    if _looks_like_money(heading, filled):
        return "amount"
    forms: dict[str, Callable[[str], bool]] = {
        "date": lambda word: read_date(word).value is not None,
        "year": lambda word: read_years(word).value is not None,
        "outcome": lambda word: matches_any_pattern(_OUTCOMES, word),
    }
    for form, looks in forms.items():
        if _look_of_most(filled, looks):
            return form
    if _looks_like_quantity(filled):
        return "quantity"
    return "words" if _is_long_text(filled) or len(set(filled)) * 2 > len(filled) else "label"


def _looks_like_quantity(filled: Sequence[str]) -> bool:
    """Whether most words begin with a number, those aside that only say that none is there yet."""
    read = [read_quantity(word) for word in filled]
    stated = [one for one in read if not (one.why or "").startswith("The source states no value")]
    numbers = sum(one.number is not None for one in stated)
    return bool(stated) and numbers * 10 >= len(stated) * 6


def _looks_like_money(heading: str, filled: Sequence[str]) -> bool:
    amounts = [word for word in filled if read_amount(word).value is not None]
    pounds = sum("£" in word for word in filled)
    spoken = any(word in heading for word in _MONEY)
    return pounds * 2 >= len(filled) or (spoken and len(amounts) * 2 >= len(filled))


def _look_of_most(filled: Sequence[str], looks: Callable[[str], bool]) -> bool:
    return sum(looks(word) for word in filled) * 10 >= len(filled) * 6


def _is_figure(word: str) -> bool:
    return not any(mark.isalpha() for mark in word)


def _is_long_text(filled: Sequence[str]) -> bool:
    return sum(map(len, filled)) > 60 * len(filled)


def _match_names(
    names: NameResolver, heading: str, words: Sequence[str]
) -> tuple[list[str], tuple[str, ...]]:
    """Of which kind most words are names on record, and which of them are not."""
    bodies = any(word in heading for word in _BODY)
    for kind in ("partners", "areas") if bodies else ("areas", "partners"):
        known = [word for word in words if names.resolve_name(kind, word, None).reference]
        if len(known) * 10 >= len(words) * 4:
            return [kind], tuple(word for word in words if word not in known)
    return [], tuple(
        word for word in words if not names.resolve_name("partners", word, None).reference
    )
