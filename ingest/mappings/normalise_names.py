"""The forms in which names of bodies and places are compared."""

from __future__ import annotations

from unicodedata import normalize

_BEFORE = (
    "the ",
    "london borough of ",
    "royal borough of ",
    "metropolitan borough of ",
    "borough of ",
    "county of ",
    "county ",
    "city of ",
    "lb ",
)
_AFTER = (
    " metropolitan borough council",
    " metropolitan district council",
    " london borough council",
    " city council",
    " county council",
    " district council",
    " borough council",
    " unitary council",
    " unitary authority",
    " metropolitan council",
    " council",
    " city of",
    " county of",
    " borough",
    " mbc",
    " mdc",
    " lbc",
    " cc",
    " dc",
    " bc",
)


def normalise_name(name: str) -> str:
    """Return a name without capitals, punctuation and the difference between & and "and".

    >>> normal("St. Helens")
    'st helens'
    """
    text = normalize("NFKC", name).casefold().replace("&", " and ").replace("'", "")
    kept = "".join(mark if mark.isalnum() else " " for mark in text.replace("’", ""))
    return " ".join(kept.split())


def place_name(name: str) -> str:
    """Return the place that an authority is named for, without what kind of authority it is.

    >>> core("London Borough of Bexley")
    'bexley'
    """
    text = normalise_name(name)
    for ending in _AFTER:
        if text.endswith(ending):
            text = text.removesuffix(ending)
            break
    for beginning in _BEFORE:
        if text.startswith(beginning) and text != beginning.strip():
            text = text.removeprefix(beginning)
    return text


def normalise_code(code: str) -> str:
    """Return a code for comparing: NI 7, NI7 and ni 7 are one."""
    return "".join(code.casefold().split())
