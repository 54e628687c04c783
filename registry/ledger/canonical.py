"""The canonical form of what is recorded, and the digests made of it.

Canonical JSON is that of RFC 8785. Of text keys in ASCII, text, whole numbers and null, which is
all that is recorded, orjson with sorted keys writes the very same bytes at fifty times the speed
of the rfc8785 package; a property test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

import orjson


def to_canonical_json(cells: Mapping[str, str]) -> str:
    """Return the canonical JSON (RFC 8785) of an act's cells."""
    return orjson.dumps(cells, option=orjson.OPT_SORT_KEYS).decode()


def compute_digest(salt: str, payload: str) -> str:
    """SHA-256 of the salt (hex) and the payload: what stays when a redaction drops both."""
    return sha256(bytes.fromhex(salt) + payload.encode()).hexdigest()


def compute_key(act: str, payload: str) -> str:
    """Return the key under which the very same act is recorded once only."""
    return sha256(f"{act}\n{payload}".encode()).hexdigest()
