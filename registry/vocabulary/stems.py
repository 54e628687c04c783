"""What a text is found by: the stems of its words, the same on every machine.

Databases tell words apart, fold letters and take off endings each in a way of its own. Here it is
done once, so that all they have to do is compare.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import ucd_3_2_0 as unicode_3_2

from Stemmer import Stemmer

# Longer words are found by their beginning: PostgreSQL's index takes no key above 2,700 bytes.
_LONGEST = 64
# Shorter words have no endings (Porter's own programs leave them alone too).
_SHORTEST = 3
_LETTER = r"[a-z0-9\x80-\U0010ffff]"
# The 's of a possessive is no word. Other apostrophes divide, as Welsh needs: Cymru'n, i'r.
_WORD = re.compile(rf"({_LETTER}+)(?:'s(?!{_LETTER}))?")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def find_stems(text: str) -> set[str]:
    """Return the stems of a text's words: letters and digits, without accents, in lower case."""
    low = text.lower() if text.isascii() else _fold(text)
    return {_stem_word(word) for word in _WORD.findall(low)}


def join_stems(text: str) -> str:
    """Return the stems of a text as one text: each once, sorted, divided by spaces."""
    return " ".join(sorted(find_stems(text)))


def _fold(text: str) -> str:
    """Return a text in lower case and compatible letters (Unicode's NFKD), without marks."""
    low = unicode_3_2.normalize("NFKD", text).casefold()
    return _NOT_ASCII.sub(lambda found: _fold_letter(found[0]), low)


@lru_cache(maxsize=4_096)
def _fold_letter(char: str) -> str:
    """Return a letter or digit as it is, nothing for a mark, and a space for all else.

    Python keeps the tables of Unicode 3.2 beside its own; those are the same in each version.
    """
    category = unicode_3_2.category(char)[0]
    if category in "LN":
        return char
    if category == "M":
        return ""
    return "'" if char == "’" else " "


def forget_stems() -> None:
    """Drop the words whose stems are cached."""
    _stem_word.cache_clear()


@lru_cache(maxsize=65_536)
def _stem_word(word: str) -> str:
    """Return a word without its endings (M. F. Porter, 1980); codes and other scripts have none."""
    word = word[:_LONGEST]
    if len(word) < _SHORTEST or not (word.isascii() and word.isalpha()):
        return word
    # A stemmer of its own each time: one may not serve two threads at once.
    stem: str = Stemmer("porter").stemWord(word)
    return stem
