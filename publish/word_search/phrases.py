"""The words that are searched for: read from standard input, counted in bytes, never printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from unicodedata import normalize

from publish.word_search.spellings import compile_phrase, find_anchor
from registry import InvalidInput, Problem
from registry.vocabulary import find_stems

_SHORTEST, _LONGEST, _MOST = 2, 1_000, 1_000
_READ = _LONGEST * 4 * _MOST

Counts = Counter[int]
"""How often each phrase was found, by the number of its line."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that are searched for, known by the number of their line.

    Attributes:
        pattern: what finds them in bytes.
        longest: how many bytes a match may have.
        anchor: letters without which there is no match; empty where none are sure.
        stems: the stems by which a search index knows the words.
    """

    number: int
    pattern: re.Pattern[bytes]
    longest: int
    anchor: bytes
    stems: frozenset[str]

    @classmethod
    def parse(cls, number: int, text: str) -> Phrase:
        """Parse one line.

        Raises:
            InvalidInput: it is too short, and would stand everywhere, or too long.
        """
        words = " ".join(normalize("NFC", text).split())
        if not _SHORTEST <= len(words) <= _LONGEST:
            raise InvalidInput([_describe_length(number)])
        pattern, longest = compile_phrase(words)
        return cls(number, pattern, longest, find_anchor(words), frozenset(find_stems(words)))

    def find(self, data: bytes, lowered: bytes) -> Iterator[int]:
        """Yield where the phrase begins in some bytes; ``lowered`` are they in lower case."""
        if not self.anchor or self.anchor in lowered:
            yield from (found.start() for found in self.pattern.finditer(data))


@dataclass(frozen=True, slots=True)
class Phrases:
    """All phrases that are searched for at once."""

    each: tuple[Phrase, ...]

    @property
    def longest(self) -> int:
        """How many bytes a match may have."""
        return max(phrase.longest for phrase in self.each)

    def count(self, data: bytes, limit: int | None = None) -> Counts:
        """Count the phrases in some bytes, those that begin at ``limit`` or later left out."""
        lowered, counts = data.lower(), Counts()
        for phrase in self.each:
            starts = phrase.find(data, lowered)
            if number := sum(1 for start in starts if limit is None or start < limit):
                counts[phrase.number] = number
        return counts

    def mask(self, text: str) -> str:
        """Return a text with the numbers of the phrases in their place: places may be named so."""
        data = text.encode("utf-8", "replace")
        for phrase in self.each:
            data = phrase.pattern.sub(b"[phrase %d]" % phrase.number, data)
        return data.decode("utf-8", "replace")


def read_phrases(stream: BinaryIO) -> Phrases:
    """Read one phrase per line; empty lines count as lines.

    Raises:
        InvalidInput: there is none, a line cannot be searched for, or it is no UTF-8.
    """
    data = stream.read(_READ + 1)
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        message, remedy = "The words are no text in UTF-8", "Write one phrase per line in UTF-8"
        raise InvalidInput([Problem(message, remedy, file="standard input")]) from error
    if len(data) > _READ or len(lines) > _MOST:
        message, remedy = "There are too many words", f"Give at most {_MOST:,} lines at a time"
        raise InvalidInput([Problem(message, remedy, file="standard input")])
    phrases = tuple(
        Phrase.parse(number, line) for number, line in enumerate(lines, 1) if line.strip()
    )
    if not phrases:
        message, remedy = "There are no words to look for", "Write one phrase per line"
        raise InvalidInput([Problem(message, remedy, file="standard input")])
    return Phrases(phrases)


def _describe_length(number: int) -> Problem:
    return Problem(
        message="The words are too short or too long to be searched for",
        remedy=f"Give between {_SHORTEST} and {_LONGEST:,} characters per line",
        file="standard input",
        row=number,
    )
