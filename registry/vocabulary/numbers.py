"""Plain numbers kept exactly as decimal text: their value and their scale."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"-?\d{1,30}(?:\.\d{1,15})?")
_COUNT = re.compile(r"\d{1,9}")


def read_number(text: str) -> str:
    """Read a decimal number such as ``-4.0``, its scale kept.

    Raises:
        ValueError: commas, units, exponents, or digits of other scripts.
    """
    if not _NUMBER.fullmatch(text) or not text.isascii():
        raise ValueError(text)
    return text


def read_count(text: str) -> int:
    """Read a whole number of things, 0 or more.

    Raises:
        ValueError: signs, decimals, or digits of other scripts.
    """
    if not _COUNT.fullmatch(text) or not text.isascii():
        raise ValueError(text)
    return int(text)
