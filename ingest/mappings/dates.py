"""Days and financial years as people write them; a month, a season or a year is no day."""

from __future__ import annotations

import re
from datetime import date

from ingest.mappings.parsed_values import ParsedValue

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_SEASONS = ("spring", "summer", "autumn", "winter", "early", "late", "mid")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_SPOKEN = re.compile(
    r"(?:[A-Za-z]{3,9},? )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([A-Za-z]{3,9}),? (\d{4})"
)
_AMERICAN = re.compile(r"([A-Za-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_YEARS = re.compile(r"(?:FY ?)?(\d{4}) ?[-/–—] ?(\d{4}|\d{2})", re.IGNORECASE)


def read_date(words: str) -> ParsedValue:
    """A day from words such as 2007-05-01, 1 May 2007 or 01/05/2007, day before month.

    >>> read_date("31st July 2006").value
    '2006-07-31'
    """
    text = " ".join(words.split())
    if match := _ISO.fullmatch(text):
        return _make_day(int(match[1]), int(match[2]), int(match[3]))
    if match := _SLASHED.fullmatch(text):
        return _make_day(int(match[3]), int(match[2]), int(match[1]))
    if match := _SPOKEN.fullmatch(text):
        return _make_day(int(match[3]), parse_month(match[2]), int(match[1]))
    if match := _AMERICAN.fullmatch(text):
        return _make_day(int(match[3]), parse_month(match[1]), int(match[2]))
    return ParsedValue(why=_explain_unreadable(text))


def parse_month(name: str) -> int:
    """A month's number from its name or the first three letters or more of it; 0 if it is none."""
    name = name.casefold().rstrip(".")
    found = [
        number
        for number, month in enumerate(_MONTHS, 1)
        if len(name) >= 3 and month.startswith(name)
    ]
    return found[0] if len(found) == 1 else 0


def _make_day(year: int, month: int, day: int) -> ParsedValue:
    try:
        return ParsedValue(value=date(year, month, day).isoformat())
    except ValueError:
        return ParsedValue(why="the calendar has no such day")


def _explain_unreadable(text: str) -> str:
    first = text.casefold().split(" ")[0] if text else ""
    if read_years(text).value:
        return "a financial year, no day"
    if re.fullmatch(r"\d{4}", text):
        return "a year, no day"
    if re.fullmatch(r"\d{4}-\d{1,2}", text) or parse_month(first):
        return "a month, no day"
    return "a season, no day" if first in _SEASONS else "no day"


def read_years(words: str) -> ParsedValue:
    """A financial year from words such as 2007/08, 2007-2008 or FY 2007-08.

    >>> read_years("2007/2008").value
    '2007-08'
    """
    match = _YEARS.fullmatch(" ".join(words.split()))
    if match is None or (not words.isascii() and not set(words) <= set("–— FYfy0123456789")):
        return ParsedValue(why="no financial year")
    begins, ends = int(match[1]), match[2]
    follows = int(ends) == begins + 1 if len(ends) == 4 else int(ends) == (begins + 1) % 100
    if not follows:
        return ParsedValue(why="two years that do not follow each other")
    return ParsedValue(value=f"{begins}-{(begins + 1) % 100:02d}")
