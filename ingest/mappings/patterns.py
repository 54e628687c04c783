"""Comparing a source's words with those that a mapping lists, by plain search and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

ANY = "..."


# Every hyphen and dash that programs write, and slashes of other alphabets.
_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012–—\u2015\u2212\ufe58\ufe63\uff0d"), "-")
PLAIN_HYPHENS = _HYPHENS | dict.fromkeys(map(ord, "\u2044\u2215\uff0f"), "/") | {0xAD: None}
_PLAIN_MARKS = _HYPHENS | {ord(mark): plain for mark, plain in zip("’‘“”", "''\"\"", strict=True)}
_PLAIN_MARKS[ord("…")] = ANY


def normalise_words(words: str) -> str:
    """Words for comparing: capitals, blanks, dashes and quotation marks make no difference."""
    return " ".join(words.translate(_PLAIN_MARKS).casefold().split())


def matches_pattern(pattern: str, words: str) -> bool:
    """Return whether words are those of a pattern, in which ``...`` stands for any words."""
    first, *others = (part.strip() for part in normalise_words(pattern).split(ANY))
    words = normalise_words(words)
    if not others:
        return words == first
    if not words.startswith(first):
        return False
    rest = words[len(first) :]
    for part in others[:-1]:
        _, found, rest = rest.partition(part) if part else ("", "found", rest)
        if not found:
            return False
    return rest.endswith(others[-1])


def matches_any_pattern(patterns: Iterable[str], words: str) -> bool:
    """Return whether words are those of one pattern."""
    return any(matches_pattern(pattern, words) for pattern in patterns)


def says_nothing(marks: Iterable[str], words: str) -> bool:
    """Return whether words are a mark for no value; a mark of dots alone stands for itself."""
    plain = normalise_words(words)
    return any(
        plain == ANY if normalise_words(mark) == ANY else matches_pattern(mark, words)
        for mark in marks
    )


def translate_words(words: str, vocabulary: Mapping[str, str]) -> str | None:
    """Translate words by a vocabulary: exact entries first, then the others in their order."""
    exact = {normalise_words(entry): meaning for entry, meaning in vocabulary.items()}
    if normalise_words(words) in exact:
        return exact[normalise_words(words)]
    for entry, meaning in vocabulary.items():
        if ANY in normalise_words(entry) and matches_pattern(entry, words):
            return meaning
    return None
