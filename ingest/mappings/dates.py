"""Days and financial years as people write them; a month, a season or a year is no day."""

from __future__ import annotations

import re
from datetime import date

from ingest.mappings.parsed_values import ParsedValue
from ingest.mappings.patterns import PLAIN_HYPHENS

_ENGLISH = "january february march april may june july august september october november december"
_WELSH = "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr"
# After "o" (of) a Welsh month begins with a softer letter: 1 o Fai.
_WELSH_AFTER_O = (
    "ionawr chwefror fawrth ebrill fai fehefin orffennaf awst fedi hydref dachwedd ragfyr"
)
_MONTHS = tuple(
    (month, number)
    for months in (_ENGLISH, _WELSH, _WELSH_AFTER_O)
    for number, month in enumerate(months.split(), 1)
)
_SEASONS = ("spring", "summer", "autumn", "winter", "early", "late", "mid")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_NTH = "(?:st|nd|rd|th|af|ail|il|ydd|fed|ed|eg|ain)?"
_SPOKEN = re.compile(
    r"(?:(?:dydd )?[A-Za-z]{3,9},? )?"
    rf"(\d{{1,2}}){_NTH}(?: of| o)? ([A-Za-z]{{3,10}}),? (\d{{4}})",
    re.IGNORECASE,
)
_AMERICAN = re.compile(rf"([A-Za-z]{{3,10}}) (\d{{1,2}}){_NTH},? (\d{{4}})", re.IGNORECASE)
_TIME = re.compile(
    r"(?:,? at |, ?| |(?<=\d)T)"
    r"(?:(?:[01]?\d|2[0-4])(?:[:.][0-5]\d){1,2}(?:\.\d{1,9})? ?(?:[ap]\.?m\.?)?"
    r"|(?:0?\d|1[0-2]) ?[ap]\.?m\.?|(?:12 )?(?:noon|midday|midnight))"
    r"(?:Z| ?[+-]\d\d:?\d\d| GMT| BST| UTC)?",
    re.IGNORECASE,
)
_WITHOUT_YEAR = re.compile(r"\d{1,2}[ -]([A-Za-z]{3,9})")
_YEARS = re.compile(
    r"(?<![0-9/.])(?:(?:FY|financial year) ?)?([0-9]{4}|[0-9]{2})"
    r"(?: ?[-/] ?| to )([0-9]{4}|[0-9]{1,2})(?![0-9/-])",
    re.IGNORECASE,
)


def read_date(words: str) -> ParsedValue:
    """Return a day from words such as 2007-05-01, 1 May 2007 or 01/05/2007, day before month.

    A time of day after it makes no other day; months are read in English and in Welsh.

    >>> read_date("31st July 2006").value
    '2006-07-31'
    """
    text = _strip_time(" ".join(words.split()))
    if match := _ISO.fullmatch(text):
        return _make_day(int(match[1]), int(match[2]), int(match[3]))
    if match := _SLASHED.fullmatch(text):
        return _make_day(int(match[3]), int(match[2]), int(match[1]))
    if match := _SPOKEN.fullmatch(text):
        return _make_day(int(match[3]), parse_month(match[2]), int(match[1]))
    if match := _AMERICAN.fullmatch(text):
        return _make_day(int(match[3]), parse_month(match[1]), int(match[2]))
    return ParsedValue(why=_explain_unreadable(text))


def _strip_time(text: str) -> str:
    """Return the words before a time of day."""
    return next(
        (text[: one.start()] for one in _TIME.finditer(text) if one.end() == len(text)), text
    )


def parse_month(name: str) -> int:
    """Parse a month from its name or three letters or more of it; 0 if it is none."""
    name = name.casefold().rstrip(".")
    found = {number for month, number in _MONTHS if len(name) >= 3 and month.startswith(name)}
    return found.pop() if len(found) == 1 else 0


def _make_day(year: int, month: int, day: int) -> ParsedValue:
    try:
        return ParsedValue(value=date(year, month, day).isoformat())
    except ValueError:
        return ParsedValue(why="the calendar has no such day")


def _explain_unreadable(text: str) -> str:
    first = re.split("[ -]", text.casefold())[0]
    if read_years(text).value:
        return "a financial year, no day"
    if re.fullmatch(r"\d{4}", text):
        return "a year, no day"
    if re.fullmatch(r"\d{4}-\d{1,2}", text) or parse_month(first):
        return "a month, no day"
    if (match := _WITHOUT_YEAR.fullmatch(text)) and parse_month(match[1]):
        return "a day without its year"
    return "a season, no day" if first in _SEASONS else "no day"


def read_years(words: str) -> ParsedValue:
    """Return a financial year as it is written: 2007/08, 2007-2008, 2007/8, 07/08 or FY 2007-08.

    >>> read_years("2007/2008").value
    '2007-08'
    """
    match = _YEARS.fullmatch(" ".join(words.translate(PLAIN_HYPHENS).split()))
    if match is None:
        return ParsedValue(why="no financial year")
    year = _join_years(match[1], match[2])
    return ParsedValue(year, None if year else "two years that do not follow each other")


def find_years(words: str) -> str | None:
    """Return the first financial year that stands among other words, as in "Target 2008/9 (%)"."""
    text = " ".join(words.translate(PLAIN_HYPHENS).split())
    years = (_join_years(match[1], match[2]) for match in _YEARS.finditer(text))
    return next((year for year in years if year), None)


def _join_years(first: str, second: str) -> str | None:
    """Two years as one financial year, where the second follows the first."""
    century = "" if len(first) == 4 else "19" if first >= "50" else "20"
    begins = int(century + first)
    digits = len(second)
    if digits == 1 and (len(first) < 4 or second == "0"):
        return None
    follows = (begins + 1) % 10**digits == int(second)
    return f"{begins}-{(begins + 1) % 100:02d}" if follows else None
