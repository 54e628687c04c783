"""Versions of releases: which follows which, and which part of one a change raises."""

from __future__ import annotations

import re
from enum import IntEnum

FIRST = "1.0.0"
_PART = "(0|[1-9][0-9]{0,8})"
_VERSION = re.compile(rf"{_PART}\.{_PART}\.{_PART}", re.ASCII)
# Releases were named by their entry, in ten digits, before they had versions.
_NUMBERED = re.compile(r"[0-9]{10}(\.[0-9]{1,4})?", re.ASCII)


class VersionPart(IntEnum):
    """The part of a version that a change raises, as semver.org has them, the greatest last."""

    PATCH = 0
    """Nothing new: corrections, redactions, takedowns, or other words around the same records."""
    MINOR = 1
    """New records, columns or tables."""
    MAJOR = 2
    """Something that readers relied on went away: a table, a column, its type, a reference."""


def is_version(name: str) -> bool:
    """Return whether a folder or an address names a release, of whichever age."""
    return (_VERSION.fullmatch(name) or _NUMBERED.fullmatch(name)) is not None


def is_numbered(version: str) -> bool:
    """Return whether a release is of the time when they were named by their entry."""
    return _NUMBERED.fullmatch(version) is not None


def make_sort_key(version: str) -> tuple[int, ...]:
    """Return the sort key of a version; versions named by their entry come first.

    >>> sorted(["1.10.0", "1.9.0", "0000000123"], key=order)
    ['0000000123', '1.9.0', '1.10.0']
    """
    return (0 if is_numbered(version) else 1, *map(int, version.split(".")))


def next_version(version: str | None, part: VersionPart) -> str:
    """Return the version after one when ``part`` of it is raised; the first after none.

    >>> after("1.4.2", Part.MINOR)
    '1.5.0'
    """
    if version is None or is_numbered(version):
        return FIRST
    major, minor, patch = map(int, version.split("."))
    if part is VersionPart.MAJOR:
        return f"{major + 1}.0.0"
    return f"{major}.{minor + 1}.0" if part is VersionPart.MINOR else f"{major}.{minor}.{patch + 1}"
