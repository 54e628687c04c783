"""Comparing a source's words with those that a mapping lists, by plain search and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

ANY = "..."


def normalise_words(words: str) -> str:
    """Words for comparing: capitals, blanks and the shape of quotation marks make no difference."""
    words = words.replace("…", ANY).replace("’", "'").replace("‘", "'")
    words = words.replace("“", '"').replace("”", '"').replace("–", "-").replace("—", "-")
    return " ".join(words.casefold().split())


def matches_pattern(pattern: str, words: str) -> bool:
    """Whether words are those of a pattern, in which ``...`` stands for any words."""
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
    """Whether words are those of one pattern."""
    return any(matches_pattern(pattern, words) for pattern in patterns)


def translate_words(words: str, vocabulary: Mapping[str, str]) -> str | None:
    """What a vocabulary makes of words: exact entries first, then the others in their order."""
    exact = {normalise_words(entry): meaning for entry, meaning in vocabulary.items()}
    if normalise_words(words) in exact:
        return exact[normalise_words(words)]
    for entry, meaning in vocabulary.items():
        if ANY in normalise_words(entry) and matches_pattern(entry, words):
            return meaning
    return None
