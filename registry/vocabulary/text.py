"""Words as they are kept: Unicode in normal form C, nothing else touched."""

from __future__ import annotations

from unicodedata import is_normalized, normalize

TEXT_LENGTH = 100_000


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
