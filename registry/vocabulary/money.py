"""Amounts of money: whole pence, written as decimal pounds, never floating point."""

from __future__ import annotations

import re

_POUNDS = re.compile(r"(-?)(\d{1,13})(?:\.(\d{1,2}))?")


class Pence(int):
    """A sum of money in whole pence that reads and writes itself as pounds.

    >>> str(Pence.read("170220267"))
    '170220267.00'
    """

    __slots__ = ()

    @classmethod
    def read(cls, text: str) -> Pence:
        """Read pence from decimal pounds such as ``927500`` or ``61042.09``.

        Raises:
            ValueError: currency signs, commas, spaces, units, or more than two decimals.
        """
        match = _POUNDS.fullmatch(text)
        if match is None or not text.isascii():
            raise ValueError(text)
        sign, pounds, pence = match.groups()
        return cls(int(f"{sign}{pounds}{(pence or '').ljust(2, '0')}"))

    def __str__(self) -> str:
        pounds, pence = divmod(abs(self), 100)
        return f"{'-' if self < 0 else ''}{pounds}.{pence:02d}"


def format_pence(pence: int) -> str:
    """Write a sum as a person does.

    >>> spoken(17022026700)
    '£170,220,267'
    """
    pounds, rest = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}£{pounds:,}{f'.{rest:02d}' if rest else ''}"
