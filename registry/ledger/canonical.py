"""The canonical form of what is recorded, and the digests made of it."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import rfc8785

COMMITTED = ("number", "recorded_at", "actor", "act", "about_kind", "about", "key", "digest")


def canonical(cells: Mapping[str, str]) -> str:
    """The canonical JSON (RFC 8785) of an act's cells."""
    return rfc8785.dumps(dict(cells)).decode()


def digest_of(salt: str, payload: str) -> str:
    """SHA-256 of the salt (hex) and the payload: what stays when a redaction drops both."""
    return sha256(bytes.fromhex(salt) + payload.encode()).hexdigest()


def key_of(act: str, payload: str) -> str:
    """The key under which the very same act is recorded once only."""
    return sha256(f"{act}\n{payload}".encode()).hexdigest()


def leaf_bytes(entry: Mapping[str, Any]) -> bytes:
    """What an entry's leaf in the Merkle tree commits to: all of it but payload and salt."""
    return rfc8785.dumps([entry[column] for column in COMMITTED])
