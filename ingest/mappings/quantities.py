"""Quantities as people write them: 54.5 (2005-2007 ave), 31.9% (to May 07), tba, -4.0."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.files import SHOWN_ERROR, is_cell_error
from ingest.mappings.amounts import read_amount
from ingest.mappings.patterns import matches_any_pattern, says_nothing

_NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,10})?")
_NOTE = re.compile(r"\(([^()]{1,500})\)?")
_YEAR = re.compile(r"(?:19|20)\d\d|\b\d\d/\d\d\b|\b(?:[A-Za-z]{3,9}) \d\d\b")
_LATER = ("tba", "tbc", "tbd", "to be ...", "not yet...", "placeholder...", "...to follow...")
_RANK = re.compile(r"(?:st|nd|rd|th|af|ail|il|ydd|fed|ed|eg|ain)\b", re.IGNORECASE)
# Marks behind a figure that say how sure it is, or point to a note: no unit.
_MARK = re.compile(
    r"(?:^|(?<=[\s%*]))(?:\[[a-z]\]|[*†‡§¹²³⁰⁴-⁹]+|[pre]|prov(?:isional)?\.?|rev(?:ised)?\.?)$|[*†‡§¹²³⁰⁴-⁹]+$",
    re.IGNORECASE,
)
_MISSING = ("n/a", "none", "no data...", "not available...", "-", "–", "—")


@dataclass(frozen=True, slots=True)
class ParsedQuantity:
    """A quantity as stated, and what could be read of it."""

    stated: str
    number: str | None = None
    unit: str | None = None
    period: str | None = None
    why: str | None = None


def read_quantity(
    words: str,
    stated: str | None = None,
    unreadable: Sequence[str] = ("?",),
    nothing: Sequence[str] = (),
) -> ParsedQuantity:
    """Return what words say of a quantity: a number only where they begin with one.

    ``stated`` is what the source says where ``words`` were given in its place; ``nothing`` are
    the source's own marks for no value.
    """
    stated = stated if stated is not None else words
    text = words.strip()
    if matches_any_pattern(unreadable, text):
        return ParsedQuantity(stated, why="The entry in the source cannot be read")
    if is_cell_error(text):
        return ParsedQuantity(stated, why=SHOWN_ERROR)
    if matches_any_pattern(_LATER, text):
        return ParsedQuantity(stated, why="The source states no value yet")
    if says_nothing(nothing, text) or matches_any_pattern(_MISSING, text):
        return ParsedQuantity(stated, why="The source states no value")
    if text.startswith("£") and (amount := read_amount(text)).value:
        return ParsedQuantity(stated, amount.value, "£", _read_period(text))
    return _read_number(text, stated)


def _read_number(text: str, stated: str) -> ParsedQuantity:
    if text.startswith("+"):
        return ParsedQuantity(stated, why="The source states a change, not a value")
    match = _NUMBER.match(text)
    if match is None or (not match[0].isascii() and "−" not in match[0]):
        return ParsedQuantity(stated, why="The source's words do not begin with a number")
    if _RANK.match(text, match.end()):
        return ParsedQuantity(stated, why="The source states a rank, not a value")
    rest = text[match.end() :].strip()
    unit = _strip_marks(rest.partition("(")[0].strip())
    if any(mark.isdigit() for mark in unit.replace("1,000", "").replace("100,000", "")):
        return ParsedQuantity(stated, why="The source's words hold more than one number")
    if len(unit) > 60 or (unit and not (unit[0] == "%" or unit[0].isalpha())):
        return ParsedQuantity(stated, why="The source's words hold no plain number")
    number = match[0].replace(",", "").replace("−", "-")
    return ParsedQuantity(stated, number, unit or None, _read_period(rest))


def _strip_marks(unit: str) -> str:
    """Return a unit without the marks of a provisional or revised figure."""
    while match := _MARK.search(unit):
        unit = unit[: match.start()].rstrip(" ,;")
    return unit


def _read_period(text: str) -> str | None:
    """Return what stands in brackets, where it speaks of a time."""
    note = _NOTE.search(text)
    return note[1].strip() if note and _YEAR.search(note[1]) else None
