"""The canonical form of what is recorded, and the digests made of it.

Canonical JSON is that of RFC 8785. Of text keys in ASCII, text, whole numbers and null, which is
all that is recorded, orjson with sorted keys writes the very same bytes at fifty times the speed of
the rfc8785 package; a property test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import orjson

COMMITTED = ("number", "recorded_at", "actor", "act", "about_kind", "about", "digest")


def canonical(cells: Mapping[str, str]) -> str:
    """The canonical JSON (RFC 8785) of an act's cells."""
    return orjson.dumps(cells, option=orjson.OPT_SORT_KEYS).decode()


def opening_of(salt: str, key: str) -> str:
    """What shows, together with the payload, that a digest is its: SHA-256 of salt (hex) and key.

    The key is under the salt because it is a bare hash of the words: a leaf which told it would
    let anybody try out what a redaction took off. The opening goes with the salt.
    """
    return sha256(bytes.fromhex(salt) + key.encode()).hexdigest()


def digest_of(opening: str, payload: str) -> str:
    """SHA-256 of an opening (hex) and the payload: what stays when a redaction drops both."""
    return sha256(bytes.fromhex(opening) + payload.encode()).hexdigest()


def key_of(act: str, payload: str) -> str:
    """The key under which the very same act is recorded once only."""
    return sha256(f"{act}\n{payload}".encode()).hexdigest()


def leaf_bytes(entry: Mapping[str, Any]) -> bytes:
    """What an entry's leaf in the Merkle tree commits to: all but payload, salt and key."""
    return orjson.dumps([entry[column] for column in COMMITTED])
