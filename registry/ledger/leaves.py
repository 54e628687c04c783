"""What the leaf of an entry commits to, by version: a version, once used, never changes.

Version 1 is the ledger of the registrar alone. Version 2 commits to the author's role as well. An
entry names its version; the leaf of every version after the first begins with it, so that no leaf
can be read as that of another version. A later version adds its columns here and in a migration.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import orjson

from registry.vocabulary import Author

# The key is left out: it is made of the words alone, without salt, so that whoever sees a leaf's
# hash could try guesses at what was redacted.
COMMITTED = ("number", "recorded_at", "actor", "act", "about_kind", "about", "digest")
"""What every leaf commits to, and a leaf of version 1 alone."""
LEAF_VERSION = "leaf_version"
_ADDED: Mapping[int, tuple[str, ...]] = MappingProxyType({1: (), 2: ("role",)})
ADDED = ("role",)
"""What leaves of some later version commit to besides."""
LEAF_COLUMNS = (*COMMITTED, *ADDED, LEAF_VERSION)
"""All columns that it takes to make the leaf of any entry."""


def choose_leaf_version(author: Author) -> int:
    """Return the version of the leaves of an author's entries."""
    return 1 if author.is_registrar else 2


class UnknownLeafVersion(ValueError):
    """A leaf is of a version that this program does not know."""


def encode_leaf(entry: Mapping[str, Any]) -> bytes:
    """Return what an entry's leaf commits to; without a version it is of the first.

    Raises:
        UnknownLeafVersion: the entry names a version that is not known here.
    """
    version = entry.get(LEAF_VERSION, 1)
    values = [entry[column] for column in (*COMMITTED, *_list_added_columns(version))]
    return orjson.dumps(values if version == 1 else [f"leaf/{version}", *values])


def list_leaf_fields(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns that an entry's leaf commits to and, after the first, its version.

    This is how leaves are published: ``encode_leaf`` makes the same leaf of it.
    """
    version = entry.get(LEAF_VERSION, 1)
    fields = {column: entry[column] for column in (*COMMITTED, *_list_added_columns(version))}
    return fields if version == 1 else {**fields, LEAF_VERSION: version}


def find_uncommitted_columns(entry: Mapping[str, Any]) -> list[str]:
    """Return which columns hold something although the entry's leaf does not commit to them."""
    committed = _list_added_columns(entry.get(LEAF_VERSION, 1))
    return [name for name in ADDED if name not in committed and entry.get(name) is not None]


def _list_added_columns(version: Any) -> tuple[str, ...]:
    if type(version) is not int or version not in _ADDED:
        raise UnknownLeafVersion(f"its leaf is of version {version}, which is not known here")
    return _ADDED[version]
