"""Days, instants and financial years, as text that sorts in the order of time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"(\d{4})-(\d{2})")


def read_day(text: str) -> str:
    """Read a day as ``2007-05-01``.

    Raises:
        ValueError: another notation, or a day that the calendar does not have.
    """
    if not _DAY.fullmatch(text) or not text.isascii():
        raise ValueError(text)
    date.fromisoformat(text)
    return text


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
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_instant(text: str) -> str:
    """Read an instant with its offset (``2026-01-31T10:00:00Z``) into the registry's own form.

    Raises:
        ValueError: no instant, or no offset from UTC.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return instant(moment)


def now() -> str:
    """Return this instant."""
    return instant(datetime.now(UTC))


def today() -> str:
    """Return this day in UTC."""
    return datetime.now(UTC).date().isoformat()
