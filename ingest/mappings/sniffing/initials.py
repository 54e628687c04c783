"""Names by initials: which bodies or places on record could be meant by BIS, DCLG or B&NES."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile

from ingest.mappings.normalise_names import normalise_name
from ingest.mappings.resolve_names import NameResolver

# Words that initials may leave out: DH is the Department of Health, BIS leaves "Department" out.
_SMALL = ("and", "for", "in", "of", "on", "the", "to", "with")
_KINDS_OF_BODY = ("department", "dept", "ministry", "office")
_SHORTEST, _LONGEST = 2, 8
# Names of more words are not known by their initials.
_MOST_WORDS = 12
# How many of the bodies that bear the same initials are proposed.
_MOST = 6


def looks_like_initials(words: str) -> bool:
    """Return whether words are short and written as initials are: DCLG, DfT, B&NES, Defra.

    >>> looks_like_initials("DfT"), looks_like_initials("Derby City")
    (True, False)
    """
    letters = words.replace("&", "").replace(".", "")
    short = _SHORTEST <= len(letters) <= _LONGEST and letters.isascii() and letters.isalpha()
    return short and letters[0].isupper()


def could_stand_for(words: str, name: str) -> bool:
    """Return whether words could be the initials of a name; small words count or do not.

    >>> could_stand_for("DH", "Department of Health")
    True
    """
    if len(name.split()) > _MOST_WORDS:
        return False
    letters = normalise_name(words.replace("&", "").replace(".", ""))
    return _initials_of(name).fullmatch(letters) is not None


def propose_names(
    names: NameResolver, kind: str, unknown: tuple[str, ...]
) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield each unknown word that is written as initials, with the records that it could name."""
    titles = names.index_of(kind).titles
    for words in filter(looks_like_initials, unknown):
        found = {one: name for one, name in sorted(titles.items()) if could_stand_for(words, name)}
        if found:
            yield words, dict(list(found.items())[:_MOST])


def _initials_of(name: str) -> re.Pattern[str]:
    """Return the initials of a name as a pattern in which small words are optional."""
    plain = [normalise_name(word) for word in name.replace("&", " and ").split()]
    capitals = [len(word) < 4 and word.isupper() for word in name.replace("&", " and ").split()]
    parts = []
    leading = sum(1 for _ in takewhile(lambda word: word in (*_KINDS_OF_BODY, *_SMALL), plain))
    for place, (word, whole) in enumerate(zip(plain, capitals, strict=True)):
        if not word:
            continue
        # Each part begins with a letter of its own, so that nothing is tried twice for long.
        letters = re.escape(word) if whole else re.escape(word[0])
        optional = not whole and (word in _SMALL or place < leading)
        parts.append(f"(?:{letters})?" if optional else letters)
    return re.compile("".join(parts))
