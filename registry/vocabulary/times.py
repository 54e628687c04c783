"""Days, instants and financial years, as text that sorts in the order of time."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"(\d{4})-(\d{2})")


def read_day(text: str) -> str:
    """A day as ``2007-05-01``.

    Raises:
        ValueError: another notation, or a day that the calendar does not have.
    """
    if not _DAY.fullmatch(text) or not text.isascii():
        raise ValueError(text)
    date.fromisoformat(text)
    return text


def read_financial_year(text: str) -> str:
    """A financial year, April to March, as ``2007-08``.

    Raises:
        ValueError: another notation, or two years that do not follow each other.
    """
    match = _YEAR.fullmatch(text)
    if match is None or not text.isascii() or (int(match[1]) + 1) % 100 != int(match[2]):
        raise ValueError(text)
    return text


def instant(moment: datetime) -> str:
    """An instant as UTC text ending in Z, always with microseconds so that it sorts."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_instant(text: str) -> str:
    """An instant given with its offset (``2026-01-31T10:00:00Z``), in the registry's own form.

    Raises:
        ValueError: no instant, or no offset from UTC.
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return instant(moment)


def now() -> str:
    """This instant."""
    return instant(datetime.now(UTC))


def today() -> str:
    """This day in UTC."""
    return datetime.now(UTC).date().isoformat()
