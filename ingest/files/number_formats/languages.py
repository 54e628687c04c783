"""Names of months and days in the languages of the United Kingdom's spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# What a format calls the long date or the time of whichever computer shows it.
LONG_DATE, LONG_TIME = "long date", "long time"
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Names:
    """Months from January and days from Monday, each in full and short (as CLDR has them)."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    days: tuple[str, ...]
    short_days: tuple[str, ...]


_ENGLISH = "January February March April May June July August September October November December"
_ENGLISH_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_WELSH = "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr"
_WELSH_SHORT = "Ion Chwef Maw Ebr Mai Meh Gorff Awst Medi Hyd Tach Rhag"
_WELSH_SHORT_DAYS = "Llun Maw Mer Iau Gwen Sad Sul"
_WELSH_DAYS = "Llun Mawrth Mercher Iau Gwener Sadwrn Sul"

NAMES: Mapping[str, Names] = {
    "en": Names(
        tuple(_ENGLISH.split()),
        tuple(month[:3] for month in _ENGLISH.split()),
        tuple(_ENGLISH_DAYS.split()),
        tuple(day[:3] for day in _ENGLISH_DAYS.split()),
    ),
    "cy": Names(
        tuple(_WELSH.split()),
        tuple(_WELSH_SHORT.split()),
        tuple(f"Dydd {day}" for day in _WELSH_DAYS.split()),
        tuple(_WELSH_SHORT_DAYS.split()),
    ),
}
# The last ten bits of a Windows language number are the language, the others its country.
_PRIMARY = {0x09: "en", 0x52: "cy"}
_SYSTEM = {0xF800: LONG_DATE, 0xF400: LONG_TIME}


def find_language(locale: str) -> str | None:
    """Return the language of a locale such as 809, en-GB or 452; None where none is stated.

    >>> find_language("452")
    'cy'
    """
    locale = locale.partition(",")[0]
    if not locale:
        return None
    first = locale.casefold().partition("-")[0]
    if first in NAMES:
        return first
    try:
        number = int(locale, 16) & 0xFFFF_FFFF
    except ValueError:
        return OTHER
    if number >> 16:
        # Another calendar, or other digits.
        return OTHER
    return _SYSTEM.get(number) or (_PRIMARY.get(number & 0x3FF, OTHER) if number else None)
