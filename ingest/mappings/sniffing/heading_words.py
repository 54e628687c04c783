"""What the heading of a column says: its words, the year that it names, what its figures count."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.mappings.dates import find_years
from ingest.mappings.patterns import normalise_words

_WORD = re.compile(r"[^\W_]+")
_MILLIONS = re.compile(r"(?:£|gbp)[ _]*(?:m|mn|millions?)\b|\bin (?:£ ?)?millions?\b")
_THOUSANDS = re.compile(r"(?:£|gbp)[ _]*(?:,?0{3}s?|k|thousands?)\b|\bin (?:£ ?)?thousands?\b")


def split_heading(heading: str) -> tuple[str, ...]:
    """Return the words of a heading, whatever divides them.

    >>> split_heading("core_funding_gbp_m")
    ('core', 'funding', 'gbp', 'm')
    """
    return tuple(_WORD.findall(normalise_words(heading)))


def holds_word(heading: str, words: Iterable[str]) -> bool:
    """Return whether a heading holds one of these words, in the plural or not."""
    there = split_heading(heading)
    return any(one in (word, f"{word}s", f"{word}es") for one in there for word in words)


def read_scale(heading: str) -> str | None:
    """Return what the figures below a heading count: thousands or millions of pounds.

    >>> read_scale("Amount (£,000s)")
    'thousands'
    """
    plain = normalise_words(heading).replace("_", " ")
    if _MILLIONS.search(plain):
        return "millions"
    return "thousands" if _THOUSANDS.search(plain) else None


def read_heading_year(heading: str) -> str | None:
    """Return the financial year that a heading names.

    >>> read_heading_year("2008-09_gbp_m")
    '2008-09'
    """
    return find_years(heading.replace("_", " "))
