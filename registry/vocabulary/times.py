"""Days, instants and financial years, as text that sorts in the order of time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# RFC 3339, section 5.6.
_INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})", re.IGNORECASE
)
_YEAR = re.compile(r"(\d{4})-(\d{2})")
# Not those of the machine's locale: what is said is the same on every machine.
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def read_day(text: str) -> str:
    """Read a day as ``2007-05-01``.

    Raises:
        ValueError: another notation, or a day that the calendar does not have.
    """
    if not _DAY.fullmatch(text) or not text.isascii():
        raise ValueError(text)
    date.fromisoformat(text)
    return text


@lru_cache(maxsize=4096)
def format_day(day: str) -> str:
    """Write a day as in a sentence.

    >>> format_day("2008-05-14")
    '14 May 2008'
    """
    read = date.fromisoformat(day)
    return f"{read.day} {_MONTHS[read.month - 1]} {read.year}"


def is_financial_year(text: str) -> bool:
    """Return whether a text is a financial year as it is written on record.

    >>> is_financial_year("2007-08"), is_financial_year("2007/08"), is_financial_year("2007-09")
    (True, False, False)
    """
    try:
        return read_financial_year(text) == text
    except ValueError:
        return False


def read_financial_year(text: str) -> str:
    """Read a financial year, April to March, as ``2007-08``.

    Raises:
        ValueError: another notation, or two years that do not follow each other.
    """
    match = _YEAR.fullmatch(text)
    if match is None or not text.isascii() or (int(match[1]) + 1) % 100 != int(match[2]):
        raise ValueError(text)
    return text


def instant(moment: datetime) -> str:
    """Write an instant as UTC text ending in Z, always with microseconds so that it sorts."""
    written = moment.astimezone(UTC).isoformat(timespec="microseconds")
    return f"{written.removesuffix('+00:00')}Z"


def read_instant(text: str) -> str:
    """Read an instant of RFC 3339 (``2026-01-31T10:00:00Z``) into the registry's own form.

    Raises:
        ValueError: another notation, no offset from UTC, or an instant that no calendar has.
    """
    if not _INSTANT.fullmatch(text) or not text.isascii():
        raise ValueError(text)
    try:
        return instant(datetime.fromisoformat(text.upper()))
    except OverflowError as error:  # in UTC it is before the year 1 or after 9999
        raise ValueError(text) from error


def now() -> str:
    """Return this instant."""
    return instant(datetime.now(UTC))


def today() -> str:
    """Return this day in UTC."""
    return datetime.now(UTC).date().isoformat()
