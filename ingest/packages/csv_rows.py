"""Rows of a CSV file as they come, each read in bounded memory."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TextIO

from ingest.packages.limits import PackageLimits
from registry.errors import InvalidInput, Problem


class Rows:
    """The rows of a file with their numbers as a spreadsheet shows them; the header is row 1.

    Iterating raises InvalidInput for a row that cannot be taken apart; ``ended`` then says whether
    the rest of the file is beyond reading too.
    """

    def __init__(self, text: TextIO, delimiter: str, limits: PackageLimits) -> None:
        self._text, self._limits = text, limits
        self._taken = 0
        self._reader = csv.reader(self._lines(), delimiter=delimiter, strict=True)
        self.number = 0
        self.ended = False

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        self.number += 1
        self._taken = 0
        try:
            return next(self._reader)
        except csv.Error as error:
            # A quote that nothing closes swallows the rest of the file.
            self.ended = "field limit" in str(error) or "unexpected end" in str(error)
            raise InvalidInput([_torn(str(error))]) from error

    def _lines(self) -> Iterator[str]:
        while line := self._text.readline(self._limits.line_characters):
            self._taken += len(line)
            if len(line) == self._limits.line_characters or (
                self._taken > self._limits.row_characters
            ):
                self.ended = True
                raise InvalidInput([_torn("the row is too long")])
            yield line


def _torn(why: str) -> Problem:
    return Problem(
        message=f"the row cannot be taken apart: {why}",
        remedy='Enclose cells with commas, quotes or line breaks in ", and write " inside as ""',
    )
