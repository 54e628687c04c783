"""How a phrase may stand in a file: escaped, in other letters of one meaning, over line ends."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from unicodedata import normalize
from urllib.parse import quote

# Typed one for another, by hand or by a word processor.
_ALIKE = ("'’‘ʼ`", '"“”„', "-‐‑‒–—")
# One gap between words: blanks of any width, line ends, and how JSON, XML and addresses write them.
_GAP = (
    rb"(?:[\s+]|\\[nrtu]|\\u00a0|%(?:20|0[9ad]|c2%a0)|&#(?:9|10|13|32|160);|&nbsp;|_x000d_"
    rb"|\xc2\xa0|\xe2\x80[\x80-\x8b\xaf]){1,8}"
)
_WIDEST_GAP = 56


def compile_phrase(phrase: str) -> tuple[re.Pattern[bytes], int]:
    """Compile what finds a phrase in UTF-8, in any case; also return how long a match may be."""
    parts: list[bytes] = []
    longest = 0
    for char in phrase:
        if char == " ":
            parts.append(_GAP)
            longest += _WIDEST_GAP
            continue
        spellings = sorted(set(_spell(char)), key=lambda one: (-len(one), one))
        parts.append(b"(?:" + b"|".join(map(re.escape, spellings)) + b")")
        longest += len(spellings[0])
    return re.compile(b"".join(parts), re.IGNORECASE), longest


def find_anchor(phrase: str) -> bytes:
    """Return the longest run of letters and digits that no form escapes, in lower case."""
    runs = re.findall(r"[a-z0-9]+", phrase, re.IGNORECASE | re.ASCII)
    return max(runs, key=len, default="").lower().encode()


def _spell(char: str) -> Iterator[bytes]:
    """Yield a letter as texts, JSON, XML, addresses and CSV write it."""
    if char.isascii() and char.isalnum():
        yield char.encode()
        return
    alike = next((each for each in _ALIKE if char in each), char)
    for one in alike:
        for case in {one, one.lower(), one.upper(), one.title(), one.casefold()}:
            for text in {normalize("NFC", case), normalize("NFD", case)}:
                yield from _write(text)


def _write(text: str) -> Iterator[bytes]:
    yield text.encode()
    # Files of others, and logs, in the encoding of Western European spreadsheets.
    yield text.encode("cp1252", "ignore") or text.encode()
    yield json.dumps(text)[1:-1].encode()
    yield json.dumps(text, ensure_ascii=False)[1:-1].encode()
    yield quote(text, safe="").encode()
    yield escape(text).encode()
    yield "".join(f"&#{ord(one)};" for one in text).encode()
    yield "".join(f"&#x{ord(one):x};" for one in text).encode()
    yield text.replace('"', '""').encode()
