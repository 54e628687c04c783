"""What is sought by a text: its stems, and the ways in which the codes in it are written."""

from __future__ import annotations

import re

from registry.vocabulary.stems import find_stems, join_stems

# Codes of national indicators, of PSAs and of best value, which people write with and without a
# gap, a sign or noughts: "NI 16", "ni016", "N.I. 16", "PSA14.2". Years and amounts are no codes.
_CODE = re.compile(
    r"\b(n\.?i|p\.?s\.?a|b\.?v(?:\.?p\.?i)?)[\s.:_/-]{0,3}0{0,3}([0-9]{1,3}[a-z]?)\b",
    re.IGNORECASE,
)
# Between the ways in which a text may be written: no stem holds it.
EITHER = "|"


def find_alternatives(text: str) -> list[set[str]]:
    """Return the stems that a text is sought by: as it is typed, then as its codes are written.

    A record is found if it has all the stems of any of them.
    """
    ways = (text, _CODE.sub(_write_apart, text), _CODE.sub(_write_together, text))
    found: list[set[str]] = []
    for stems in map(find_stems, ways):
        if stems not in found:
            found.append(stems)
    return found


def join_alternatives(text: str) -> str:
    """Return what a text is sought by as one text, its alternatives divided by a bar."""
    if not _CODE.search(text):
        return join_stems(text)
    return EITHER.join(" ".join(sorted(stems)) for stems in find_alternatives(text))


def _write_apart(found: re.Match[str]) -> str:
    return f" {found[1].replace('.', '')} {found[2]} "


def _write_together(found: re.Match[str]) -> str:
    return f" {found[1].replace('.', '')}{found[2]} "
