"""Words as they are kept: Unicode in normal form C, nothing else touched."""

from __future__ import annotations

import re
from unicodedata import is_normalized, normalize

TEXT_LENGTH = 100_000
# Control characters but for tab and line breaks, marks that reverse the direction of what follows,
# lone surrogates, and code points that are no characters: XML cannot hold most of them, and a
# terminal obeys others.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def read_text(text: str) -> str:
    """Read words in normal form C.

    Raises:
        ValueError: a NUL, a lone surrogate, or more than 100,000 characters.
    """
    if text.isascii():
        if "\0" in text or len(text) > TEXT_LENGTH:
            raise ValueError(text)
        return text
    text.encode()  # a lone surrogate raises UnicodeEncodeError, which is a ValueError
    if "\0" in text or len(text) > TEXT_LENGTH:
        raise ValueError(text)
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def find_unprintable(text: str) -> str | None:
    """Return the first character that XML or a terminal cannot take as text, or None."""
    found = _UNPRINTABLE.search(text)
    return found[0] if found else None


def remove_unprintable(text: str) -> str:
    r"""Leave out what XML or a terminal cannot take as text.

    >>> remove_unprintable("three \x0bthings")
    'three things'
    """
    return _UNPRINTABLE.sub("", text)


def find_words_beside_place(locator: str | None) -> str:
    """Return the words of a source that a locator keeps behind the place itself.

    >>> find_words_beside_place("row 5; Remark: the aim is provisional")
    'Remark: the aim is provisional'
    """
    return (locator or "").partition("; ")[2]
