"""Read the lines of a table so that a hostile one costs no more than a few megabytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

ROW = 4 << 20
"""The most characters of one row of a table, quoted line ends and all."""


class BoundedLines:
    """The lines of a text; ``begin_row`` after each row, since a row may have several lines."""

    def __init__(self, text: TextIO) -> None:
        self._text, self._left = text, ROW

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._left + 1)
        self._left -= len(line)
        if self._left < 0:
            raise ValueError(f"a row of it has more than {ROW:,} characters")
        if not line:
            raise StopIteration
        return line

    def begin_row(self) -> None:
        """Allow another row its length."""
        self._left = ROW
